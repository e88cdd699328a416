package org.hermitscope.vmm.debug;

import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Rflags;

/// A processor's registers as gdb numbers and lays them out: little endian, in the sizes of [X8664].
final class GdbRegisters {
    /// Hardware numbers of gdb's rax rbx rcx rdx rsi rdi rbp rsp r8 to r15.
    private static final int[] GENERAL = {0, 3, 1, 2, 6, 7, 5, 4, 8, 9, 10, 11, 12, 13, 14, 15};

    /// Hardware numbers of gdb's cs ss ds es fs gs.
    private static final int[] SEGMENTS = {CpuState.CS, CpuState.SS, CpuState.DS, CpuState.ES, CpuState.FS, CpuState.GS
    };

    /// What a debugger may change in RFLAGS of a program: the status flags, TF, DF, NT, RF, AC, ID.
    private static final long WRITABLE_FLAGS =
            Rflags.STATUS | Rflags.TF | Rflags.DF | Rflags.NT | Rflags.RF | Rflags.AC | Rflags.ID;

    private GdbRegisters() {}

    /// Reads a register.
    ///
    /// @param origRax number of the system call being made, or -1
    static void read(CpuState state, long origRax, RegisterLayout layout, int number, byte[] into, int at) {
        int size = layout.register(number).size();
        if (number >= X8664.ST0 && number < X8664.ST0 + 8) {
            int register = state.fpu.top + number - X8664.ST0 & 7;
            put(into, at, 8, state.fpu.significand[register]);
            put(into, at + 8, 2, state.fpu.signExponent[register]);
        } else if (isVector(number)) {
            int lane = lane(number);
            put(into, at, 8, state.vector[lane]);
            put(into, at + 8, 8, state.vector[lane + 1]);
        } else {
            put(into, at, size, value(state, origRax, number));
        }
    }

    /// XMM registers and upper halves of YMM registers; the latter are there when the layout has AVX.
    private static boolean isVector(int number) {
        return number >= X8664.XMM0 && number < X8664.XMM0 + 16 || number >= X8664.YMM0H && number < X8664.YMM0H + 16;
    }

    private static int lane(int number) {
        return number >= X8664.YMM0H ? 4 * (number - X8664.YMM0H) + 2 : 4 * (number - X8664.XMM0);
    }

    private static long value(CpuState state, long origRax, int number) {
        if (number < 16) {
            return state.gpr[GENERAL[number]];
        }
        if (number >= X8664.CS && number <= X8664.GS) {
            return state.segments[SEGMENTS[number - X8664.CS]].selector & 0xffff;
        }
        FpuState fpu = state.fpu;
        return switch (number) {
            case X8664.RIP -> state.rip;
            case X8664.EFLAGS -> state.rflags;
            case X8664.FCTRL -> fpu.control;
            case X8664.FSTAT -> fpu.statusWord();
            case X8664.FTAG -> fpu.tagWord();
            case X8664.FIOFF -> fpu.lastInstruction;
            case X8664.FISEG -> fpu.lastInstruction >>> 32;
            case X8664.FOOFF -> fpu.lastOperand;
            case X8664.FOSEG -> fpu.lastOperand >>> 32;
            case X8664.FOP -> fpu.lastOpcode;
            case X8664.MXCSR -> state.mxcsr;
            case X8664.ORIG_RAX -> origRax;
            case X8664.FS_BASE -> state.segments[CpuState.FS].base;
            case X8664.GS_BASE -> state.segments[CpuState.GS].base;
            default -> throw new IllegalArgumentException("register " + number);
        };
    }

    /// Writes a register; the system call number is the caller's to keep.
    static void write(CpuState state, int number, byte[] bytes) {
        if (number >= X8664.ST0 && number < X8664.ST0 + 8) {
            int register = state.fpu.top + number - X8664.ST0 & 7;
            state.fpu.significand[register] = get(bytes, 0, 8);
            state.fpu.signExponent[register] = (int) get(bytes, 8, 2);
            return;
        }
        if (isVector(number)) {
            int lane = lane(number);
            state.vector[lane] = get(bytes, 0, 8);
            state.vector[lane + 1] = get(bytes, 8, 8);
            return;
        }
        long value = get(bytes, 0, bytes.length);
        if (number < 16) {
            state.gpr[GENERAL[number]] = value;
            return;
        }
        FpuState fpu = state.fpu;
        switch (number) {
            case X8664.RIP -> state.rip = value;
            case X8664.EFLAGS -> state.rflags = state.rflags & ~WRITABLE_FLAGS | value & WRITABLE_FLAGS;
            case X8664.FCTRL -> fpu.control = (int) value & 0xffff;
            case X8664.FSTAT -> fpu.setStatusWord((int) value & 0xffff);
            case X8664.FTAG -> fpu.setTagWord((int) value);
            case X8664.FIOFF -> fpu.lastInstruction = fpu.lastInstruction & ~0xffff_ffffL | value;
            case X8664.FISEG -> fpu.lastInstruction = fpu.lastInstruction & 0xffff_ffffL | value << 32;
            case X8664.FOOFF -> fpu.lastOperand = fpu.lastOperand & ~0xffff_ffffL | value;
            case X8664.FOSEG -> fpu.lastOperand = fpu.lastOperand & 0xffff_ffffL | value << 32;
            case X8664.FOP -> fpu.lastOpcode = (int) value & 0x7ff;
            case X8664.MXCSR -> state.mxcsr = (int) value & 0xffff;
            case X8664.FS_BASE -> state.segments[CpuState.FS].base = value;
            case X8664.GS_BASE -> state.segments[CpuState.GS].base = value;
            // Selectors of a program are fixed; gdb writes them back unchanged with every G packet.
            default -> {}
        }
    }

    private static void put(byte[] into, int at, int size, long value) {
        for (int i = 0; i < size; i++) {
            into[at + i] = (byte) (value >>> 8 * i);
        }
    }

    private static long get(byte[] from, int at, int size) {
        long value = 0;
        for (int i = Math.min(size, 8) - 1; i >= 0; i--) {
            value = value << 8 | from[at + i] & 0xff;
        }
        return value;
    }
}
