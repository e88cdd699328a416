package org.hermitscope.x86.cpu;

import org.hermitscope.machine.CpuState;

/// RDMSR and WRMSR of the processor's own registers (SDM 4 2). Unknown ones are #GP, as on hardware.
public final class ModelSpecificRegisters {
    private static final int IA32_TIME_STAMP_COUNTER = 0x10;
    private static final int IA32_SYSENTER_CS = 0x174;
    private static final int IA32_SYSENTER_ESP = 0x175;
    private static final int IA32_SYSENTER_EIP = 0x176;
    private static final int IA32_MISC_ENABLE = 0x1a0;
    private static final int IA32_PAT = 0x277;
    private static final int IA32_EFER = 0xc0000080;
    private static final int IA32_STAR = 0xc0000081;
    private static final int IA32_LSTAR = 0xc0000082;
    private static final int IA32_CSTAR = 0xc0000083;
    private static final int IA32_FMASK = 0xc0000084;
    private static final int IA32_FS_BASE = 0xc0000100;
    private static final int IA32_GS_BASE = 0xc0000101;
    private static final int IA32_KERNEL_GS_BASE = 0xc0000102;
    private static final int IA32_TSC_AUX = 0xc0000103;

    /// SCE, LME, LMA, NXE.
    private static final long EFER_KNOWN = 0xd01;

    private ModelSpecificRegisters() {}

    public static long read(Cpu cpu, int number) {
        CpuState state = cpu.state;
        return switch (number) {
            case IA32_TIME_STAMP_COUNTER -> cpu.clock.tsc() + state.tscOffset;
            case IA32_SYSENTER_CS -> state.sysenterCs;
            case IA32_SYSENTER_ESP -> state.sysenterEsp;
            case IA32_SYSENTER_EIP -> state.sysenterEip;
            // Fast strings on, nothing else.
            case IA32_MISC_ENABLE -> 1;
            case IA32_PAT -> state.pat;
            case IA32_EFER -> state.efer;
            case IA32_STAR -> state.star;
            case IA32_LSTAR -> state.lstar;
            case IA32_CSTAR -> state.cstar;
            case IA32_FMASK -> state.fmask;
            case IA32_FS_BASE -> state.segments[CpuState.FS].base;
            case IA32_GS_BASE -> state.segments[CpuState.GS].base;
            case IA32_KERNEL_GS_BASE -> state.kernelGsBase;
            case IA32_TSC_AUX -> state.tscAux;
            default -> throw cpu.generalProtection();
        };
    }

    public static void write(Cpu cpu, int number, long value) {
        CpuState state = cpu.state;
        switch (number) {
            case IA32_TIME_STAMP_COUNTER -> state.tscOffset = value - cpu.clock.tsc();
            case IA32_SYSENTER_CS -> state.sysenterCs = value;
            case IA32_SYSENTER_ESP -> state.sysenterEsp = canonical(cpu, value);
            case IA32_SYSENTER_EIP -> state.sysenterEip = canonical(cpu, value);
            case IA32_MISC_ENABLE -> {}
            case IA32_PAT -> {
                requirePatTypes(cpu, value);
                state.pat = value;
            }
            case IA32_EFER -> writeEfer(cpu, value);
            case IA32_STAR -> state.star = value;
            case IA32_LSTAR -> state.lstar = canonical(cpu, value);
            case IA32_CSTAR -> state.cstar = canonical(cpu, value);
            case IA32_FMASK -> state.fmask = value & 0xffff_ffffL;
            case IA32_FS_BASE -> state.segments[CpuState.FS].base = canonical(cpu, value);
            case IA32_GS_BASE -> state.segments[CpuState.GS].base = canonical(cpu, value);
            case IA32_KERNEL_GS_BASE -> state.kernelGsBase = canonical(cpu, value);
            case IA32_TSC_AUX -> {
                if (value >>> 32 != 0) {
                    throw cpu.generalProtection();
                }
                state.tscAux = value;
            }
            default -> throw cpu.generalProtection();
        }
    }

    private static long canonical(Cpu cpu, long value) {
        if (value << 16 >> 16 != value) {
            throw cpu.generalProtection();
        }
        return value;
    }

    private static void requirePatTypes(Cpu cpu, long value) {
        for (int i = 0; i < 8; i++) {
            int type = (int) (value >>> 8 * i) & 0xff;
            if (type > 7 || type == 2 || type == 3) {
                throw cpu.generalProtection();
            }
        }
    }

    private static void writeEfer(Cpu cpu, long value) {
        CpuState state = cpu.state;
        boolean paging = (state.cr0 & ControlRegisters.CR0_PG) != 0;
        boolean lmeChanges = ((value ^ state.efer) & ControlRegisters.EFER_LME) != 0;
        if ((value & ~EFER_KNOWN) != 0 || paging && lmeChanges) {
            throw cpu.generalProtection();
        }
        state.efer = value & ~(long) Cpu.EFER_LMA | state.efer & Cpu.EFER_LMA;
        cpu.memory.flush(true);
        cpu.contextChanged();
    }
}
