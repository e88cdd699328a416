package org.hermitscope.x86.semantics;

/// PCMPESTRI, PCMPESTRM, PCMPISTRI and PCMPISTRM (SDM 1 chapter "Programming with SSE4.2", 2B 4.1).
///
/// Control, the immediate: bits 1:0 element format (unsigned bytes, unsigned words, signed bytes, signed
/// words), 3:2 aggregation (equal any, ranges, equal each, equal ordered), 5:4 polarity, 6 output selection.
public final class StringCompare {
    private StringCompare() {}

    /// Elements in 128 bits: 16 or 8.
    public static int elements(int control) {
        return (control & 1) == 0 ? 16 : 8;
    }

    private static int element(long low, long high, int index, int control) {
        return switch (control & 3) {
            case 0 -> (int) ((index < 8 ? low : high) >>> 8 * (index & 7)) & 0xff;
            case 1 -> (int) ((index < 4 ? low : high) >>> 16 * (index & 3)) & 0xffff;
            case 2 -> (byte) ((index < 8 ? low : high) >>> 8 * (index & 7));
            default -> (short) ((index < 4 ? low : high) >>> 16 * (index & 3));
        };
    }

    /// Length of a string that a zero element may end.
    public static int implicitLength(long low, long high, int control) {
        int elements = elements(control);
        int length = 0;
        while (length < elements && element(low, high, length, control) != 0) {
            length++;
        }
        return length;
    }

    /// Length that a register holds: its magnitude, at most all elements.
    public static int explicitLength(long register, int control) {
        int elements = elements(control);
        return register > -elements && register < elements ? (int) Math.abs(register) : elements;
    }

    /// The result bits, one for each element of the second string, after polarity (IntRes2 of the manual).
    public static int compare(long aLow, long aHigh, int aLength, long bLow, long bHigh, int bLength, int control) {
        int elements = elements(control);
        int result = 0;
        for (int j = 0; j < elements; j++) {
            boolean bit = switch (control >>> 2 & 3) {
                case 0 -> j < bLength && isAny(aLow, aHigh, aLength, element(bLow, bHigh, j, control), control);
                case 1 -> j < bLength && isInRanges(aLow, aHigh, aLength, element(bLow, bHigh, j, control), control);
                case 2 ->
                    j < aLength && j < bLength
                            ? element(aLow, aHigh, j, control) == element(bLow, bHigh, j, control)
                            : j >= aLength && j >= bLength;
                default -> isPrefixed(aLow, aHigh, aLength, bLow, bHigh, bLength, j, control);
            };
            result |= bit ? 1 << j : 0;
        }
        int all = (1 << elements) - 1;
        return switch (control >>> 4 & 3) {
            case 1 -> ~result & all;
            case 3 -> result ^ (1 << bLength) - 1;
            default -> result;
        };
    }

    private static boolean isAny(long low, long high, int length, int wanted, int control) {
        for (int i = 0; i < length; i++) {
            if (element(low, high, i, control) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInRanges(long low, long high, int length, int wanted, int control) {
        for (int i = 0; i + 1 < length; i += 2) {
            if (element(low, high, i, control) <= wanted && wanted <= element(low, high, i + 1, control)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the first string stands at element `at` of the second, as far as 128 bits show it.
    private static boolean isPrefixed(
            long aLow, long aHigh, int aLength, long bLow, long bHigh, int bLength, int at, int control) {
        for (int i = 0; i < aLength && at + i < elements(control); i++) {
            if (at + i >= bLength || element(aLow, aHigh, i, control) != element(bLow, bHigh, at + i, control)) {
                return false;
            }
        }
        return true;
    }

    /// What the index forms leave in ECX.
    public static int index(int result, int control) {
        if (result == 0) {
            return elements(control);
        }
        return (control & 0x40) == 0
                ? Integer.numberOfTrailingZeros(result)
                : 31 - Integer.numberOfLeadingZeros(result);
    }

    /// Half of what the mask forms leave in XMM0.
    public static long mask(int result, int control, int half) {
        if ((control & 0x40) == 0) {
            return half == 0 ? result : 0;
        }
        if ((control & 1) != 0) {
            return Shuffle.wordMask(result >>> 4 * half & 15);
        }
        long mask = 0;
        for (int i = 0; i < 8; i++) {
            mask |= (result >>> 8 * half + i & 1) != 0 ? 0xffL << 8 * i : 0;
        }
        return mask;
    }

    /// CF, ZF, SF and OF as in RFLAGS.
    public static int flags(int result, int aLength, int bLength, int control) {
        int elements = elements(control);
        return (result != 0 ? 1 : 0)
                | (bLength < elements ? 0x40 : 0)
                | (aLength < elements ? 0x80 : 0)
                | (result & 1) << 11;
    }
}
