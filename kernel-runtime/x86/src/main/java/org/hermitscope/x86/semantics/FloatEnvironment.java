package org.hermitscope.x86.semantics;

/// What SSE floating point depends on beside its operands, and what it says beside its result: MXCSR as it was,
/// and the exceptions raised since. Mutable, so that a result stays a plain `long` and nothing is allocated.
///
/// Whoever runs an instruction calls [#begin], computes all elements, takes the new MXCSR over, and writes
/// results only if [#endsTrapped] says no.
public final class FloatEnvironment {
    /// Exception flags (SDM 1 10.2.3); their masks are the same 7 bits higher.
    public static final int INVALID = 1;
    public static final int DENORMAL = 2;
    public static final int DIVIDE_BY_ZERO = 4;
    public static final int OVERFLOW = 8;
    public static final int UNDERFLOW = 16;
    public static final int PRECISION = 32;

    private static final int BEFORE_ROUNDING = INVALID | DENORMAL | DIVIDE_BY_ZERO;

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
    /// Raised by the steps before the current one.
    private int settled;
    private boolean plain;

    /// Starts an instruction.
    public void begin(int mxcsr) {
        this.mxcsr = mxcsr;
        raised = 0;
        settled = 0;
        plain = (mxcsr & DEFAULT_BITS) == ALL_MASKED;
    }

    /// Whether MXCSR is as after reset but for its flags.
    boolean isPlain() {
        return plain;
    }

    /// Whether it makes no difference any more if a result is exact.
    boolean knowsInexact() {
        return ((mxcsr | raised | settled) & PRECISION) != 0;
    }

    public void raise(int flags) {
        raised |= flags;
    }

    /// Exceptions raised since [#begin].
    public int raised() {
        return raised | settled;
    }

    /// MXCSR with the flags of the exceptions raised.
    public int mxcsr() {
        return mxcsr | raised | settled;
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

    /// Ends a step: the computation of all elements that begin together. Where one of them raised an unmasked
    /// exception before rounding, none is rounded, and nothing that rounding would have raised counts (SDM 1
    /// 11.5.1).
    ///
    /// @return whether an unmasked exception was raised: #XM, and the destination stays as it was
    public boolean endsTrapped() {
        if ((raised | settled) == 0) {
            return false;
        }
        int unmasked = ~(mxcsr >>> MASKS);
        settled |= (raised & BEFORE_ROUNDING & unmasked) != 0 ? raised & BEFORE_ROUNDING : raised;
        raised = 0;
        return (settled & unmasked) != 0;
    }
}
