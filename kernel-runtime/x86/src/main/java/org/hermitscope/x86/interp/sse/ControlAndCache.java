package org.hermitscope.x86.interp.sse;

import java.lang.invoke.VarHandle;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;

/// What came with SSE beside vectors: MXCSR, fences, hints to the caches, MOVNTI, MASKMOVDQU.
final class ControlAndCache {
    private static final int MXCSR_RESERVED = ~0xffff;

    private ControlAndCache() {}

    static Operation loadControl(Instruction instruction) {
        return new LoadControl(instruction);
    }

    static Operation storeControl(Instruction instruction) {
        return new StoreControl(instruction);
    }

    static Operation maskedStore(Instruction instruction) {
        return new MaskedStore(instruction);
    }

    static Operation storeGeneral(Instruction instruction) {
        return new StoreGeneral(instruction);
    }

    static Operation flush(Instruction instruction) {
        return new Flush(EffectiveAddress.of((Operand.Memory) instruction.operand(0)));
    }

    static Operation hint() {
        return new Hint();
    }

    static Operation fence() {
        return new Fence();
    }

    private static final class LoadControl extends SseOperation {
        private final EffectiveAddress address;

        LoadControl(Instruction instruction) {
            super(instruction);
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            int value = (int) cpu.memory.load32(address.of(cpu));
            if ((value & MXCSR_RESERVED) != 0) {
                throw cpu.generalProtection();
            }
            cpu.state.mxcsr = value;
        }
    }

    private static final class StoreControl extends SseOperation {
        private final EffectiveAddress address;

        StoreControl(Instruction instruction) {
            super(instruction);
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            cpu.memory.store32(address.of(cpu), cpu.state.mxcsr);
        }
    }

    /// MASKMOVDQU: bytes whose mask byte has its highest bit set go to DS:RDI.
    private static final class MaskedStore extends SseOperation {
        private final EffectiveAddress address;
        private final int data;
        private final int mask;

        MaskedStore(Instruction instruction) {
            super(instruction);
            int registers = 0;
            int first = 0;
            int second = 0;
            Operand.Memory place = new Operand.Memory(
                    CpuState.DS, CpuState.RDI, Operand.Memory.NONE, 1, 0, 128, instruction.addressWidth(), 0);
            for (Operand operand : instruction.operands()) {
                if (operand instanceof Operand.Memory memory) {
                    place = memory;
                } else if (registers++ == 0) {
                    first = lane(operand);
                } else {
                    second = lane(operand);
                }
            }
            this.address = EffectiveAddress.of(place);
            this.data = first;
            this.mask = second;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long linear = address.of(cpu);
            // A store of nothing may fault as well (SDM 2B MASKMOVDQU); processors look at all 16 bytes.
            cpu.memory.checkStore(linear, 16);
            for (int i = 0; i < 16; i++) {
                int shift = 8 * (i & 7);
                int lane = i >>> 3;
                if ((cpu.vector[mask + lane] >>> shift & 0x80) != 0) {
                    cpu.memory.store8(linear + i, cpu.vector[data + lane] >>> shift & 0xff);
                }
            }
        }
    }

    /// MOVNTI, which needs no SSE state.
    private static final class StoreGeneral extends Operation {
        private final EffectiveAddress address;
        private final int from;
        private final int width;

        StoreGeneral(Instruction instruction) {
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
            this.from = SseOperation.number(instruction.operand(1));
            this.width = instruction.operand(1).width();
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.memory.store(address.of(cpu), width, cpu.gpr[from]);
        }
    }

    /// CLFLUSH and its kin fault as a load of one byte does. There is no cache to flush.
    private static final class Flush extends Operation {
        private final EffectiveAddress address;

        Flush(EffectiveAddress address) {
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.memory.checkLoad(address.of(cpu), 1);
        }
    }

    /// PREFETCHx: never faults, changes nothing.
    private static final class Hint extends Operation {
        @Override
        public void execute(Cpu cpu) {}
    }

    private static final class Fence extends Operation {
        @Override
        public void execute(Cpu cpu) {
            VarHandle.fullFence();
        }
    }
}
