package org.hermitscope.x86.cpu;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.XsaveArea;

/// CR0, CR2, CR3, CR4, CR8 and XCR0 with the checks of SDM 3A 2.5 and 2.6.
public final class ControlRegisters {
    public static final long CR0_PE = 1;
    public static final long CR0_WP = 1 << 16;
    public static final long CR0_PG = 1L << 31;
    public static final long CR4_PAE = 1 << 5;
    public static final long CR4_PGE = 1 << 7;
    public static final long CR4_UMIP = 1 << 11;
    public static final long CR4_FSGSBASE = 1 << 16;
    public static final long CR4_PCIDE = 1 << 17;
    public static final long CR4_OSXSAVE = 1 << 18;
    public static final long CR4_SMEP = 1 << 20;
    public static final long CR4_SMAP = 1 << 21;
    public static final long EFER_LME = 1 << 8;
    public static final long EFER_NXE = 1 << 11;

    private static final long CR0_ET = 1 << 4;
    private static final long CR0_NW = 1 << 29;
    private static final long CR0_CD = 1 << 30;
    private static final long CR0_KNOWN = 0xe005003fL;
    /// VME PVI TSD DE PSE PAE MCE PGE PCE OSFXSR OSXMMEXCPT, which every processor model has.
    private static final long CR4_KNOWN = 0x7ffL;

    private ControlRegisters() {}

    /// CR0, CR2, CR3, CR4 and CR8; to name another is #UD, in whatever ring.
    public static boolean exists(int number) {
        return number == 0 || number >= 2 && number <= 4 || number == 8;
    }

    public static long read(Cpu cpu, int number) {
        CpuState state = cpu.state;
        return switch (number) {
            case 0 -> state.cr0;
            case 2 -> state.cr2;
            case 3 -> state.cr3;
            case 4 -> state.cr4;
            case 8 -> state.cr8;
            default -> throw cpu.undefinedOpcode();
        };
    }

    public static void write(Cpu cpu, int number, long value) {
        CpuState state = cpu.state;
        switch (number) {
            case 0 -> writeCr0(cpu, value);
            case 2 -> state.cr2 = value;
            case 3 -> {
                if (value >>> 52 != 0) {
                    throw cpu.generalProtection();
                }
                state.cr3 = value;
                cpu.memory.flush(false);
                cpu.contextChanged();
            }
            case 4 -> writeCr4(cpu, value);
            case 8 -> {
                if (value >>> 4 != 0) {
                    throw cpu.generalProtection();
                }
                state.cr8 = value;
                cpu.contextChanged();
            }
            default -> throw cpu.undefinedOpcode();
        }
    }

    private static void writeCr0(Cpu cpu, long value) {
        CpuState state = cpu.state;
        boolean paging = (value & CR0_PG) != 0;
        if (value >>> 32 != 0 || paging && (value & CR0_PE) == 0 || (value & (CR0_NW | CR0_CD)) == CR0_NW) {
            throw cpu.generalProtection();
        }
        boolean wasPaging = (state.cr0 & CR0_PG) != 0;
        if (paging && !wasPaging && (state.efer & EFER_LME) != 0) {
            if ((state.cr4 & CR4_PAE) == 0 || state.segments[CpuState.CS].isLong()) {
                throw cpu.generalProtection();
            }
            state.efer |= Cpu.EFER_LMA;
        } else if (!paging && wasPaging) {
            if (state.segments[CpuState.CS].isLong()) {
                throw cpu.generalProtection();
            }
            state.efer &= ~(long) Cpu.EFER_LMA;
        }
        state.cr0 = value & CR0_KNOWN | CR0_ET;
        cpu.memory.flush(true);
        cpu.contextChanged();
    }

    private static void writeCr4(Cpu cpu, long value) {
        CpuState state = cpu.state;
        CpuModel model = cpu.model;
        long known = CR4_KNOWN
                | (model.hasUmip() ? CR4_UMIP : 0)
                | (model.hasFsgsbase() ? CR4_FSGSBASE : 0)
                | (model.hasXsave() ? CR4_OSXSAVE : 0);
        if ((value & ~known) != 0 || (state.efer & Cpu.EFER_LMA) != 0 && (value & CR4_PAE) == 0) {
            throw cpu.generalProtection();
        }
        state.cr4 = value;
        cpu.memory.flush(true);
        cpu.contextChanged();
    }

    /// XSETBV: x87 must stay on, AVX needs SSE, and only components that exist may be set.
    public static void writeXcr0(Cpu cpu, long value) {
        if ((value & 1) == 0 || (value & 6) == 4 || (value & ~XsaveArea.COMPONENTS) != 0) {
            throw cpu.generalProtection();
        }
        cpu.state.xcr0 = value;
        cpu.contextChanged();
    }
}
