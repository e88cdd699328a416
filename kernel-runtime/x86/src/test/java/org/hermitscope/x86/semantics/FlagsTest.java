package org.hermitscope.x86.semantics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hermitscope.machine.Rflags.AF;
import static org.hermitscope.machine.Rflags.CF;
import static org.hermitscope.machine.Rflags.OF;
import static org.hermitscope.machine.Rflags.PF;
import static org.hermitscope.machine.Rflags.SF;
import static org.hermitscope.machine.Rflags.ZF;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Lazy flags against a full adder that computes each flag from carries, bit by bit.
class FlagsTest {
    private static final int[] WIDTHS = {8, 16, 32, 64};

    /// The six flags of `a + b + carry`, or with `subtract` of `a - b - carry`.
    private static int adder(long a, long b, int carry, boolean subtract, int width) {
        int c = carry;
        long result = 0;
        int intoTop = 0;
        int flags = 0;
        for (int i = 0; i < width; i++) {
            int x = (int) (a >>> i & 1);
            int y = (int) (b >>> i & 1);
            if (i == width - 1) {
                intoTop = c;
            }
            result |= (long) (x ^ y ^ c) << i;
            int notX = subtract ? 1 - x : x;
            c = notX & y | notX & c | y & c;
            if (i == 3 && c == 1) {
                flags |= AF;
            }
        }
        flags |= c == 1 ? CF : 0;
        flags |= (c ^ intoTop) == 1 ? OF : 0;
        return flags | ofResult(result, width);
    }

    private static int ofResult(long result, int width) {
        return (result == 0 ? ZF : 0)
                | ((result >>> width - 1 & 1) == 1 ? SF : 0)
                | ((Long.bitCount(result & 0xff) & 1) == 0 ? PF : 0);
    }

    @Test
    void additionAndSubtractionOfAllBytesMatchAFullAdder() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                checkAdder(a, b, 8);
            }
        }
    }

    @Test
    void additionAndSubtractionMatchAFullAdderInEveryWidth() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextInt(4) == 0 ? a : random.nextLong() >> random.nextInt(64);
            for (int width : WIDTHS) {
                checkAdder(a, b, width);
            }
        }
    }

    private static void checkAdder(long a, long b, int width) {
        int w = Flags.widthIndex(width);
        check(Flags.ADD | w, a, b, adder(a, b, 0, false, width));
        check(Flags.ADC | w, a, b, adder(a, b, 1, false, width));
        check(Flags.SUB | w, a, b, adder(a, b, 0, true, width));
        check(Flags.SBB | w, a, b, adder(a, b, 1, true, width));
        int carry = (int) b & 1;
        check(Flags.INC | w, a, carry, adder(a, 1, 0, false, width) & ~CF | carry);
        check(Flags.DEC | w, a, carry, adder(a, 1, 0, true, width) & ~CF | carry);
        long mask = Rotate.mask(width);
        check(Flags.LOGIC | w, a, b, ofResult(a & mask, width));
    }

    @Test
    void shiftsMatchShiftingByOneRepeatedly() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong();
            for (int width : WIDTHS) {
                int count = 1 + random.nextInt(width == 64 ? 63 : 31);
                checkShift(Flags.SHL, value, count, width);
                checkShift(Flags.SHR, value, count, width);
                checkShift(Flags.SAR, value, count, width);
            }
        }
    }

    private static void checkShift(int operation, long value, int count, int width) {
        long mask = Rotate.mask(width);
        long top = 1L << width - 1;
        long result = value & mask;
        int carry = 0;
        for (int i = 0; i < count; i++) {
            carry = (int) (operation == Flags.SHL ? result >>> width - 1 & 1 : result & 1);
            long sign = result & top;
            result = operation == Flags.SHL ? result << 1 & mask : result >>> 1;
            result |= operation == Flags.SAR ? sign : 0;
        }
        int kind = operation | Flags.widthIndex(width);
        int expected = ofResult(result, width) | carry;
        int defined = CF | ZF | SF | PF;
        assertThat(Flags.all(kind, value, count) & defined)
                .as("kind %d value %x count %d", kind, value, count)
                .isEqualTo(expected);
        if (count == 1) {
            boolean overflow = ((value & top) != 0) != ((result & top) != 0);
            assertThat(Flags.overflow(kind, value, 1)).isEqualTo(operation != Flags.SAR && overflow);
        }
    }

    private static void check(int kind, long a, long b, int expected) {
        int flags = Flags.all(kind, a, b);
        if (flags != expected) {
            assertThat(flags).as("kind %d a %x b %x", kind, a, b).isEqualTo(expected);
        }
        boolean c = (expected & CF) != 0;
        boolean z = (expected & ZF) != 0;
        boolean s = (expected & SF) != 0;
        boolean o = (expected & OF) != 0;
        boolean[] tests = {o, c, z, c || z, s, (expected & PF) != 0, s != o, z || s != o};
        for (int condition = 0; condition < 16; condition++) {
            boolean holds = tests[condition >> 1] == ((condition & 1) == 0);
            if (Flags.condition(condition, kind, a, b) != holds) {
                assertThat(!holds)
                        .as("condition %d kind %d a %x b %x", condition, kind, a, b)
                        .isEqualTo(holds);
            }
        }
    }
}
