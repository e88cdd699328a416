package org.hermitscope.x86.vectors;

import java.util.Locale;
import java.util.Set;
import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.isa.Op;

/// The x87's transcendental functions. Here they are rounded correctly, which processors do not promise (SDM 1
/// 8.3.10: an error below one unit in the last place), so results within one unit count as equal.
public final class Transcendental {
    private static final Set<String> NAMES =
            Set.of("f2xm1", "fyl2x", "fyl2xp1", "fptan", "fpatan", "fsin", "fcos", "fsincos");
    /// C1 says how the last place was rounded, PE whether it was.
    private static final int DIFFERING_STATUS = 0x220;

    private Transcendental() {}

    public static boolean contains(Op op) {
        return NAMES.contains(op.toString().toLowerCase(Locale.ROOT));
    }

    /// Whether a recording's name begins with one of the mnemonics.
    static boolean contains(String name) {
        int end = name.indexOf(' ');
        return NAMES.contains((end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT));
    }

    /// Takes over what differs by no more than is allowed.
    static void settle(FpuState want, FpuState got) {
        got.status = got.status & ~DIFFERING_STATUS | want.status & DIFFERING_STATUS;
        for (int i = 0; i < 8; i++) {
            boolean oneStep = want.signExponent[i] == got.signExponent[i]
                    && Math.abs(want.significand[i] - got.significand[i]) == 1;
            if (oneStep || isNextPower(want, got, i) || isNextPower(got, want, i)) {
                got.significand[i] = want.significand[i];
                got.signExponent[i] = want.signExponent[i];
            }
        }
    }

    /// All ones, and the power of two behind.
    private static boolean isNextPower(FpuState below, FpuState above, int i) {
        return below.significand[i] == -1
                && above.significand[i] == Long.MIN_VALUE
                && below.signExponent[i] + 1 == above.signExponent[i];
    }
}
