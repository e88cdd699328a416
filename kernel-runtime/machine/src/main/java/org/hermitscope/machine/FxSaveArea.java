package org.hermitscope.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The 512-byte image of x87, MMX and SSE state that FXSAVE writes (SDM 1 10.5.1). Signal frames and core files
/// hold the same bytes in the 64-bit layout, and XSAVE begins with them.
///
/// The bytes from [#RESERVED] on are neither written nor read: reserved by the processor up to 464, software's
/// own after that.
public final class FxSaveArea {
    /// Size of the whole image.
    public static final int BYTES = 512;
    /// MXCSR bits that may be set; the image carries it as MXCSR_MASK.
    public static final int MXCSR_MASK = 0xffff;
    /// Where MXCSR lies in the image.
    public static final int MXCSR = 24;
    /// Where the XMM registers begin.
    public static final int XMM = 160;
    /// First byte that no instruction writes.
    public static final int RESERVED = 416;

    /// Control word bits that exist; bit 6 always reads 1.
    private static final int CONTROL_MASK = 0x1f7f;

    private static final int CONTROL_FIXED = 0x40;
    /// Error summary and its old twin, busy: derived from flags and masks, whatever an image says.
    private static final int SUMMARY = 0x8080;
    private static final int EXCEPTIONS = 0x3f;

    private static final int REGISTERS = 32;
    private static final int SLOT = 16;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private FxSaveArea() {}

    /// Writes the image as FXSAVE64 does: 64-bit pointers, sixteen XMM registers.
    ///
    /// @param at offset of the image in `image`, which has 512 bytes from there
    public static void save(CpuState state, byte[] image, int at) {
        save(state, image, at, true, 16);
    }

    /// Writes the image in either layout.
    ///
    /// @param pointers64 64-bit instruction and data pointers (REX.W) instead of 32-bit ones with selectors,
    ///     which are 0 as on processors that no longer keep them
    /// @param vectors XMM registers to write: 16 in 64-bit mode, else 8
    public static void save(CpuState state, byte[] image, int at, boolean pointers64, int vectors) {
        saveX87(state.fpu, image, at, pointers64);
        INT.set(image, at + MXCSR, state.mxcsr);
        INT.set(image, at + MXCSR + 4, MXCSR_MASK);
        for (int i = 0; i < vectors; i++) {
            LONG.set(image, at + XMM + SLOT * i, state.vector[4 * i]);
            LONG.set(image, at + XMM + SLOT * i + 8, state.vector[4 * i + 1]);
        }
    }

    /// Writes the x87 part alone: the first 24 bytes and the eight registers, ST(0) first.
    public static void saveX87(FpuState fpu, byte[] image, int at, boolean pointers64) {
        long mask = pointers64 ? -1L : 0xffff_ffffL;
        SHORT.set(image, at, (short) fpu.control);
        SHORT.set(image, at + 2, (short) fpu.statusWord());
        SHORT.set(image, at + 4, (short) fpu.inUse);
        SHORT.set(image, at + 6, (short) fpu.lastOpcode);
        LONG.set(image, at + 8, fpu.lastInstruction & mask);
        LONG.set(image, at + 16, fpu.lastOperand & mask);
        for (int i = 0; i < 8; i++) {
            int register = fpu.top + i & 7;
            LONG.set(image, at + REGISTERS + SLOT * i, fpu.significand[register]);
            LONG.set(image, at + REGISTERS + SLOT * i + 8, fpu.signExponent[register] & 0xffffL);
        }
    }

    /// Takes the state from an image as FXRSTOR64 does.
    ///
    /// @return false, with nothing changed, when the image's MXCSR has a reserved bit set (#GP for an
    ///     instruction)
    public static boolean restore(CpuState state, byte[] image, int at) {
        return restore(state, image, at, true, 16);
    }

    /// Takes the state from an image of either layout; see [#save(CpuState, byte[], int, boolean, int)].
    ///
    /// @return false, with nothing changed, when the image's MXCSR has a reserved bit set
    public static boolean restore(CpuState state, byte[] image, int at, boolean pointers64, int vectors) {
        int mxcsr = mxcsr(image, at);
        if ((mxcsr & ~MXCSR_MASK) != 0) {
            return false;
        }
        restoreX87(state.fpu, image, at, pointers64);
        state.mxcsr = mxcsr;
        restoreVectors(state, image, at, vectors);
        return true;
    }

    /// MXCSR of an image, unchecked.
    public static int mxcsr(byte[] image, int at) {
        return (int) INT.get(image, at + MXCSR);
    }

    /// Takes the XMM registers alone.
    public static void restoreVectors(CpuState state, byte[] image, int at, int vectors) {
        for (int i = 0; i < vectors; i++) {
            state.vector[4 * i] = (long) LONG.get(image, at + XMM + SLOT * i);
            state.vector[4 * i + 1] = (long) LONG.get(image, at + XMM + SLOT * i + 8);
        }
    }

    /// Takes the x87 part alone.
    public static void restoreX87(FpuState fpu, byte[] image, int at, boolean pointers64) {
        long mask = pointers64 ? -1L : 0xffff_ffffL;
        fpu.control = (short) SHORT.get(image, at) & CONTROL_MASK | CONTROL_FIXED;
        int status = (short) SHORT.get(image, at + 2) & 0xffff & ~SUMMARY;
        fpu.setStatusWord((status & ~fpu.control & EXCEPTIONS) == 0 ? status : status | SUMMARY);
        fpu.inUse = image[at + 4] & 0xff;
        fpu.lastOpcode = (short) SHORT.get(image, at + 6) & 0x7ff;
        fpu.lastInstruction = (long) LONG.get(image, at + 8) & mask;
        fpu.lastOperand = (long) LONG.get(image, at + 16) & mask;
        for (int i = 0; i < 8; i++) {
            int register = fpu.top + i & 7;
            fpu.significand[register] = (long) LONG.get(image, at + REGISTERS + SLOT * i);
            fpu.signExponent[register] = (short) SHORT.get(image, at + REGISTERS + SLOT * i + 8) & 0xffff;
        }
    }

    /// Eight bytes of an image, for whoever moves it in words.
    public static long word(byte[] image, int at) {
        return (long) LONG.get(image, at);
    }

    /// Sets eight bytes of an image.
    public static void setWord(byte[] image, int at, long value) {
        LONG.set(image, at, value);
    }
}
