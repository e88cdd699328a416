package org.hermitscope.x86.interp.sse;

import org.hermitscope.machine.Vector;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.x86.cpu.ControlRegisters;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;

/// What all op objects of this package share: when they may run, and how an instruction's operands are read off.
abstract class SseOperation extends Operation {
    private static final int CR0_TS = 1 << 3;
    private static final long SSE_AVX = XsaveArea.SSE | XsaveArea.AVX;

    final boolean vex;

    SseOperation(Instruction instruction) {
        this.vex = instruction.vex();
    }

    /// Throws #UD or #NM where the instruction may not run (SDM 2A 2.4, 3A 14.1).
    final void require(Cpu cpu) {
        if (!vex) {
            cpu.requireSse();
        } else {
            requireAvx(cpu);
        }
    }

    private static void requireAvx(Cpu cpu) {
        if ((cpu.state.cr4 & ControlRegisters.CR4_OSXSAVE) == 0 || (cpu.state.xcr0 & SSE_AVX) != SSE_AVX) {
            throw cpu.undefinedOpcode();
        }
        if ((cpu.state.cr0 & CR0_TS) != 0) {
            throw cpu.fault.with(Vector.NM, 0, 0);
        }
    }

    /// Clears what a 128-bit VEX instruction leaves of its destination's upper half: nothing. Legacy SSE keeps
    /// it.
    final void clearUpper(Cpu cpu, int to) {
        if (vex) {
            cpu.vector[to + 2] = 0;
            cpu.vector[to + 3] = 0;
        }
    }

    /// The first source of a two-source instruction: the destination itself unless VEX names another.
    static Operand first(Instruction instruction) {
        return instruction.operand(instruction.vex() ? 1 : 0);
    }

    static Operand second(Instruction instruction) {
        return instruction.operand(instruction.vex() ? 2 : 1);
    }

    /// Index of a vector register's lane 0.
    static int lane(Operand operand) {
        return 4 * number(operand);
    }

    static int number(Operand operand) {
        return ((Operand.Register) operand).number();
    }

    /// The immediate byte, which is the last operand.
    static int immediate(Instruction instruction) {
        Operand last = instruction.operand(instruction.operands().size() - 1);
        return (int) ((Operand.Immediate) last).value() & 0xff;
    }

    static boolean isMemory(Operand operand) {
        return operand instanceof Operand.Memory;
    }
}
