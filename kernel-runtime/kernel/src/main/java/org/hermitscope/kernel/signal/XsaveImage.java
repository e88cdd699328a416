package org.hermitscope.kernel.signal;

import static org.hermitscope.kernel.abi.LittleEndian.getInt;
import static org.hermitscope.kernel.abi.LittleEndian.getLong;
import static org.hermitscope.kernel.abi.LittleEndian.putInt;
import static org.hermitscope.kernel.abi.LittleEndian.putLong;

import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FxSaveArea;
import org.hermitscope.machine.XsaveArea;

/// The floating point and vector state in a signal frame: an XSAVE image in the standard format (SDM 1 13.4) where the
/// processor has XSAVE enabled, else an FXSAVE image. Linux marks the former by struct _fpx_sw_bytes at offset 464 and
/// a closing word (arch/x86/include/uapi/asm/sigcontext.h).
public final class XsaveImage {
    private static final int MAGIC1 = 0x4650_5853;
    private static final int MAGIC2 = 0x4650_5845;
    private static final int SOFTWARE = 464;
    private static final int SOFTWARE_SIZE = SOFTWARE + 16;
    private static final int VECTORS = 16;
    private static final long UNMARKED = -1;

    private final byte[] bytes;
    private final boolean extended;

    private XsaveImage(byte[] bytes, boolean extended) {
        this.bytes = bytes;
        this.extended = extended;
    }

    /// Bytes of the image without the closing word; what CPUID leaf 0xD tells in EBX.
    ///
    /// @param xcr0 the components in use; 1 alone means that XSAVE is not enabled
    public static int size(long xcr0) {
        return xcr0 == XsaveArea.X87 ? FxSaveArea.BYTES : XsaveArea.size(xcr0);
    }

    static XsaveImage of(CpuState state) {
        int size = size(state.xcr0);
        boolean extended = size != FxSaveArea.BYTES;
        byte[] bytes = new byte[extended ? size + 4 : size];
        FxSaveArea.save(state, bytes, 0);
        if (extended) {
            putInt(bytes, SOFTWARE, MAGIC1);
            putInt(bytes, SOFTWARE + 4, size + 4);
            putLong(bytes, SOFTWARE + 8, state.xcr0);
            putInt(bytes, SOFTWARE_SIZE, size);
            // x87 and SSE are always marked as present, so that what a handler puts there is taken back
            // (save_xstate_epilog).
            long present = state.xcr0 & (XsaveArea.inUse(state, VECTORS) | XsaveArea.X87 | XsaveArea.SSE);
            putLong(bytes, XsaveArea.HEADER, present);
            if (size == XsaveArea.BYTES) {
                XsaveArea.saveUpper(state, bytes, VECTORS);
            }
            putInt(bytes, size, MAGIC2);
        }
        return new XsaveImage(bytes, extended);
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return bytes.length;
    }

    boolean extended() {
        return extended;
    }

    /// Loads the state from a frame.
    ///
    /// @param address where the image lies, 0 for the initial state
    /// @return false when it cannot be read or the processor would refuse it
    static boolean restore(CpuState state, UserMemory memory, long address) {
        if (address == 0) {
            XsaveArea.initialize(state, XsaveArea.COMPONENTS, VECTORS);
            XsaveArea.initializeMxcsr(state);
            return true;
        }
        int size = size(state.xcr0);
        byte[] bytes = new byte[Math.max(size, XsaveArea.UPPER_YMM)];
        if ((address & 15) != 0 || memory.readUpTo(address, bytes, 0, FxSaveArea.BYTES) < FxSaveArea.BYTES) {
            return false;
        }
        if (size == FxSaveArea.BYTES) {
            return FxSaveArea.restore(state, bytes, 0);
        }
        long features = features(memory, address, bytes, size);
        if (features == UNMARKED) {
            // Not marked: x87 and SSE from the image, the rest as it was in the beginning.
            if (!FxSaveArea.restore(state, bytes, 0)) {
                return false;
            }
            XsaveArea.initialize(state, XsaveArea.AVX, VECTORS);
            return true;
        }
        return memory.readUpTo(address, bytes, 0, size) == size
                && (address & 63) == 0
                && restoreComponents(state, bytes, features);
    }

    /// The components that _fpx_sw_bytes names; [#UNMARKED] when the image does not carry its two marks
    /// (check_xstate_in_sigframe).
    private static long features(UserMemory memory, long address, byte[] bytes, int size) {
        int stated = getInt(bytes, SOFTWARE_SIZE);
        if (getInt(bytes, SOFTWARE) != MAGIC1
                || stated < XsaveArea.UPPER_YMM
                || stated > size
                || stated > getInt(bytes, SOFTWARE + 4)) {
            return UNMARKED;
        }
        byte[] closing = new byte[4];
        if (memory.readUpTo(address + stated, closing, 0, 4) < 4 || getInt(closing, 0) != MAGIC2) {
            return UNMARKED;
        }
        return getLong(bytes, SOFTWARE + 8) & XsaveArea.COMPONENTS;
    }

    /// As XRSTOR of the standard format does (SDM 1 13.8.1); components that are not wanted begin anew.
    private static boolean restoreComponents(CpuState state, byte[] bytes, long wanted) {
        long held = getLong(bytes, XsaveArea.HEADER);
        long format = getLong(bytes, XsaveArea.COMPACTION) | getLong(bytes, XsaveArea.COMPACTION + 8);
        boolean loadsMxcsr = (wanted & (XsaveArea.SSE | XsaveArea.AVX)) != 0;
        if ((held & ~state.xcr0) != 0
                || format != 0
                || loadsMxcsr && (FxSaveArea.mxcsr(bytes, 0) & ~FxSaveArea.MXCSR_MASK) != 0) {
            return false;
        }
        long present = held & wanted;
        XsaveArea.initialize(state, state.xcr0 & ~present, VECTORS);
        if ((wanted & XsaveArea.SSE) != 0) {
            state.mxcsr = FxSaveArea.mxcsr(bytes, 0);
        } else {
            XsaveArea.initializeMxcsr(state);
        }
        if ((present & XsaveArea.X87) != 0) {
            FxSaveArea.restoreX87(state.fpu, bytes, 0, true);
        }
        if ((present & XsaveArea.SSE) != 0) {
            FxSaveArea.restoreVectors(state, bytes, 0, VECTORS);
        }
        if ((present & XsaveArea.AVX) != 0) {
            XsaveArea.restoreUpper(state, bytes, VECTORS);
        }
        return true;
    }
}
