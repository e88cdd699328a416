package org.hermitscope.x86.vectors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.cpu.ResetState;

/// A processor state and the two data pages, made from a background and the entries of a record.
public final class RecordedState {
    /// Where the data pages are.
    public static final int SCRATCH = 0x2000_0000;

    public static final int SCRATCH_SIZE = 0x2000;
    /// Where the pages of code are, full of INT3.
    public static final int CODE = 0x3000_0000;

    public static final int CODE_SIZE = 0x2000;

    private static final int AC_MASK_BIT = 1 << 18;
    private static final int OSXSAVE = 1 << 18;

    public final CpuState cpu = ResetState.linuxProgram(new ProcessorModel());
    public final byte[] scratch = new byte[SCRATCH_SIZE];
    /// Bytes of the data pages that are not compared.
    public final boolean[] ignored = new boolean[SCRATCH_SIZE];

    private static final byte[] BACKGROUND = background();

    private static byte[] background() {
        byte[] bytes = new byte[SCRATCH_SIZE];
        for (int i = 0; i < SCRATCH_SIZE; i++) {
            bytes[i] = (byte) (167 * i + 13 * (i >> 8) + 0x5a);
        }
        return bytes;
    }

    /// Sets what every record begins with.
    public void reset(boolean avx) {
        cpu.cr0 |= AC_MASK_BIT;
        cpu.cr4 |= OSXSAVE;
        cpu.xcr0 = 7;
        for (int i = 0; i < 16; i++) {
            cpu.gpr[i] = 0x1111_1111_1111_1111L * i ^ 0x00c0_ffee_0000_0000L;
            for (int lane = 0; lane < 4; lane++) {
                cpu.vector[4 * i + lane] = avx || lane < 2 ? vectorLane(i, lane) : 0;
            }
        }
        cpu.gpr[CpuState.RSP] = SCRATCH + 0x1000;
        cpu.rip = CODE + 0x800;
        cpu.rflags = 0x202;
        cpu.mxcsr = 0x1f80;
        cpu.segments[CpuState.FS].base = 0;
        cpu.segments[CpuState.GS].base = 0;
        cpu.segments[CpuState.DS].load(0, 0, 0, 0);
        cpu.segments[CpuState.ES].load(0, 0, 0, 0);
        cpu.fpu.initialize();
        Arrays.fill(cpu.fpu.significand, 0);
        Arrays.fill(cpu.fpu.signExponent, 0);
        System.arraycopy(BACKGROUND, 0, scratch, 0, SCRATCH_SIZE);
        Arrays.fill(ignored, false);
    }

    private static long vectorLane(int register, int lane) {
        long value = 0;
        for (int i = 7; i >= 0; i--) {
            int at = 8 * lane + i;
            value = value << 8 | (16 * register + (at & 15) + 3 * (at >> 4)) & 0xff;
        }
        return value;
    }

    public void copyFrom(RecordedState other) {
        cpu.copyFrom(other.cpu);
        System.arraycopy(other.scratch, 0, scratch, 0, SCRATCH_SIZE);
        Arrays.fill(ignored, false);
    }

    /// Applies one entry; gives where the next begins.
    int apply(int id, ByteBuffer data, int at) {
        if (id < 16) {
            cpu.gpr[id] = data.getLong(at);
            return at + 8;
        }
        if (id >= 20 && id < 28) {
            cpu.fpu.significand[id - 20] = data.getLong(at);
            cpu.fpu.signExponent[id - 20] = data.getShort(at + 8) & 0xffff;
            return at + 10;
        }
        if (id >= 32 && id < 48) {
            for (int lane = 0; lane < 4; lane++) {
                cpu.vector[4 * (id - 32) + lane] = data.getLong(at + 8 * lane);
            }
            return at + 32;
        }
        return switch (id) {
            case 16 -> {
                cpu.rip = data.getLong(at);
                yield at + 8;
            }
            case 17 -> {
                cpu.rflags = data.getLong(at) | 0x202;
                yield at + 8;
            }
            case 18 -> {
                cpu.mxcsr = data.getInt(at);
                yield at + 4;
            }
            case 19 -> {
                cpu.fpu.control = data.getShort(at) & 0xffff;
                cpu.fpu.setStatusWord(data.getShort(at + 2) & 0xffff);
                cpu.fpu.inUse = data.get(at + 4) & 0xff;
                yield at + 5;
            }
            case 28, 29 -> {
                cpu.segments[CpuState.FS + id - 28].base = data.getLong(at);
                yield at + 8;
            }
            case 64 -> {
                int offset = data.getShort(at) & 0xffff;
                int length = data.getShort(at + 2) & 0xffff;
                data.get(at + 4, scratch, offset, length);
                yield at + 4 + length;
            }
            case 65 -> {
                int offset = data.getShort(at) & 0xffff;
                Arrays.fill(ignored, offset, offset + (data.getShort(at + 2) & 0xffff), true);
                yield at + 4;
            }
            default -> throw new IllegalArgumentException("entry " + id);
        };
    }
}
