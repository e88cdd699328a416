package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.cpu.Segments;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// Ways into a kernel and back: software interrupts, SYSCALL and SYSRET, SYSENTER and SYSEXIT, IRET; and UD.
final class Traps {
    private static final int EFER_SCE = 1;

    private Traps() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case INT3 -> new SoftwareInterrupt(Vector.BP);
            case INT1 -> new SoftwareInterrupt(Vector.DB);
            case INT -> new SoftwareInterrupt((int) ((Operand.Immediate) instruction.operand(0)).value() & 0xff);
            case UD0, UD1, UD2 -> new Undefined();
            case SYSCALL -> new SystemCall(instruction.next());
            case SYSRET -> new SystemReturn(instruction.operandWidth());
            case SYSENTER -> new FastEnter();
            case SYSEXIT -> new FastExit(instruction.operandWidth());
            case IRET -> new InterruptReturn(instruction.operandWidth());
            default -> null;
        };
    }

    private static final class Undefined extends Operation {
        @Override
        public void execute(Cpu cpu) {
            throw cpu.undefinedOpcode();
        }
    }

    private static final class SoftwareInterrupt extends Operation {
        private final int vector;

        SoftwareInterrupt(int vector) {
            this.vector = vector;
        }

        @Override
        public void execute(Cpu cpu) {
            // Of the gates of a Linux kernel only those of #BP and #OF admit ring 3; the others give #GP(vector
            // * 8 + IDT).
            if (cpu.hosted && vector != Vector.BP && vector != Vector.OF && vector != Vector.DB) {
                throw cpu.fault.with(Vector.GP, vector * 8L + 2, 0);
            }
            throw cpu.fault.software(vector);
        }
    }

    /// SDM 2B SYSCALL.
    private static final class SystemCall extends Operation {
        private final long next;

        SystemCall(long next) {
            this.next = next;
        }

        @Override
        public void execute(Cpu cpu) {
            CpuState state = cpu.state;
            if ((state.efer & EFER_SCE) == 0) {
                throw cpu.undefinedOpcode();
            }
            cpu.gpr[CpuState.RCX] = next;
            cpu.gpr[CpuState.R11] = cpu.rflags() & ~(long) Rflags.RF;
            cpu.rip = next;
            if (cpu.hosted) {
                cpu.request |= Request.SYSCALL;
                return;
            }
            cpu.setRflags(cpu.rflags() & ~(state.fmask | Rflags.RF));
            int selector = (int) (state.star >>> 32) & 0xfffc;
            Segments.loadFlatCode(cpu, selector, 0, true);
            Segments.loadFlatStack(cpu, selector + 8, 0);
            cpu.rip = state.lstar;
            cpu.contextChanged();
            cpu.request |= Request.DEBUG_SHADOW;
        }
    }

    /// SDM 2B SYSRET.
    private static final class SystemReturn extends Operation {
        private final int width;

        SystemReturn(int width) {
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            CpuState state = cpu.state;
            if ((state.efer & EFER_SCE) == 0) {
                throw cpu.undefinedOpcode();
            }
            if (state.cpl() != 0) {
                throw cpu.generalProtection();
            }
            int base = (int) (state.star >>> 48);
            boolean wide = width == 64;
            long target = wide ? cpu.gpr[CpuState.RCX] : cpu.gpr[CpuState.RCX] & 0xffff_ffffL;
            Branches.jump(cpu, target);
            cpu.setRflags(cpu.gpr[CpuState.R11] & 0x3c7fd7L);
            Segments.loadFlatCode(cpu, (wide ? base + 16 : base) | 3, 3, wide);
            Segments.loadFlatStack(cpu, base + 8 | 3, 3);
            cpu.contextChanged();
        }
    }

    /// SDM 2B SYSENTER: not usable from 64-bit mode on processors of the maker that CPUID names (AMD64 APM 3),
    /// #UD there.
    private static final class FastEnter extends Operation {
        @Override
        public void execute(Cpu cpu) {
            CpuState state = cpu.state;
            if (cpu.hosted) {
                throw cpu.undefinedOpcode();
            }
            if ((state.sysenterCs & 0xfffc) == 0) {
                throw cpu.generalProtection();
            }
            int selector = (int) state.sysenterCs & 0xfffc;
            cpu.systemFlags &= ~(long) (Rflags.VM | Rflags.IF);
            cpu.gpr[CpuState.RSP] = state.sysenterEsp;
            Segments.loadFlatCode(cpu, selector, 0, true);
            Segments.loadFlatStack(cpu, selector + 8, 0);
            cpu.rip = state.sysenterEip;
            cpu.contextChanged();
        }
    }

    private static final class FastExit extends Operation {
        private final int width;

        FastExit(int width) {
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            CpuState state = cpu.state;
            if (state.cpl() != 0 || (state.sysenterCs & 0xfffc) == 0) {
                throw cpu.generalProtection();
            }
            boolean wide = width == 64;
            int selector = ((int) state.sysenterCs & 0xfffc) + (wide ? 32 : 16);
            long mask = wide ? -1L : 0xffff_ffffL;
            Branches.jump(cpu, cpu.gpr[CpuState.RDX] & mask);
            cpu.gpr[CpuState.RSP] = cpu.gpr[CpuState.RCX] & mask;
            Segments.loadFlatCode(cpu, selector | 3, 3, wide);
            Segments.loadFlatStack(cpu, selector + 8 | 3, 3);
            cpu.contextChanged();
        }
    }

    /// IRET in 64-bit mode always pops RIP, CS, RFLAGS, RSP and SS (SDM 3A 6.14.3).
    private static final class InterruptReturn extends Operation {
        private final int bytes;

        InterruptReturn(int width) {
            this.bytes = width / 8;
        }

        @Override
        public void execute(Cpu cpu) {
            if ((cpu.systemFlags & Rflags.NT) != 0) {
                throw cpu.generalProtection();
            }
            long top = cpu.gpr[CpuState.RSP];
            int bits = bytes * 8;
            long rip = cpu.memory.load(top, bits);
            int cs = (int) cpu.memory.load(top + bytes, bits) & 0xffff;
            long flags = cpu.memory.load(top + 2L * bytes, bits);
            long rsp = cpu.memory.load(top + 3L * bytes, bits);
            int ss = (int) cpu.memory.load(top + 4L * bytes, bits) & 0xffff;
            Segments.returnTo(cpu, cs, rip, ss, rsp, flags, bytes);
        }
    }
}
