package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.OperandCode;
import org.hermitscope.x86.isa.OperandType;

/// Reads what stands behind ModRM and displacement.
final class ImmediateBytes {
    private ImmediateBytes() {}

    /// Reads the immediates, branch offsets and addresses of all operands, in their order.
    static void read(Decoding d, OpcodeRow from) {
        for (int i = 0; i < from.operandCount(); i++) {
            OperandCode code = from.operand(i);
            switch (code.addressing()) {
                case IMMEDIATE, RELATIVE -> add(d, immediate(d, code.type(), code.addressing() == Addressing.RELATIVE));
                case OFFSET -> add(d, d.readUnsigned(d.addressWidth / 8));
                case IMMEDIATE_VECTOR -> add(d, d.next());
                case FAR_POINTER -> {
                    add(d, d.readUnsigned(d.operandWidth / 8));
                    add(d, d.readUnsigned(2));
                }
                default -> {}
            }
        }
    }

    private static long immediate(Decoding d, OperandType type, boolean relative) {
        return switch (type) {
            case BYTE -> (byte) d.next() & (relative ? -1L : 0xFF);
            case BYTE_SIGNED -> (byte) d.next();
            case WORD -> d.readUnsigned(2);
            case DOUBLEWORD -> d.readUnsigned(4);
            case VARIABLE -> d.operandWidth == 64 ? d.readUnsigned(8) : d.readSigned(d.operandWidth / 8);
            default -> d.readSigned(d.operandWidth == 16 ? 2 : 4);
        };
    }

    private static void add(Decoding d, long value) {
        if (d.immediateCount++ == 0) {
            d.immediate = value;
        } else {
            d.secondImmediate = value;
        }
    }
}
