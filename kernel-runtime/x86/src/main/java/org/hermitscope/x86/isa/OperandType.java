package org.hermitscope.x86.isa;

/// What an operand holds: the lower-case letters of an operand code (SDM 2D A.2.2), with some of our own for
/// sizes that the manual leaves to the instruction's page.
public enum OperandType {
    /// b.
    BYTE(8),
    /// A byte, sign extended to the operand size.
    BYTE_SIGNED(8),
    /// w.
    WORD(16),
    /// d.
    DOUBLEWORD(32),
    /// q.
    QUADWORD(64),
    /// dq.
    DOUBLE_QUADWORD(128),
    /// qq.
    QUAD_QUADWORD(256),
    /// 64 bytes.
    CACHE_LINE(512),
    /// x: 128 or 256 bits by VEX.L.
    VECTOR(0),
    /// Half of x, a vector register of at least 128 bits.
    HALF_VECTOR(0),
    /// A quarter of x.
    QUARTER_VECTOR(0),
    /// An eighth of x.
    EIGHTH_VECTOR(0),
    /// v: 16, 32 or 64 bits by operand size.
    VARIABLE(0),
    /// z: 16 bits, else 32.
    IMMEDIATE_VARIABLE(0),
    /// y: 32 bits, or 64 with REX.W.
    WIDE(0),
    /// 32 bits, or 64 in 64-bit mode.
    MACHINE_WORD(0),
    /// As wide as addresses are.
    ADDRESS(0),
    /// p: a far pointer of 16:16, 16:32 or 16:64 bits.
    FAR(0),
    /// s: limit and base of a descriptor table, 6 or 10 bytes.
    PSEUDO_DESCRIPTOR(0),
    /// a: a pair of 16- or 32-bit bounds.
    PAIR(0),
    /// Two machine words (BNDMOV).
    BOUND_PAIR(0),
    /// An 80-bit floating-point or decimal number.
    TEN_BYTES(80),
    /// The x87 environment, 14 or 28 bytes.
    ENVIRONMENT(0),
    /// The x87 state, 94 or 108 bytes.
    X87_STATE(0),
    /// ss: a vector register, or 32 bits in memory.
    SCALAR_SINGLE(32),
    /// sd: a vector register, or 64 bits in memory.
    SCALAR_DOUBLE(64),
    /// Only its address matters.
    NONE(0);

    private final int width;

    OperandType(int width) {
        this.width = width;
    }

    /// Bits in memory and in general registers where no prefix changes them, else 0.
    public int fixedWidth() {
        return width;
    }
}
