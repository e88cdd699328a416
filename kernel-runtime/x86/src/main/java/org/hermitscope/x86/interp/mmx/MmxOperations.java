package org.hermitscope.x86.interp.mmx;

import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.semantics.Shuffle;
import org.jspecify.annotations.Nullable;

/// Makes the op objects of instructions that work on MMX registers. Most of their mnemonics mean XMM registers
/// as well: the operands tell.
public final class MmxOperations {
    private MmxOperations() {}

    /// The op object, or null for instructions of other families.
    public static @Nullable Operation of(Instruction instruction) {
        Op op = instruction.op();
        if (op == Op.EMMS) {
            return new Empty();
        }
        if (op == Op.CVTPI2PS || op == Op.CVTPI2PD) {
            return new MmxConversions.ToVector(instruction);
        }
        if (!usesMmx(instruction)) {
            return null;
        }
        return switch (op) {
            case CVTPS2PI, CVTTPS2PI, CVTPD2PI, CVTTPD2PI -> new MmxConversions.FromVector(instruction);
            case MOVQ, MOVD, MOVNTQ -> MmxMoves.move(instruction);
            case MOVQ2DQ -> MmxMoves.toVector(instruction);
            case MOVDQ2Q -> MmxMoves.fromVector(instruction);
            case MASKMOVQ -> MmxMoves.masked(instruction);
            case PMOVMSKB, PEXTRW -> MmxMoves.toGeneral(instruction);
            case PINSRW -> MmxMoves.insert(instruction);
            case PSHUFW -> new ShuffleWords(instruction);
            case PALIGNR -> new Align(instruction);
            default -> MmxLane.knows(op) ? new Computation(instruction) : null;
        };
    }

    private static boolean usesMmx(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Register register && register.file() == RegisterFile.MMX) {
                return true;
            }
        }
        return false;
    }

    static int immediate(Instruction instruction) {
        Operand last = instruction.operand(instruction.operands().size() - 1);
        return (int) ((Operand.Immediate) last).value() & 0xff;
    }

    /// A register computed from itself and a second operand.
    private static final class Computation extends MmxOperation {
        private final Op op;
        private final int to;
        private final MmxSource source;

        Computation(Instruction instruction) {
            this.op = instruction.op();
            this.to = number(instruction.operand(0));
            this.source = new MmxSource(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long b = source.read(cpu);
            FpuState fpu = enter(cpu);
            write(fpu, to, MmxLane.compute(op, fpu.significand[to], b));
        }
    }

    private static final class ShuffleWords extends MmxOperation {
        private final int to;
        private final MmxSource source;
        private final int selector;

        ShuffleWords(Instruction instruction) {
            this.to = number(instruction.operand(0));
            this.source = new MmxSource(instruction.operand(1));
            this.selector = immediate(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long value = source.read(cpu);
            write(enter(cpu), to, Shuffle.pshufw(value, selector));
        }
    }

    private static final class Align extends MmxOperation {
        private final int to;
        private final MmxSource source;
        private final int bytes;

        Align(Instruction instruction) {
            this.to = number(instruction.operand(0));
            this.source = new MmxSource(instruction.operand(1));
            this.bytes = immediate(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long b = source.read(cpu);
            FpuState fpu = enter(cpu);
            write(fpu, to, Shuffle.palignr(fpu.significand[to], b, bytes));
        }
    }

    /// EMMS gives the registers back to the x87 FPU.
    private static final class Empty extends MmxOperation {
        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            enter(cpu).inUse = 0;
        }
    }
}
