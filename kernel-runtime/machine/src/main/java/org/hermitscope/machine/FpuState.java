package org.hermitscope.machine;

/// x87 and MMX state (SDM 1 8.1). Registers are numbered physically: ST(i) is register `(top + i) & 7`, and MMi
/// is the significand of register i.
public final class FpuState {
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
