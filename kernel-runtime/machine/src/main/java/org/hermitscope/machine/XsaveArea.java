package org.hermitscope.machine;

import java.util.Arrays;

/// The area that XSAVE writes (SDM 1 13.4): the image of FXSAVE, a header of 64 bytes, and the components that came
/// later. Of those this processor has one, the upper halves of the YMM registers, which therefore lies at the same
/// place in the standard and the compacted format.
///
/// Components are named by their bits in XCR0, as in the header's bitmaps.
public final class XsaveArea {
    public static final long X87 = 1;
    public static final long SSE = 2;
    public static final long AVX = 4;
    /// All that there are.
    public static final long COMPONENTS = X87 | SSE | AVX;

    /// Where XSTATE_BV lies, the components that the area holds.
    public static final int HEADER = FxSaveArea.BYTES;
    /// Where XCOMP_BV lies, the components that a compacted area has room for.
    public static final int COMPACTION = HEADER + 8;
    /// Bytes of the header.
    public static final int HEADER_BYTES = 64;
    /// Bit 63 of XCOMP_BV: the area is compacted.
    public static final long COMPACTED = 1L << 63;
    /// Where the upper YMM halves begin.
    public static final int UPPER_YMM = HEADER + HEADER_BYTES;
    /// Bytes of those: sixteen times sixteen.
    public static final int UPPER_YMM_BYTES = 256;
    /// Bytes of an area with all components.
    public static final int BYTES = UPPER_YMM + UPPER_YMM_BYTES;

    private static final int INITIAL_MXCSR = 0x1f80;
    private static final int INITIAL_CONTROL = 0x37f;

    private XsaveArea() {}

    /// Bytes of an area for these components, in either format.
    public static int size(long components) {
        return (components & AVX) != 0 ? BYTES : UPPER_YMM;
    }

    /// XINUSE: the components that are not in their initial configuration (SDM 1 13.6). MXCSR is no part of it.
    ///
    /// @param vectors registers that count: 16 in 64-bit mode, else 8
    public static long inUse(CpuState state, int vectors) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < 4 * vectors; i += 4) {
            low |= state.vector[i] | state.vector[i + 1];
            high |= state.vector[i + 2] | state.vector[i + 3];
        }
        return (isInitial(state.fpu) ? 0 : X87) | (low != 0 ? SSE : 0) | (high != 0 ? AVX : 0);
    }

    /// The same with MXCSR as a part of the SSE component, as XSAVEC counts it (SDM 1 13.10).
    public static long inUseWithMxcsr(CpuState state, int vectors) {
        return inUse(state, vectors) | (state.mxcsr != INITIAL_MXCSR ? SSE : 0);
    }

    private static boolean isInitial(FpuState fpu) {
        if (fpu.control != INITIAL_CONTROL || (fpu.statusWord() | fpu.inUse | fpu.lastOpcode) != 0) {
            return false;
        }
        long bits = fpu.lastInstruction | fpu.lastOperand;
        for (int i = 0; i < 8; i++) {
            bits |= fpu.significand[i] | fpu.signExponent[i];
        }
        return bits == 0;
    }

    /// Puts components into their initial configuration. MXCSR stays as it is.
    ///
    /// @param vectors registers that there are: 16 in 64-bit mode, else 8
    public static void initialize(CpuState state, long components, int vectors) {
        if ((components & X87) != 0) {
            state.fpu.initialize();
            Arrays.fill(state.fpu.significand, 0);
            Arrays.fill(state.fpu.signExponent, 0);
        }
        for (int i = 0; i < 4 * vectors; i += 4) {
            if ((components & SSE) != 0) {
                state.vector[i] = 0;
                state.vector[i + 1] = 0;
            }
            if ((components & AVX) != 0) {
                state.vector[i + 2] = 0;
                state.vector[i + 3] = 0;
            }
        }
    }

    /// MXCSR as it is after reset.
    public static void initializeMxcsr(CpuState state) {
        state.mxcsr = INITIAL_MXCSR;
    }

    /// Writes the upper YMM halves of the first registers.
    ///
    /// @param area the area, which begins with index 0
    public static void saveUpper(CpuState state, byte[] area, int vectors) {
        for (int i = 0; i < vectors; i++) {
            FxSaveArea.setWord(area, UPPER_YMM + 16 * i, state.vector[4 * i + 2]);
            FxSaveArea.setWord(area, UPPER_YMM + 16 * i + 8, state.vector[4 * i + 3]);
        }
    }

    /// Takes the upper YMM halves of the first registers.
    public static void restoreUpper(CpuState state, byte[] area, int vectors) {
        for (int i = 0; i < vectors; i++) {
            state.vector[4 * i + 2] = FxSaveArea.word(area, UPPER_YMM + 16 * i);
            state.vector[4 * i + 3] = FxSaveArea.word(area, UPPER_YMM + 16 * i + 8);
        }
    }
}
