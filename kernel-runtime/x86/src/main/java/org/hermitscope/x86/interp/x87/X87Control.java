package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.X87Word;

/// Control instructions: FNINIT, FNCLEX, FLDCW, FNSTCW, FNSTSW and WAIT. None touches the instruction pointer
/// register.
final class X87Control {
    private X87Control() {}

    static Operation loadControl(Instruction instruction) {
        return new LoadControl(memory(instruction));
    }

    static Operation storeControl(Instruction instruction) {
        return new StoreWord(memory(instruction), false);
    }

    static Operation storeStatus(Instruction instruction) {
        return instruction.operand(0) instanceof Operand.Memory memory
                ? new StoreWord(EffectiveAddress.of(memory), true)
                : new StatusToAx();
    }

    static Operation initialize() {
        return new Initialize();
    }

    static Operation clearExceptions() {
        return new ClearExceptions();
    }

    /// Does nothing, and does not wait for pending exceptions either.
    static Operation ignored() {
        return new Ignored();
    }

    static Operation await() {
        return new Await();
    }

    private static EffectiveAddress memory(Instruction instruction) {
        return EffectiveAddress.of((Operand.Memory) instruction.operand(0));
    }

    private static final class LoadControl extends Operation {
        private final EffectiveAddress address;

        LoadControl(EffectiveAddress address) {
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = X87Operation.begin(cpu);
            fpu.control = X87Word.control((int) cpu.memory.load16(address.of(cpu)));
            fpu.status = X87Word.summarize(fpu.status, fpu.control);
        }
    }

    private static final class StoreWord extends Operation {
        private final EffectiveAddress address;
        private final boolean status;

        StoreWord(EffectiveAddress address, boolean status) {
            this.address = address;
            this.status = status;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
            cpu.memory.store16(address.of(cpu), status ? cpu.fpu.statusWord() : cpu.fpu.control);
        }
    }

    private static final class StatusToAx extends Operation {
        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
            cpu.gpr[CpuState.RAX] = cpu.gpr[CpuState.RAX] & ~0xffffL | cpu.fpu.statusWord();
        }
    }

    private static final class Initialize extends Operation {
        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
            cpu.fpu.initialize();
        }
    }

    private static final class ClearExceptions extends Operation {
        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
            cpu.fpu.status &= X87Word.CONDITION;
        }
    }

    /// WAIT, which is FWAIT.
    private static final class Ignored extends Operation {
        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
        }
    }

    private static final class Await extends Operation {
        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(true);
            if ((cpu.fpu.status & X87Word.ES) != 0) {
                throw cpu.fault.with(Vector.MF, 0, 0);
            }
        }
    }
}
