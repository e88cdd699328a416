package org.hermitscope.gdbstub.target;

import org.jspecify.annotations.Nullable;

/// The operations of gdb's agent bytecode that compute something (GDB manual F.2). Those that collect trace
/// data, print, or use trace state variables are not here, nor is floating point, which gdb never sends.
enum AgentOp {
    ADD(0x02, 0, 2),
    SUB(0x03, 0, 2),
    MUL(0x04, 0, 2),
    DIV_SIGNED(0x05, 0, 2),
    DIV_UNSIGNED(0x06, 0, 2),
    REM_SIGNED(0x07, 0, 2),
    REM_UNSIGNED(0x08, 0, 2),
    LSH(0x09, 0, 2),
    RSH_SIGNED(0x0a, 0, 2),
    RSH_UNSIGNED(0x0b, 0, 2),
    LOG_NOT(0x0e, 0, 1),
    BIT_AND(0x0f, 0, 2),
    BIT_OR(0x10, 0, 2),
    BIT_XOR(0x11, 0, 2),
    BIT_NOT(0x12, 0, 1),
    EQUAL(0x13, 0, 2),
    LESS_SIGNED(0x14, 0, 2),
    LESS_UNSIGNED(0x15, 0, 2),
    EXT(0x16, 1, 1),
    REF8(0x17, 0, 1),
    REF16(0x18, 0, 1),
    REF32(0x19, 0, 1),
    REF64(0x1a, 0, 1),
    IF_GOTO(0x20, 2, 1),
    GOTO(0x21, 2, 0),
    CONST8(0x22, 1, 0),
    CONST16(0x23, 2, 0),
    CONST32(0x24, 4, 0),
    CONST64(0x25, 8, 0),
    REG(0x26, 2, 0),
    END(0x27, 0, 1),
    DUP(0x28, 0, 1),
    POP(0x29, 0, 1),
    ZERO_EXT(0x2a, 1, 1),
    SWAP(0x2b, 0, 2),
    PICK(0x32, 1, 0),
    ROT(0x33, 0, 3);

    private static final @Nullable AgentOp[] BY_CODE = new @Nullable AgentOp[0x100];

    static {
        for (AgentOp op : values()) {
            BY_CODE[op.code] = op;
        }
    }

    private final int code;
    private final int operandBytes;
    private final int pops;

    AgentOp(int code, int operandBytes, int pops) {
        this.code = code;
        this.operandBytes = operandBytes;
        this.pops = pops;
    }

    /// The operation of a byte; null if it is not one of these.
    static @Nullable AgentOp of(byte code) {
        return BY_CODE[code & 0xff];
    }

    /// Bytes that follow the operation's own.
    int operandBytes() {
        return operandBytes;
    }

    /// Values it needs on the stack.
    int pops() {
        return pops;
    }
}
