package org.hermitscope.machine;

/// x87 and MMX state (SDM 1 8.1). Registers are numbered physically: ST(i) is register `(top + i) & 7`, and MMi
/// is the significand of register i.
public final class FpuState {
    private static final int VALID = 0;
    private static final int ZERO = 1;
    private static final int SPECIAL = 2;
    private static final int EMPTY = 3;

    /// 64-bit significands, explicit integer bit included.
    public final long[] significand = new long[8];
    /// Sign in bit 15, biased exponent below.
    public final int[] signExponent = new int[8];
    /// Control word.
    public int control = 0x37f;
    /// Status word with TOP in bits 11–13 kept in [#top] instead (those bits are 0 here).
    public int status;
    /// Register that is ST(0).
    public int top;
    /// Bit i: physical register i is not empty (the abridged tag word of FXSAVE).
    public int inUse;
    /// Last opcode, 11 bits.
    public int lastOpcode;
    /// Address of the last instruction.
    public long lastInstruction;
    /// Address of its memory operand.
    public long lastOperand;

    /// The status word as FNSTSW stores it.
    public int statusWord() {
        return status | top << 11;
    }

    /// Takes a whole status word apart.
    public void setStatusWord(int word) {
        status = word & ~(7 << 11) & 0xffff;
        top = word >>> 11 & 7;
    }

    /// The tag word of FNSTENV, two bits for each physical register: 0 valid, 1 zero, 2 special, 3 empty (SDM 1 8.1.7).
    public int tagWord() {
        int word = 0;
        for (int i = 0; i < 8; i++) {
            word |= tag(i) << 2 * i;
        }
        return word;
    }

    private int tag(int register) {
        if ((inUse >>> register & 1) == 0) {
            return EMPTY;
        }
        int exponent = signExponent[register] & 0x7fff;
        if (exponent == 0 && significand[register] == 0) {
            return ZERO;
        }
        return exponent == 0 || exponent == 0x7fff || significand[register] >= 0 ? SPECIAL : VALID;
    }

    /// Takes a tag word over. Only what is empty counts: the rest follows from the contents.
    public void setTagWord(int word) {
        inUse = 0;
        for (int i = 0; i < 8; i++) {
            if ((word >>> 2 * i & 3) != EMPTY) {
                inUse |= 1 << i;
            }
        }
    }

    /// FNINIT: registers keep their contents, tagged empty.
    public void initialize() {
        control = 0x37f;
        status = 0;
        top = 0;
        inUse = 0;
        lastOpcode = 0;
        lastInstruction = 0;
        lastOperand = 0;
    }

    public void copyFrom(FpuState other) {
        System.arraycopy(other.significand, 0, significand, 0, 8);
        System.arraycopy(other.signExponent, 0, signExponent, 0, 8);
        control = other.control;
        status = other.status;
        top = other.top;
        inUse = other.inUse;
        lastOpcode = other.lastOpcode;
        lastInstruction = other.lastInstruction;
        lastOperand = other.lastOperand;
    }
}
