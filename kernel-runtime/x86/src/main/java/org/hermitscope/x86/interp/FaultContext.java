package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.decode.Decoder;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.LinearMemory;

/// Tells whether a non-canonical address was reached through the stack segment, which makes #SS of #GP (SDM 1
/// 3.3.7.1). The instruction is decoded once more, since op objects do not remember it.
final class FaultContext {
    private final LinearMemory memory;

    FaultContext(LinearMemory memory) {
        this.memory = memory;
    }

    boolean usesStackSegment(Cpu cpu) {
        if (!memory.takeNotCanonical()) {
            return false;
        }
        int vector = cpu.fault.vector();
        long errorCode = cpu.fault.errorCode();
        try {
            Instruction instruction = Decoder.decode(memory::fetch, cpu.rip, cpu.mode);
            return isStackOperation(cpu, instruction) || hasStackOperand(instruction);
        } catch (GuestFault fault) {
            return false;
        } finally {
            cpu.fault.with(vector, errorCode, 0);
        }
    }

    private static boolean hasStackOperand(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory place && place.segment() == CpuState.SS) {
                return true;
            }
        }
        return false;
    }

    /// The address itself tells which of two accesses failed where an instruction makes one to the stack and one
    /// elsewhere.
    private boolean isStackOperation(Cpu cpu, Instruction instruction) {
        return switch (instruction.op()) {
            case PUSHF, POPF, ENTER, LEAVE, RET, IRET, RETF -> true;
            case PUSH, POP, CALL, CALLF -> Math.abs(memory.notCanonicalAddress() - cpu.gpr[CpuState.RSP]) <= 16;
            default -> false;
        };
    }
}
