package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Repeat;
import org.hermitscope.x86.semantics.Flags;
import org.jspecify.annotations.Nullable;

/// MOVS CMPS STOS LODS SCAS, repeated or not.
///
/// A repeated one stops between iterations with registers updated and RIP still on it: when the machine wants
/// attention,
/// after [#SLICE] iterations, after one when single-stepped, and at a fault (SDM 1 7.3.9.2). Each is the last
/// of its block.
final class StringOperations extends Operation {
    private static final int SLICE = 1 << 16;

    private final Op op;
    private final Repeat repeat;
    private final int width;
    private final int addressWidth;
    private final int sourceSegment;
    private final long address;
    private final long next;
    private final int compareKind;

    private StringOperations(Instruction instruction) {
        this.op = instruction.op();
        this.repeat = instruction.repeat();
        this.width = instruction.operandWidth();
        this.addressWidth = instruction.addressWidth();
        this.sourceSegment = segment(instruction);
        this.address = instruction.address();
        this.next = instruction.next();
        this.compareKind = Flags.SUB | Flags.widthIndex(width);
    }

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case MOVS, CMPS, STOS, LODS, SCAS -> new StringOperations(instruction);
            default -> null;
        };
    }

    private static int segment(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory && memory.base() == CpuState.RSI) {
                return memory.segment();
            }
        }
        return CpuState.DS;
    }

    @Override
    public void execute(Cpu cpu) {
        if (repeat == Repeat.NONE) {
            iterate(cpu);
            cpu.rip = next;
            return;
        }
        int slice = cpu.singleIteration ? 1 : SLICE;
        while (true) {
            long count = EffectiveAddress.wrap(cpu.gpr[CpuState.RCX], addressWidth);
            if (count == 0) {
                break;
            }
            long done = cpu.singleIteration ? 0 : bulk(cpu, count);
            if (done == 0) {
                iterate(cpu);
                done = 1;
            }
            setCount(cpu, count - done);
            if (endsEarly(cpu)) {
                break;
            }
            slice -= (int) done;
            if (count != done && (slice <= 0 || cpu.end == 0)) {
                cpu.rip = address;
                cpu.request |= Request.REPEAT;
                return;
            }
        }
        cpu.rip = next;
    }

    private boolean endsEarly(Cpu cpu) {
        return (op == Op.CMPS || op == Op.SCAS) && cpu.condition(4) != (repeat == Repeat.REPE);
    }

    /// Does as many iterations as one page of plain memory allows at once.
    private long bulk(Cpu cpu, long count) {
        if (op != Op.MOVS && op != Op.STOS
                || cpu.directionDown()
                || addressWidth != 64
                || sourceSegment >= CpuState.FS) {
            return 0;
        }
        int bytes = width / 8;
        int wanted = (int) Math.min(count, 4096 / bytes) * bytes;
        long to = cpu.gpr[CpuState.RDI];
        int done = op == Op.MOVS
                ? cpu.memory.copy(cpu.gpr[CpuState.RSI], to, wanted, bytes)
                : cpu.memory.fill(to, wanted, bytes, cpu.gpr[CpuState.RAX]);
        cpu.gpr[CpuState.RDI] = to + done;
        if (op == Op.MOVS) {
            cpu.gpr[CpuState.RSI] += done;
        }
        return done / bytes;
    }

    private void iterate(Cpu cpu) {
        switch (op) {
            case MOVS -> {
                cpu.memory.store(destination(cpu), width, cpu.memory.load(source(cpu), width));
                advance(cpu, CpuState.RSI);
                advance(cpu, CpuState.RDI);
            }
            case CMPS -> {
                long a = cpu.memory.load(source(cpu), width);
                long b = cpu.memory.load(destination(cpu), width);
                cpu.setFlags(compareKind, a, b);
                advance(cpu, CpuState.RSI);
                advance(cpu, CpuState.RDI);
            }
            case STOS -> {
                cpu.memory.store(destination(cpu), width, cpu.gpr[CpuState.RAX]);
                advance(cpu, CpuState.RDI);
            }
            case LODS -> {
                long value = cpu.memory.load(source(cpu), width);
                long old = cpu.gpr[CpuState.RAX];
                cpu.gpr[CpuState.RAX] = switch (width) {
                    case 8 -> old & ~0xffL | value;
                    case 16 -> old & ~0xffffL | value;
                    default -> value;
                };
                advance(cpu, CpuState.RSI);
            }
            default -> {
                cpu.setFlags(compareKind, cpu.gpr[CpuState.RAX], cpu.memory.load(destination(cpu), width));
                advance(cpu, CpuState.RDI);
            }
        }
    }

    private long source(Cpu cpu) {
        long offset = EffectiveAddress.wrap(cpu.gpr[CpuState.RSI], addressWidth);
        return sourceSegment >= CpuState.FS ? cpu.state.segments[sourceSegment].base + offset : offset;
    }

    private long destination(Cpu cpu) {
        return EffectiveAddress.wrap(cpu.gpr[CpuState.RDI], addressWidth);
    }

    private void advance(Cpu cpu, int register) {
        long step = cpu.directionDown() ? -(width / 8) : width / 8;
        cpu.gpr[register] = EffectiveAddress.wrap(cpu.gpr[register] + step, addressWidth);
    }

    private void setCount(Cpu cpu, long count) {
        cpu.gpr[CpuState.RCX] = EffectiveAddress.wrap(count, addressWidth);
    }
}
