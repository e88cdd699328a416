package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FxSaveArea;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// FXSAVE and FXRSTOR with and without REX.W. They take no pending x87 exception.
public final class FxSaveOperations {
    private static final int ALIGNMENT = 15;

    private FxSaveOperations() {}

    /// The op object, or null for instructions of other families.
    public static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case FXSAVE -> new Save(instruction);
            case FXRSTOR -> new Restore(instruction);
            default -> null;
        };
    }

    private abstract static class Transfer extends Operation {
        private final EffectiveAddress address;
        final boolean pointers64;
        final int vectors;
        final byte[] image = new byte[FxSaveArea.BYTES];

        Transfer(Instruction instruction) {
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
            this.pointers64 = instruction.operandWidth() == 64;
            this.vectors = instruction.mode() == Mode.BITS_64 ? 16 : 8;
        }

        /// Where the image lies. Processors touch its last byte first, which the address of a page fault tells.
        final long begin(Cpu cpu) {
            cpu.requireX87(false);
            long at = address.of(cpu);
            if ((at & ALIGNMENT) != 0) {
                if (at << 16 >> 16 != at) {
                    // Not canonical: that is #SS where the stack segment is used, and comes before alignment.
                    cpu.memory.checkLoad(at, 1);
                }
                throw cpu.generalProtection();
            }
            return at;
        }

        final int used() {
            return FxSaveArea.XMM + 16 * vectors;
        }
    }

    private static final class Save extends Transfer {
        Save(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            long at = begin(cpu);
            cpu.memory.checkStore(at + FxSaveArea.BYTES - 1, 1);
            cpu.memory.checkStore(at, FxSaveArea.BYTES);
            CpuState state = cpu.state;
            FxSaveArea.save(state, image, 0, pointers64, vectors);
            for (int i = 0; i < used(); i += 8) {
                cpu.memory.store64(at + i, FxSaveArea.word(image, i));
            }
        }
    }

    private static final class Restore extends Transfer {
        Restore(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            long at = begin(cpu);
            cpu.memory.checkLoad(at + FxSaveArea.BYTES - 1, 1);
            cpu.memory.checkLoad(at, FxSaveArea.BYTES);
            for (int i = 0; i < used(); i += 8) {
                FxSaveArea.setWord(image, i, cpu.memory.load64(at + i));
            }
            if (!FxSaveArea.restore(cpu.state, image, 0, pointers64, vectors)) {
                throw cpu.generalProtection();
            }
        }
    }
}
