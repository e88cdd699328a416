package org.hermitscope.x86.isa;

import org.jspecify.annotations.Nullable;

/// 256 opcodes and their rows.
public final class OpcodeMap {
    private final @Nullable OpcodeRow[] first = new OpcodeRow[256];
    private final @Nullable OpcodeRow[] last = new OpcodeRow[256];

    OpcodeMap() {}

    OpcodeRow row(int opcode, Op op) {
        return add(new OpcodeRow(opcode, op, OpcodeRow.NO_OPERANDS));
    }

    OpcodeRow row(int opcode, Op op, OperandCode a) {
        return add(new OpcodeRow(opcode, op, new OperandCode[] {a}));
    }

    OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b) {
        return add(new OpcodeRow(opcode, op, new OperandCode[] {a, b}));
    }

    OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c) {
        return add(new OpcodeRow(opcode, op, new OperandCode[] {a, b, c}));
    }

    OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c, OperandCode d) {
        return add(new OpcodeRow(opcode, op, new OperandCode[] {a, b, c, d}));
    }

    OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c, OperandCode d, OperandCode e) {
        return add(new OpcodeRow(opcode, op, new OperandCode[] {a, b, c, d, e}));
    }

    private OpcodeRow add(OpcodeRow row) {
        int opcode = row.opcode();
        OpcodeRow before = last[opcode];
        if (before == null) {
            first[opcode] = row;
        } else {
            before.next = row;
        }
        last[opcode] = row;
        return row;
    }

    /// The first row of an opcode, null where none is defined.
    public @Nullable OpcodeRow first(int opcode) {
        return first[opcode];
    }

    /// Whether a ModRM byte follows the opcode, which is the same for all its rows.
    public boolean usesModRm(int opcode) {
        OpcodeRow row = first[opcode];
        return row != null && row.usesModRm();
    }
}
