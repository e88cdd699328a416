package org.hermitscope.x86.interp.mmx;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.semantics.PackedInteger;

/// What moves values between MMX registers and elsewhere.
final class MmxMoves {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private MmxMoves() {}

    /// MOVD, MOVQ and MOVNTQ.
    static Operation move(Instruction instruction) {
        Operand to = instruction.operand(0);
        Operand from = instruction.operand(1);
        if (to instanceof Operand.Memory memory) {
            return new Store(memory, MmxOperation.number(from));
        }
        if (isGeneral(to)) {
            return new ToGeneral(instruction);
        }
        if (isGeneral(from)) {
            return new FromGeneral(instruction);
        }
        return new Load(instruction);
    }

    static Operation toVector(Instruction instruction) {
        return new ToVector(instruction);
    }

    static Operation fromVector(Instruction instruction) {
        return new FromVector(instruction);
    }

    static Operation masked(Instruction instruction) {
        return new Masked(instruction);
    }

    static Operation toGeneral(Instruction instruction) {
        return new ToGeneral(instruction);
    }

    static Operation insert(Instruction instruction) {
        return new Insert(instruction);
    }

    private static boolean isGeneral(Operand operand) {
        return operand instanceof Operand.Register register && register.file() == RegisterFile.GENERAL;
    }

    private static long zeroExtended(long value, int width) {
        return width == 64 ? value : value & 0xffff_ffffL;
    }

    private static final class Load extends MmxOperation {
        private final int to;
        private final MmxSource source;

        Load(Instruction instruction) {
            this.to = number(instruction.operand(0));
            this.source = new MmxSource(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long value = source.read(cpu);
            write(enter(cpu), to, value);
        }
    }

    private static final class Store extends MmxOperation {
        private final EffectiveAddress address;
        private final int width;
        private final int from;

        Store(Operand.Memory memory, int from) {
            this.address = EffectiveAddress.of(memory);
            this.width = memory.width();
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            cpu.memory.store(address.of(cpu), width, cpu.fpu.significand[from]);
            enter(cpu);
        }
    }

    private static final class FromGeneral extends MmxOperation {
        private final int to;
        private final int from;
        private final int width;

        FromGeneral(Instruction instruction) {
            this.to = number(instruction.operand(0));
            this.from = number(instruction.operand(1));
            this.width = instruction.operand(1).width();
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            write(enter(cpu), to, zeroExtended(cpu.gpr[from], width));
        }
    }

    /// MOVD, MOVQ, PMOVMSKB and PEXTRW: a general register gets something of an MMX register.
    private static final class ToGeneral extends MmxOperation {
        private final Op op;
        private final int to;
        private final int width;
        private final int from;
        private final int shift;

        ToGeneral(Instruction instruction) {
            this.op = instruction.op();
            this.to = number(instruction.operand(0));
            this.width = instruction.operand(0).width();
            this.from = number(instruction.operand(1));
            this.shift = op == Op.PEXTRW ? (MmxOperations.immediate(instruction) & 3) * 16 : 0;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long value = enter(cpu).significand[from];
            cpu.gpr[to] = switch (op) {
                case PMOVMSKB -> PackedInteger.pmovmskb(value);
                case PEXTRW -> value >>> shift & 0xffff;
                default -> zeroExtended(value, width);
            };
        }
    }

    /// PINSRW: a word from a general register or memory.
    private static final class Insert extends MmxOperation {
        private final int to;
        private final MmxSource memory;
        private final int general;
        private final int shift;

        Insert(Instruction instruction) {
            Operand from = instruction.operand(1);
            this.to = number(instruction.operand(0));
            this.memory = new MmxSource(from);
            this.general = memory.isMemory() ? 0 : number(from);
            this.shift = (MmxOperations.immediate(instruction) & 3) * 16;
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long word = memory.isMemory() ? memory.read(cpu) : cpu.gpr[general];
            FpuState fpu = enter(cpu);
            long kept = fpu.significand[to] & ~(0xffffL << shift);
            write(fpu, to, kept | (word & 0xffff) << shift);
        }
    }

    /// MOVQ2DQ.
    private static final class ToVector extends MmxOperation {
        private final int to;
        private final int from;

        ToVector(Instruction instruction) {
            this.to = 4 * number(instruction.operand(0));
            this.from = number(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            begin(cpu);
            cpu.vector[to] = enter(cpu).significand[from];
            cpu.vector[to + 1] = 0;
        }
    }

    /// MOVDQ2Q.
    private static final class FromVector extends MmxOperation {
        private final int to;
        private final int from;

        FromVector(Instruction instruction) {
            this.to = number(instruction.operand(0));
            this.from = 4 * number(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.requireSse();
            begin(cpu);
            write(enter(cpu), to, cpu.vector[from]);
        }
    }

    /// MASKMOVQ: bytes whose mask byte has its highest bit set go to DS:rDI.
    private static final class Masked extends MmxOperation {
        private final int from;
        private final int mask;
        private final EffectiveAddress address;

        Masked(Instruction instruction) {
            this.from = number(instruction.operand(0));
            this.mask = number(instruction.operand(1));
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(2));
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long linear = address.of(cpu);
            long chosen = cpu.fpu.significand[mask] & HIGH_BITS;
            long value = cpu.fpu.significand[from];
            // All eight bytes are looked at, so that a page fault in the middle leaves memory alone.
            cpu.memory.checkStore(linear, 8);
            for (int i = 0; i < 8; i++) {
                if ((chosen >>> 8 * i & 0x80) != 0) {
                    cpu.memory.store8(linear + i, value >>> 8 * i);
                }
            }
            enter(cpu);
        }
    }
}
