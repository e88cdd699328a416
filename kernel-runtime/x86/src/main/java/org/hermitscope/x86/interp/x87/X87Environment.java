package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.mmu.LinearMemory;
import org.hermitscope.x86.semantics.X87Word;

/// FLDENV, FNSTENV, FRSTOR and FNSAVE: environments of 28 bytes, or 14 with 16-bit operands, in protected and
/// real-address layout (SDM 1 figures 8-9 to 8-12), and behind them, for the latter two, the eight registers.
final class X87Environment {
    private static final long REGISTER_BYTES = 10;
    private static final int STACK_BYTES = 80;
    private static final long UNUSED_HALF = 0xffff_0000L;

    private X87Environment() {}

    static Operation store(Instruction instruction, boolean registers) {
        return new Store(instruction, registers);
    }

    static Operation load(Instruction instruction, boolean registers) {
        return new Load(instruction, registers);
    }

    private static boolean isReal(Cpu cpu) {
        return (cpu.state.cr0 & 1) == 0 || (cpu.systemFlags & Rflags.VM) != 0;
    }

    private static final class Store extends Operation {
        private final EffectiveAddress address;
        private final boolean wide;
        private final boolean registers;

        Store(Instruction instruction, boolean registers) {
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
            this.wide = instruction.operandWidth() != 16;
            this.registers = registers;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireX87(false);
            FpuState fpu = cpu.fpu;
            LinearMemory memory = cpu.memory;
            long at = address.of(cpu);
            int environment = wide ? 28 : 14;
            memory.checkStore(at, registers ? environment + STACK_BYTES : environment);
            if (wide) {
                storeWide(fpu, memory, at, isReal(cpu));
            } else {
                storeNarrow(fpu, memory, at, isReal(cpu));
            }
            if (registers) {
                for (int i = 0; i < 8; i++) {
                    int register = fpu.top + i & 7;
                    long to = at + environment + REGISTER_BYTES * i;
                    memory.store64(to, fpu.significand[register]);
                    memory.store16(to + 8, fpu.signExponent[register]);
                }
                fpu.initialize();
            } else {
                fpu.control |= X87Word.EXCEPTIONS;
                fpu.status = X87Word.summarize(fpu.status, fpu.control);
            }
        }

        private static void storeWide(FpuState fpu, LinearMemory memory, long at, boolean real) {
            memory.store32(at, UNUSED_HALF | fpu.control);
            memory.store32(at + 4, UNUSED_HALF | fpu.statusWord());
            memory.store32(at + 8, UNUSED_HALF | fpu.tagWord());
            if (real) {
                memory.store32(at + 12, UNUSED_HALF | fpu.lastInstruction & 0xffff);
                memory.store32(at + 16, fpu.lastInstruction >>> 4 & 0xfff_f000 | fpu.lastOpcode);
                memory.store32(at + 20, UNUSED_HALF | fpu.lastOperand & 0xffff);
                memory.store32(at + 24, fpu.lastOperand >>> 4 & 0xfff_f000);
            } else {
                memory.store32(at + 12, fpu.lastInstruction);
                memory.store32(at + 16, (long) fpu.lastOpcode << 16);
                memory.store32(at + 20, fpu.lastOperand);
                memory.store32(at + 24, UNUSED_HALF);
            }
        }

        private static void storeNarrow(FpuState fpu, LinearMemory memory, long at, boolean real) {
            memory.store16(at, fpu.control);
            memory.store16(at + 2, fpu.statusWord());
            memory.store16(at + 4, fpu.tagWord());
            memory.store16(at + 6, fpu.lastInstruction);
            memory.store16(at + 8, real ? fpu.lastInstruction >>> 4 & 0xf000 | fpu.lastOpcode : 0);
            memory.store16(at + 10, fpu.lastOperand);
            memory.store16(at + 12, real ? fpu.lastOperand >>> 4 & 0xf000 : 0);
        }
    }

    private static final class Load extends Operation {
        private final EffectiveAddress address;
        private final boolean wide;
        private final boolean registers;

        Load(Instruction instruction, boolean registers) {
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
            this.wide = instruction.operandWidth() != 16;
            this.registers = registers;
        }

        @Override
        public void execute(Cpu cpu) {
            FpuState fpu = X87Operation.begin(cpu);
            LinearMemory memory = cpu.memory;
            long at = address.of(cpu);
            int environment = wide ? 28 : 14;
            memory.checkLoad(at, registers ? environment + STACK_BYTES : environment);
            int word = wide ? 4 : 2;
            fpu.control = X87Word.control((int) memory.load16(at));
            fpu.setStatusWord((int) memory.load16(at + word));
            fpu.status = X87Word.summarize(fpu.status, fpu.control);
            fpu.setTagWord((int) memory.load16(at + 2L * word));
            if (wide) {
                loadPointers(fpu, memory, at, isReal(cpu));
            } else {
                loadNarrowPointers(fpu, memory, at, isReal(cpu));
            }
            if (registers) {
                for (int i = 0; i < 8; i++) {
                    int register = fpu.top + i & 7;
                    long from = at + environment + REGISTER_BYTES * i;
                    fpu.significand[register] = memory.load64(from);
                    fpu.signExponent[register] = (int) memory.load16(from + 8);
                }
            }
        }

        private static void loadPointers(FpuState fpu, LinearMemory memory, long at, boolean real) {
            if (real) {
                long second = memory.load32(at + 16);
                fpu.lastInstruction = memory.load16(at + 12) | (second & 0xfff_f000) << 4;
                fpu.lastOpcode = (int) second & 0x7ff;
                fpu.lastOperand = memory.load16(at + 20) | (memory.load32(at + 24) & 0xfff_f000) << 4;
            } else {
                fpu.lastInstruction = memory.load32(at + 12);
                fpu.lastOpcode = (int) memory.load16(at + 18) & 0x7ff;
                fpu.lastOperand = memory.load32(at + 20);
            }
        }

        private static void loadNarrowPointers(FpuState fpu, LinearMemory memory, long at, boolean real) {
            long instruction = memory.load16(at + 6);
            long operand = memory.load16(at + 10);
            if (real) {
                long second = memory.load16(at + 8);
                instruction |= (second & 0xf000) << 4;
                fpu.lastOpcode = (int) second & 0x7ff;
                operand |= (memory.load16(at + 12) & 0xf000) << 4;
            }
            fpu.lastInstruction = instruction;
            fpu.lastOperand = operand;
        }
    }
}
