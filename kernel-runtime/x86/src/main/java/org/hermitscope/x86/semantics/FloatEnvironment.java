package org.hermitscope.x86.semantics;

/// What SSE floating point depends on beside its operands, and what it says beside its result: MXCSR as it was, and the
/// exceptions raised since. Mutable, so that a result stays a plain `long` and nothing is allocated.
///
/// Whoever runs an instruction calls [#begin], computes all elements, and writes them and the new MXCSR only if
/// [#isTrapped] says no.
public final class FloatEnvironment {
    /// Exception flags (SDM 1 10.2.3); their masks are the same 7 bits higher.
    public static final int INVALID = 1;
    public static final int DENORMAL = 2;
    public static final int DIVIDE_BY_ZERO = 4;
    public static final int OVERFLOW = 8;
    public static final int UNDERFLOW = 16;
    public static final int PRECISION = 32;

    /// Denormals are zeros.
    public static final int DAZ = 1 << 6;
    /// Flush to zero.
    public static final int FTZ = 1 << 15;

    public static final int NEAREST = 0;
    public static final int DOWN = 1;
    public static final int UP = 2;
    public static final int TRUNCATE = 3;

    private static final int MASKS = 7;
    private static final int ROUNDING = 13;
    private static final int ALL_MASKED = 0x3f << MASKS;
    /// What lets hardware arithmetic of the JVM stand in: all exceptions masked, to nearest, no FTZ, no DAZ.
    private static final int DEFAULT_BITS = ALL_MASKED | 3 << ROUNDING | DAZ | FTZ;

    private int mxcsr;
    private int raised;
    private boolean plain;

    /// Starts an instruction.
    public void begin(int mxcsr) {
        this.mxcsr = mxcsr;
        raised = 0;
        plain = (mxcsr & DEFAULT_BITS) == ALL_MASKED;
    }

    /// Whether MXCSR is as after reset but for its flags.
    boolean isPlain() {
        return plain;
    }

    /// Whether it makes no difference any more if a result is exact.
    boolean knowsInexact() {
        return ((mxcsr | raised) & PRECISION) != 0;
    }

    public void raise(int flags) {
        raised |= flags;
    }

    /// Exceptions raised since [#begin].
    public int raised() {
        return raised;
    }

    /// MXCSR with the flags of the exceptions raised.
    public int mxcsr() {
        return mxcsr | raised;
    }

    /// The rounding control: [#NEAREST], [#DOWN], [#UP] or [#TRUNCATE].
    public int rounding() {
        return mxcsr >>> ROUNDING & 3;
    }

    public boolean denormalsAreZeros() {
        return (mxcsr & DAZ) != 0;
    }

    public boolean flushesToZero() {
        return (mxcsr & FTZ) != 0;
    }

    public boolean isMasked(int flag) {
        return (mxcsr >>> MASKS & flag) != 0;
    }

    /// Whether an unmasked exception was raised: #XM, and the destination stays as it was.
    public boolean isTrapped() {
        return (raised & ~(mxcsr >>> MASKS)) != 0;
    }
}
