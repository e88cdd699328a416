package org.hermitscope.kernel.signal;

import static org.hermitscope.kernel.abi.LittleEndian.getInt;
import static org.hermitscope.kernel.abi.LittleEndian.getLong;
import static org.hermitscope.kernel.abi.LittleEndian.putInt;
import static org.hermitscope.kernel.abi.LittleEndian.putLong;

import java.util.Arrays;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FxSaveArea;

/// The floating point and vector state in a signal frame: an XSAVE image in the standard format (SDM 1 13.4) where the
/// processor has XSAVE enabled, else an FXSAVE image. Linux marks the former by struct _fpx_sw_bytes at offset 464 and
/// a closing word (arch/x86/include/uapi/asm/sigcontext.h).
public final class XsaveImage {
    private static final int MAGIC1 = 0x4650_5853;
    private static final int MAGIC2 = 0x4650_5845;
    private static final int SOFTWARE = 464;
    private static final int HEADER = 512;
    private static final int UPPER_YMM = 576;
    private static final int XSAVE_SIZE = 576;
    private static final int AVX_SIZE = 832;

    private static final long X87 = 1;
    private static final long SSE = 2;
    private static final long AVX = 4;

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
        if ((xcr0 & AVX) != 0) {
            return AVX_SIZE;
        }
        return (xcr0 & SSE) != 0 ? XSAVE_SIZE : FxSaveArea.BYTES;
    }

    static XsaveImage of(CpuState state) {
        int size = size(state.xcr0);
        boolean extended = size != FxSaveArea.BYTES;
        byte[] bytes = new byte[extended ? size + 4 : size];
        FxSaveArea.save(state, bytes, 0);
        if (extended) {
            long components = state.xcr0 & (X87 | SSE | AVX);
            putInt(bytes, SOFTWARE, MAGIC1);
            putInt(bytes, SOFTWARE + 4, size + 4);
            putLong(bytes, SOFTWARE + 8, components);
            putInt(bytes, SOFTWARE + 16, size);
            putLong(bytes, HEADER, components);
            if (size == AVX_SIZE) {
                for (int i = 0; i < 16; i++) {
                    putLong(bytes, UPPER_YMM + 16 * i, state.vector[4 * i + 2]);
                    putLong(bytes, UPPER_YMM + 16 * i + 8, state.vector[4 * i + 3]);
                }
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
            initialize(state);
            return true;
        }
        int size = size(state.xcr0);
        byte[] bytes = new byte[size + 4];
        if ((address & 15) != 0 || memory.readUpTo(address, bytes, 0, FxSaveArea.BYTES) < FxSaveArea.BYTES) {
            return false;
        }
        int stated = getInt(bytes, SOFTWARE + 16);
        boolean extended = size != FxSaveArea.BYTES
                && getInt(bytes, SOFTWARE) == MAGIC1
                && stated == size
                && memory.readUpTo(address, bytes, 0, size + 4) == size + 4
                && getInt(bytes, size) == MAGIC2;
        if (!extended) {
            return FxSaveArea.restore(state, bytes, 0);
        }
        return restoreComponents(state, bytes, getLong(bytes, HEADER));
    }

    private static boolean restoreComponents(CpuState state, byte[] bytes, long present) {
        if ((present & ~state.xcr0) != 0) {
            return false;
        }
        // A component whose bit is clear takes its initial value (SDM 1 13.8.1); MXCSR comes from the image always.
        if ((present & SSE) == 0) {
            Arrays.fill(bytes, FxSaveArea.XMM, FxSaveArea.RESERVED, (byte) 0);
        }
        if (!FxSaveArea.restore(state, bytes, 0)) {
            return false;
        }
        if ((present & X87) == 0) {
            state.fpu.initialize();
        }
        if (bytes.length >= AVX_SIZE) {
            for (int i = 0; i < 16; i++) {
                state.vector[4 * i + 2] = (present & AVX) != 0 ? getLong(bytes, UPPER_YMM + 16 * i) : 0;
                state.vector[4 * i + 3] = (present & AVX) != 0 ? getLong(bytes, UPPER_YMM + 16 * i + 8) : 0;
            }
        }
        return true;
    }

    private static void initialize(CpuState state) {
        state.fpu.initialize();
        Arrays.fill(state.vector, 0);
        state.mxcsr = 0x1f80;
    }
}
