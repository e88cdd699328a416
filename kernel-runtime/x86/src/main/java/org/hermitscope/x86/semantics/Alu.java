package org.hermitscope.x86.semantics;

/// The eight two-operand operations of the one-byte map, numbered as their opcodes are (SDM 2D table A-2, bits
/// 5:3), and TEST.
public final class Alu {
    public static final int ADD = 0;
    public static final int OR = 1;
    public static final int ADC = 2;
    public static final int SBB = 3;
    public static final int AND = 4;
    public static final int SUB = 5;
    public static final int XOR = 6;
    public static final int CMP = 7;
    public static final int TEST = 8;

    private Alu() {}

    /// The result; bits above the width are garbage.
    ///
    /// @param carry CF before, 0 or 1
    public static long result(int operation, long a, long b, int carry) {
        return switch (operation) {
            case ADD -> a + b;
            case OR -> a | b;
            case ADC -> a + b + carry;
            case SBB -> a - b - carry;
            case AND, TEST -> a & b;
            case XOR -> a ^ b;
            default -> a - b;
        };
    }

    /// The kind of [Flags] that the operation leaves, less the width.
    public static int flagKind(int operation, int carry) {
        return switch (operation) {
            case ADD -> Flags.ADD;
            case ADC -> carry == 0 ? Flags.ADD : Flags.ADC;
            case SBB -> carry == 0 ? Flags.SUB : Flags.SBB;
            case SUB, CMP -> Flags.SUB;
            default -> Flags.LOGIC;
        };
    }

    public static boolean isLogic(int operation) {
        return operation == OR || operation == AND || operation == XOR || operation == TEST;
    }

    public static boolean needsCarry(int operation) {
        return operation == ADC || operation == SBB;
    }

    /// Whether the destination is written.
    public static boolean writes(int operation) {
        return operation < CMP;
    }
}
