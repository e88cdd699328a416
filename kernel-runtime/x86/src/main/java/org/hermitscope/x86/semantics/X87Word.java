package org.hermitscope.x86.semantics;

/// Bits of the x87 control and status words (SDM 1 8.1.3 and 8.1.5).
public final class X87Word {
    /// Invalid operation.
    public static final int IE = 1;
    /// Denormal operand.
    public static final int DE = 2;
    /// Division by zero.
    public static final int ZE = 4;
    /// Overflow.
    public static final int OE = 8;
    /// Underflow.
    public static final int UE = 0x10;
    /// Precision: the result is inexact.
    public static final int PE = 0x20;
    /// Stack fault; IE comes with it.
    public static final int SF = 0x40;
    /// Error summary: an unmasked flag is set.
    public static final int ES = 0x80;
    /// Copy of ES since the 80287.
    public static final int BUSY = 0x8000;

    public static final int C0 = 0x100;
    public static final int C1 = 0x200;
    public static final int C2 = 0x400;
    public static final int C3 = 0x4000;
    public static final int CONDITION = C0 | C1 | C2 | C3;

    /// The six exception flags in the status word, and their masks in the control word.
    public static final int EXCEPTIONS = 0x3f;
    /// Exceptions that are noticed before anything is computed: unmasked, they leave the operands alone.
    public static final int BEFORE = IE | DE | ZE;

    /// Control word bits that exist, less bit 6, which always reads 1.
    public static final int CONTROL = 0x1f3f;

    /// Precision control and rounding control as FNINIT sets them: 64 bits, to nearest even.
    public static final int EXTENDED_NEAREST = 0x300;
    /// The control bits that decide how an ordinary result is rounded.
    public static final int ROUNDING = 0xf00;

    private X87Word() {}

    /// The control word as FLDCW keeps it.
    public static int control(int word) {
        return word & CONTROL | 0x40;
    }

    /// Rounding control: 0 nearest even, 1 down, 2 up, 3 towards zero.
    public static int roundingOf(int control) {
        return control >> 10 & 3;
    }

    /// Replaces precision control by 64 bits, for operations that ignore it.
    public static int extended(int control) {
        return control | 0x300;
    }

    /// `status` with ES and busy derived from its flags and the masks of `control`.
    public static int summarize(int status, int control) {
        return (status & ~control & EXCEPTIONS) == 0 ? status & ~(ES | BUSY) : status | ES | BUSY;
    }
}
