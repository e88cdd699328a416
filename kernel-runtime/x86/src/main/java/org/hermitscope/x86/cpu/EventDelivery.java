package org.hermitscope.x86.cpu;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.mmu.GuestFault;

/// Delivers exceptions and interrupts through the IDT of long mode (SDM 3A 6.14).
public final class EventDelivery {
    private static final int INTERRUPT_GATE = 14;
    private static final int TRAP_GATE = 15;
    /// EXT bit of an error code: the event came from outside the program (SDM 3A 6.13).
    private static final int EXTERNAL = 1;

    private static final int IN_IDT = 2;

    private final Cpu cpu;

    public EventDelivery(Cpu cpu) {
        this.cpu = cpu;
    }

    /// Delivers an exception; RIP and registers are those to return to. A second fault on the way becomes #DF
    /// where SDM 3A table 6-5 says so.
    ///
    /// @return false when #DF could not be delivered either: triple fault
    public boolean exception(int vector, long errorCode, long address, boolean software) {
        int currentVector = vector;
        long currentCode = errorCode;
        boolean currentSoftware = software;
        if (vector == Vector.PF) {
            cpu.state.cr2 = address;
        }
        while (true) {
            try {
                deliver(currentVector, currentCode, hasErrorCode(currentVector), currentSoftware);
                return true;
            } catch (GuestFault next) {
                if (currentVector == Vector.DF) {
                    return false;
                }
                if (next.vector() == Vector.PF) {
                    cpu.state.cr2 = next.address();
                }
                boolean doubled = isContributory(currentVector) && isContributory(next.vector())
                        || currentVector == Vector.PF && (isContributory(next.vector()) || next.vector() == Vector.PF);
                currentCode = doubled ? 0 : next.errorCode() | (currentSoftware ? 0 : EXTERNAL);
                currentVector = doubled ? Vector.DF : next.vector();
                currentSoftware = false;
            }
        }
    }

    /// Delivers an external interrupt.
    ///
    /// @return false for a triple fault
    public boolean interrupt(int vector) {
        try {
            deliver(vector, 0, false, false);
            return true;
        } catch (GuestFault fault) {
            return exception(fault.vector(), fault.errorCode() | EXTERNAL, fault.address(), false);
        }
    }

    private static boolean isContributory(int vector) {
        return vector == Vector.DE || vector >= Vector.TS && vector <= Vector.GP;
    }

    private static boolean hasErrorCode(int vector) {
        return switch (vector) {
            case Vector.DF, Vector.TS, Vector.NP, Vector.SS, Vector.GP, Vector.PF, Vector.AC -> true;
            default -> false;
        };
    }

    private void deliver(int vector, long errorCode, boolean withCode, boolean software) {
        CpuState state = cpu.state;
        int cpl = state.cpl();
        int idtCode = vector * 8 + IN_IDT;
        if (vector * 16 + 15 > state.idtrLimit) {
            throw cpu.fault.with(Vector.GP, idtCode, 0);
        }
        long at = state.idtrBase + vector * 16L;
        Descriptor gate = cpu.asSupervisor(() -> new Descriptor(cpu.memory.load64(at), cpu.memory.load64(at + 8), at));
        int type = gate.type();
        if (gate.isSegment() || type != INTERRUPT_GATE && type != TRAP_GATE || software && gate.dpl() < cpl) {
            throw cpu.fault.with(Vector.GP, idtCode, 0);
        }
        if (!gate.isPresent()) {
            throw cpu.fault.with(Vector.NP, idtCode, 0);
        }
        int selector = gate.gateSelector();
        if ((selector & 0xfffc) == 0) {
            throw cpu.generalProtection();
        }
        Descriptor code = Segments.descriptor(cpu, selector, Vector.GP, false);
        if (!code.isCode() || code.dpl() > cpl || !code.isLong() || code.isBig()) {
            throw Segments.selectorFault(cpu, Vector.GP, selector);
        }
        if (!code.isPresent()) {
            throw Segments.selectorFault(cpu, Vector.NP, selector);
        }
        int newCpl = code.isConforming() ? cpl : code.dpl();
        long stack = stackPointer(gate.gateStack(), newCpl, cpl) & ~15L;
        if (gate.gateOffset() << 16 >> 16 != gate.gateOffset()) {
            throw cpu.generalProtection();
        }
        long flags = cpu.rflags();
        long rsp = stack - (withCode ? 48 : 40);
        cpu.asSupervisor(() -> {
            cpu.memory.checkStore(rsp, 8);
            long slot = stack;
            slot = push(slot, state.segments[CpuState.SS].selector & 0xffff);
            slot = push(slot, cpu.gpr[CpuState.RSP]);
            slot = push(slot, flags);
            slot = push(slot, state.segments[CpuState.CS].selector & 0xffff);
            slot = push(slot, cpu.rip);
            if (withCode) {
                push(slot, errorCode & 0xffff_ffffL);
            }
            return gate;
        });
        Segments.markAccessed(cpu, code);
        state.segments[CpuState.CS].load(selector & ~3 | newCpl, code.base(), code.limit(), code.attributes() | 1 << 8);
        if (newCpl != cpl) {
            state.segments[CpuState.SS].load(newCpl, 0, 0, 0);
        }
        cpu.gpr[CpuState.RSP] = rsp;
        cpu.rip = gate.gateOffset();
        cpu.systemFlags &= ~(long) (Rflags.TF | Rflags.NT | Rflags.RF | Rflags.VM);
        if (type == INTERRUPT_GATE) {
            cpu.systemFlags &= ~(long) Rflags.IF;
        }
        cpu.contextChanged();
    }

    private long push(long slot, long value) {
        cpu.memory.store64(slot - 8, value);
        return slot - 8;
    }

    /// RSP for the handler: an IST entry, the inner level's from the TSS, or the current one (SDM 3A 6.14.4).
    private long stackPointer(int ist, int newCpl, int cpl) {
        if (ist == 0 && newCpl == cpl) {
            return cpu.gpr[CpuState.RSP];
        }
        int offset = ist != 0 ? 36 + (ist - 1) * 8 : 4 + newCpl * 8;
        if (offset + 7 > (cpu.state.tr.limit & 0xffff_ffffL)) {
            throw Segments.selectorFault(cpu, Vector.TS, cpu.state.tr.selector);
        }
        long at = cpu.state.tr.base + offset;
        long pointer = cpu.asSupervisor(() -> cpu.memory.load64(at));
        if (pointer << 16 >> 16 != pointer) {
            throw cpu.fault.with(Vector.SS, 0, 0);
        }
        return pointer;
    }
}
