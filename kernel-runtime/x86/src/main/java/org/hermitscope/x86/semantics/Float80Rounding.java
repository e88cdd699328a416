package org.hermitscope.x86.semantics;

import static org.hermitscope.x86.semantics.Float80.INTEGER;
import static org.hermitscope.x86.semantics.Float80.MAX_EXPONENT;
import static org.hermitscope.x86.semantics.X87Word.C1;
import static org.hermitscope.x86.semantics.X87Word.OE;
import static org.hermitscope.x86.semantics.X87Word.PE;
import static org.hermitscope.x86.semantics.X87Word.UE;

/// Fits exact results into 80 bits: rounding and precision control, overflow, underflow.
final class Float80Rounding {
    /// What an unmasked overflow takes from the exponent and an unmasked underflow adds (SDM 1 8.5.4).
    private static final int WRAP = 0x6000;

    private static final int NEAREST = 0;
    private static final int DOWN = 1;
    private static final int UP = 2;

    private Float80Rounding() {}

    /// Rounds the value `0.high:low × 2^(exponent - bias + 1)`.
    ///
    /// @param sign 0 or the sign bit
    /// @param exponent biased, possibly out of range
    /// @param high bit 63 is set
    /// @param low bits below; the last stands for everything behind it
    /// @param flags raised so far
    static void round(int sign, int exponent, long high, long low, int flags, int control, X87Result out) {
        if ((control & X87Word.ROUNDING) == X87Word.EXTENDED_NEAREST && exponent > 0 && exponent < MAX_EXPONENT - 1) {
            if (low == 0) {
                out.set(sign | exponent, high, flags);
            } else if (low > 0 || low == Long.MIN_VALUE && (high & 1) == 0) {
                out.set(sign | exponent, high, flags | PE);
            } else {
                long up = high + 1;
                if (up == 0) {
                    out.set(sign | exponent + 1, INTEGER, flags | PE | C1);
                } else {
                    out.set(sign | exponent, up, flags | PE | C1);
                }
            }
        } else {
            roundAnywhere(sign, exponent, high, low, flags, control, out);
        }
    }

    private static void roundAnywhere(
            int sign, int exponent, long high, long low, int flags, int control, X87Result out) {
        int precision = precisionOf(control);
        int mode = X87Word.roundingOf(control);
        boolean up = roundsUp(high, low, precision, mode, sign);
        long kept = truncated(high, precision);
        boolean carry = up && kept == truncated(-1L, precision);
        if (exponent <= 0 && !(exponent == 0 && carry)) {
            if ((control & UE) == 0) {
                unmaskedUnderflow(sign, exponent + WRAP, high, low, precision, up, flags | UE, out);
            } else {
                denormalize(sign, exponent, high, low, precision, mode, flags, out);
            }
        } else if (exponent + (carry ? 1 : 0) >= MAX_EXPONENT) {
            if ((control & OE) == 0) {
                unmaskedOverflow(sign, exponent - WRAP, high, low, precision, up, flags | OE, out);
            } else {
                overflow(sign, precision, mode, flags, out);
            }
        } else {
            finish(sign, exponent, high, low, precision, up, flags, out);
        }
    }

    /// FSCALE alone can miss the range by more than the wrap makes up for; then the result is zero or infinity
    /// after all (SDM 2A, FSCALE).
    private static void unmaskedUnderflow(
            int sign, int wrapped, long high, long low, int precision, boolean up, int flags, X87Result out) {
        if (wrapped <= 0) {
            out.set(sign, 0, flags | PE);
        } else {
            finish(sign, wrapped, high, low, precision, up, flags, out);
        }
    }

    private static void unmaskedOverflow(
            int sign, int wrapped, long high, long low, int precision, boolean up, int flags, X87Result out) {
        if (wrapped >= MAX_EXPONENT) {
            out.set(sign | MAX_EXPONENT, INTEGER, flags | PE | C1);
        } else {
            finish(sign, wrapped, high, low, precision, up, flags, out);
        }
    }

    private static void finish(
            int sign, int exponent, long high, long low, int precision, boolean up, int flags, X87Result out) {
        long kept = truncated(high, precision);
        int raised = kept == high && low == 0 ? flags : flags | PE;
        if (up) {
            raised |= C1;
            kept += unit(precision);
        }
        // A carry out of the top leaves a power of two.
        out.set(sign | (kept == 0 ? exponent + 1 : exponent), kept == 0 ? INTEGER : kept, raised);
    }

    /// The masked response to underflow: a denormal, with UE only when it is inexact as well.
    private static void denormalize(
            int sign, int exponent, long high, long low, int precision, int mode, int flags, X87Result out) {
        int shift = 1 - exponent;
        long shiftedHigh;
        long shiftedLow;
        if (shift < 64) {
            shiftedHigh = high >>> shift;
            shiftedLow = high << 64 - shift | (low != 0 ? 1 : 0);
        } else {
            shiftedHigh = 0;
            shiftedLow = shift == 64 ? high | (low != 0 ? 1 : 0) : 1;
            if (shift > 64 && shift < 128) {
                shiftedLow = high >>> shift - 64 | 1;
            }
        }
        long kept = truncated(shiftedHigh, precision);
        boolean inexact = kept != shiftedHigh || shiftedLow != 0;
        int raised = inexact ? flags | UE | PE : flags;
        if (roundsUp(shiftedHigh, shiftedLow, precision, mode, sign)) {
            raised |= C1;
            kept += unit(precision);
        }
        out.set(kept < 0 ? sign | 1 : sign, kept, raised);
    }

    /// The masked response to overflow: infinity or the largest number, whichever lies in the rounding
    /// direction.
    private static void overflow(int sign, int precision, int mode, int flags, X87Result out) {
        boolean toInfinity = mode == NEAREST || mode == (sign == 0 ? UP : DOWN);
        if (toInfinity) {
            out.set(sign | MAX_EXPONENT, INTEGER, flags | OE | PE | C1);
        } else {
            out.set(sign | MAX_EXPONENT - 1, truncated(-1L, precision), flags | OE | PE);
        }
    }

    /// Significand bits that precision control asks for; the reserved setting means all.
    private static int precisionOf(int control) {
        return switch (control >> 8 & 3) {
            case 0 -> 24;
            case 2 -> 53;
            default -> 64;
        };
    }

    private static long unit(int precision) {
        return 1L << 64 - precision;
    }

    private static long truncated(long high, int precision) {
        return high & -unit(precision);
    }

    /// Whether the magnitude grows when `high:low` is rounded to its first `precision` bits.
    private static boolean roundsUp(long high, long low, int precision, int mode, int sign) {
        long rest = precision == 64 ? low : high << precision | (low != 0 ? 1 : 0);
        boolean odd = (high & unit(precision)) != 0;
        return roundsUp(rest, odd, mode, sign);
    }

    /// Whether a magnitude with a fraction `rest / 2^64` of its last place is rounded up.
    static boolean roundsUp(long rest, boolean odd, int mode, int sign) {
        return switch (mode) {
            case NEAREST -> rest < 0 && (rest != Long.MIN_VALUE || odd);
            case DOWN -> sign != 0 && rest != 0;
            case UP -> sign == 0 && rest != 0;
            default -> false;
        };
    }
}
