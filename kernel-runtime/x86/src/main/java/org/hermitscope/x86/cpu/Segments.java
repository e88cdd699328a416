package org.hermitscope.x86.cpu;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.SegmentRegister;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.mmu.GuestFault;

/// Loads segment registers: from descriptor tables with the checks of SDM 3A 5, and with the fixed contents that
/// SYSCALL
/// and its like give them.
public final class Segments {
    private static final int ACCESSED = 1;
    private static final int FLAT_CODE_64 = 0xa09b00;
    private static final int FLAT_CODE_32 = 0xc09b00;
    private static final int FLAT_DATA = 0xc09300;
    /// Selectors of a Linux program: 32-bit code, data and 64-bit code of its GDT.
    private static final int USER_CODE_32 = 0x23;

    private static final int USER_DATA = 0x2b;
    private static final int USER_CODE_64 = 0x33;

    private Segments() {}

    /// CS as SYSCALL, SYSRET and a Linux kernel set it: flat, no table read.
    public static void loadFlatCode(Cpu cpu, int selector, int dpl, boolean wide) {
        int attributes = (wide ? FLAT_CODE_64 : FLAT_CODE_32) | dpl << 13;
        cpu.state.segments[CpuState.CS].load(selector, 0, -1, attributes);
    }

    /// SS likewise.
    public static void loadFlatStack(Cpu cpu, int selector, int dpl) {
        cpu.state.segments[CpuState.SS].load(selector, 0, -1, FLAT_DATA | dpl << 13);
    }

    static GuestFault selectorFault(Cpu cpu, int vector, int selector) {
        return cpu.fault.with(vector, selector & 0xfffc, 0);
    }

    /// Reads the descriptor that a selector names; throws `vector` when it lies outside its table.
    static Descriptor descriptor(Cpu cpu, int selector, int vector, boolean wide) {
        CpuState state = cpu.state;
        boolean local = (selector & 4) != 0;
        long base = local ? state.ldtr.base : state.gdtrBase;
        long limit = (local ? state.ldtr.limit : state.gdtrLimit) & 0xffff_ffffL;
        int offset = selector & 0xfff8;
        if (offset + (wide ? 15 : 7) > limit || local && state.ldtr.selector == 0) {
            throw selectorFault(cpu, vector, selector);
        }
        long address = base + offset;
        return cpu.asSupervisor(
                () -> new Descriptor(cpu.memory.load64(address), wide ? cpu.memory.load64(address + 8) : 0, address));
    }

    /// MOV, POP and Lxx of ES DS FS GS SS (SDM 2B MOV).
    public static void load(Cpu cpu, int register, int selector) {
        if (cpu.hosted) {
            loadHosted(cpu, register, selector);
            return;
        }
        SegmentRegister target = cpu.state.segments[register];
        int cpl = cpu.state.cpl();
        if ((selector & 0xfffc) == 0) {
            if (register == CpuState.SS && (cpl == 3 || (selector & 3) != cpl)) {
                throw cpu.generalProtection();
            }
            target.load(selector, 0, 0, 0);
            return;
        }
        Descriptor descriptor = descriptor(cpu, selector, Vector.GP, false);
        int rpl = selector & 3;
        boolean allowed;
        if (register == CpuState.SS) {
            allowed = descriptor.isSegment()
                    && !descriptor.isCode()
                    && descriptor.isReadableOrWritable()
                    && rpl == cpl
                    && descriptor.dpl() == cpl;
        } else {
            boolean readable = descriptor.isSegment() && (!descriptor.isCode() || descriptor.isReadableOrWritable());
            boolean conforming = descriptor.isCode() && descriptor.isConforming();
            allowed = readable && (conforming || rpl <= descriptor.dpl() && cpl <= descriptor.dpl());
        }
        if (!allowed) {
            throw selectorFault(cpu, Vector.GP, selector);
        }
        if (!descriptor.isPresent()) {
            throw selectorFault(cpu, register == CpuState.SS ? Vector.SS : Vector.NP, selector);
        }
        markAccessed(cpu, descriptor);
        target.load(selector, descriptor.base(), descriptor.limit(), descriptor.attributes() | ACCESSED << 8);
    }

    private static void loadHosted(Cpu cpu, int register, int selector) {
        boolean data = selector == USER_DATA || selector == (USER_DATA & ~3);
        boolean code = selector == USER_CODE_32 || selector == USER_CODE_64;
        boolean none = (selector & 0xfffc) == 0;
        boolean allowed = register == CpuState.SS ? selector == USER_DATA : none || data || code;
        if (!allowed) {
            throw selectorFault(cpu, Vector.GP, selector);
        }
        cpu.state.segments[register].load(selector, 0, none ? 0 : -1, none ? 0 : FLAT_DATA | 3 << 13);
    }

    static void markAccessed(Cpu cpu, Descriptor descriptor) {
        if ((descriptor.type() & ACCESSED) == 0) {
            cpu.asSupervisor(() -> {
                cpu.memory.store8(descriptor.address() + 5, descriptor.low() >>> 40 & 0xff | ACCESSED);
                return descriptor;
            });
        }
    }

    /// Checks a code descriptor for a far transfer that keeps the privilege level, and loads CS.
    static void loadCode(Cpu cpu, int selector, int cpl) {
        if ((selector & 0xfffc) == 0) {
            throw cpu.generalProtection();
        }
        Descriptor descriptor = descriptor(cpu, selector, Vector.GP, false);
        boolean privilege = descriptor.isConforming() ? descriptor.dpl() <= cpl : descriptor.dpl() == cpl;
        if (!descriptor.isCode() || !privilege || descriptor.isLong() && descriptor.isBig()) {
            throw selectorFault(cpu, Vector.GP, selector);
        }
        if (!descriptor.isPresent()) {
            throw selectorFault(cpu, Vector.NP, selector);
        }
        markAccessed(cpu, descriptor);
        cpu.state.segments[CpuState.CS].load(
                selector & ~3 | cpl, descriptor.base(), descriptor.limit(), descriptor.attributes() | ACCESSED << 8);
        cpu.contextChanged();
    }

    /// Far JMP, CALL and RET to the same privilege level.
    public static void farJump(Cpu cpu, int selector, long offset) {
        if (cpu.hosted) {
            if (selector != USER_CODE_64) {
                throw selectorFault(cpu, Vector.GP, selector);
            }
        } else {
            loadCode(cpu, selector, cpu.state.cpl());
        }
        cpu.rip = offset;
    }

    /// IRET, and RETF to an outer level (`flags` unchanged then): loads CS and SS with all checks, then the
    /// rest.
    public static void returnTo(Cpu cpu, int cs, long rip, int ss, long rsp, long flags, int bytes) {
        CpuState state = cpu.state;
        int cpl = state.cpl();
        int newCpl = cs & 3;
        if (rip << 16 >> 16 != rip) {
            throw cpu.generalProtection();
        }
        if (cpu.hosted) {
            if (cs != USER_CODE_64 || ss != USER_DATA) {
                throw selectorFault(cpu, Vector.GP, cs != USER_CODE_64 ? cs : ss);
            }
        } else {
            if (newCpl < cpl || (cs & 0xfffc) == 0) {
                throw selectorFault(cpu, Vector.GP, cs);
            }
            Descriptor code = descriptor(cpu, cs, Vector.GP, false);
            boolean privilege = code.isConforming() ? code.dpl() <= newCpl : code.dpl() == newCpl;
            if (!code.isCode() || !privilege) {
                throw selectorFault(cpu, Vector.GP, cs);
            }
            if (!code.isPresent()) {
                throw selectorFault(cpu, Vector.NP, cs);
            }
            int stackAttributes = 0;
            long stackBase = 0;
            int stackLimit = 0;
            if ((ss & 0xfffc) == 0) {
                // A null SS is legal below ring 3 in 64-bit mode (SDM 3A 5.8.3 and 6.14.5).
                if (newCpl == 3 || !code.isLong() || (ss & 3) != newCpl) {
                    throw cpu.generalProtection();
                }
            } else {
                Descriptor stack = descriptor(cpu, ss, Vector.GP, false);
                if (stack.isCode()
                        || !stack.isSegment()
                        || !stack.isReadableOrWritable()
                        || (ss & 3) != newCpl
                        || stack.dpl() != newCpl) {
                    throw selectorFault(cpu, Vector.GP, ss);
                }
                if (!stack.isPresent()) {
                    throw selectorFault(cpu, Vector.SS, ss);
                }
                stackAttributes = stack.attributes() | ACCESSED << 8;
                stackBase = stack.base();
                stackLimit = stack.limit();
                markAccessed(cpu, stack);
            }
            markAccessed(cpu, code);
            state.segments[CpuState.CS].load(cs, code.base(), code.limit(), code.attributes() | ACCESSED << 8);
            state.segments[CpuState.SS].load(ss, stackBase, stackLimit, stackAttributes);
        }
        cpu.rip = rip;
        cpu.gpr[CpuState.RSP] = rsp;
        loadReturnFlags(cpu, flags, cpl, bytes);
        if (newCpl > cpl) {
            dropInaccessible(cpu, newCpl);
        }
        cpu.contextChanged();
    }

    private static void loadReturnFlags(Cpu cpu, long flags, int cpl, int bytes) {
        long changeable = Rflags.STATUS | Rflags.TF | Rflags.DF | Rflags.NT;
        if (bytes > 2) {
            changeable |= Rflags.RF | Rflags.AC | Rflags.ID;
        }
        if (cpl <= (cpu.systemFlags >>> 12 & 3)) {
            changeable |= Rflags.IF;
        }
        if (cpl == 0) {
            changeable |= Rflags.IOPL;
        }
        cpu.setRflags(cpu.rflags() & ~changeable | flags & changeable);
    }

    /// Data segments that the outer level may not use become null (SDM 3A 5.8.6).
    private static void dropInaccessible(Cpu cpu, int cpl) {
        for (int register : new int[] {CpuState.ES, CpuState.DS, CpuState.FS, CpuState.GS}) {
            SegmentRegister segment = cpu.state.segments[register];
            boolean conformingCode = (segment.attributes >>> 8 & 0x1c) == 0x1c;
            if (!conformingCode && segment.dpl() < cpl) {
                segment.load(0, segment.base, 0, 0);
            }
        }
    }

    /// LLDT and LTR.
    public static void loadSystem(Cpu cpu, SegmentRegister target, int selector, boolean task) {
        if (cpu.state.cpl() != 0) {
            throw cpu.generalProtection();
        }
        if ((selector & 0xfffc) == 0) {
            if (task) {
                throw cpu.generalProtection();
            }
            target.load(selector, 0, 0, 0);
            return;
        }
        if ((selector & 4) != 0) {
            throw selectorFault(cpu, Vector.GP, selector);
        }
        Descriptor descriptor = descriptor(cpu, selector, Vector.GP, true);
        int type = descriptor.type();
        if (descriptor.isSegment() || (task ? type != 9 : type != 2)) {
            throw selectorFault(cpu, Vector.GP, selector);
        }
        if (!descriptor.isPresent()) {
            throw selectorFault(cpu, Vector.NP, selector);
        }
        int busy = task ? 2 : 0;
        if (task) {
            cpu.asSupervisor(() -> {
                cpu.memory.store8(descriptor.address() + 5, descriptor.low() >>> 40 & 0xff | busy);
                return descriptor;
            });
        }
        target.load(selector, descriptor.base(), descriptor.limit(), descriptor.attributes() | busy << 8);
    }
}
