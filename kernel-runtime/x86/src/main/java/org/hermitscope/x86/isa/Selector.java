package org.hermitscope.x86.isa;

/// Layout of the word that chooses among the rows of one opcode: what the decoder knows about an instruction
/// before it has decided what it is. A row constrains some of the bits.
public final class Selector {
    public static final int REG_SHIFT = 0;
    public static final int REG = 7;
    public static final int RM_SHIFT = 3;
    public static final int RM = 7 << RM_SHIFT;
    /// ModRM.mod is 3.
    public static final int REGISTER = 1 << 6;
    public static final int PREFIX_SHIFT = 7;
    /// The mandatory prefix: F3 and F2 win over 66, the last of them over the other.
    public static final int PREFIX = 3 << PREFIX_SHIFT;
    public static final int PREFIX_66 = 1 << PREFIX_SHIFT;
    public static final int PREFIX_F3 = 2 << PREFIX_SHIFT;
    public static final int PREFIX_F2 = 3 << PREFIX_SHIFT;
    /// The bit of [#PREFIX] that F3 and F2 share.
    public static final int PREFIX_REPEAT = 2 << PREFIX_SHIFT;
    /// REX.W, VEX.W or XOP.W, in every mode.
    public static final int W = 1 << 9;
    /// VEX.L.
    public static final int L = 1 << 10;
    /// Encoded with VEX or XOP.
    public static final int VEX = 1 << 11;
    public static final int MODE_64 = 1 << 12;
    public static final int OPERAND_SIZE_SHIFT = 13;
    /// 0, 1, 2 for 16, 32, 64 bits.
    public static final int OPERAND_SIZE = 3 << OPERAND_SIZE_SHIFT;
    /// REX.B, which makes an exchange with R8 of NOP.
    public static final int REX_B = 1 << 15;

    /// ModRM selects memory relative to RIP (64-bit mode only).
    public static final int RIP_RELATIVE = 1 << 16;

    private Selector() {}
}
