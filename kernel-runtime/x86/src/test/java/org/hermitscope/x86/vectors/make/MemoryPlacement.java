package org.hermitscope.x86.vectors.make;

import java.util.Random;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.vectors.RecordedState;

/// Sets registers so that a memory operand lies where it should: mostly within the data pages, sometimes across
/// their middle or an end, or where nothing is.
final class MemoryPlacement {
    private static final long SCRATCH = RecordedState.SCRATCH;
    private static final long SCRATCH_END = SCRATCH + RecordedState.SCRATCH_SIZE;

    private static final long CODE = RecordedState.CODE;

    private final Random random;
    /// Where operands shall end: their last byte lies behind it. 0 for anywhere.
    private final long edge;

    MemoryPlacement(Random random, long edge) {
        this.random = random;
        this.edge = edge;
    }

    /// Where the first memory operand shall be.
    long choose(Instruction instruction) {
        int bytes = 8;
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory) {
                bytes = Math.max(memory.width() / 8, 1);
            }
        }
        if (edge != 0) {
            return edge - random.nextInt(bytes);
        }
        // Which byte of a saved state faults first is the processor's own affair, as is whether a faulting MASKMOVQ
        // has entered the MMX state: those lie within the pages.
        boolean state = switch (instruction.op()) {
            case FXSAVE, FXRSTOR, FNSAVE, FRSTOR, FNSTENV, FLDENV, MASKMOVQ -> true;
            // 66 MOVSXD reads two bytes or four.
            case MOVSXD -> instruction.operandWidth() == 16;
            default -> false;
        };
        if (state) {
            bytes = 512;
        }
        int chosen = state ? 50 : random.nextInt(100);
        if (chosen < 3) {
            return SCRATCH + 0x1000 - random.nextInt(bytes + 1);
        }
        if (chosen < 6) {
            return SCRATCH_END - random.nextInt(bytes + 1);
        }
        if (chosen < 7) {
            return SCRATCH - random.nextInt(bytes + 1);
        }
        if (chosen < 8) {
            return SCRATCH + 0x5000 + random.nextInt(0x1000);
        }
        if (chosen < 9) {
            return random.nextBoolean() ? 1L << 62 : CODE + random.nextInt(0x1000);
        }
        long inside = SCRATCH + 0x40 + random.nextInt(RecordedState.SCRATCH_SIZE - 0x80 - bytes);
        // Instructions that insist on alignment get it mostly, the others often enough.
        return random.nextInt(4) == 0 ? inside : inside & -Math.max(16, Math.min(64, Integer.highestOneBit(bytes)));
    }

    /// Sets what the address comes from.
    ///
    /// @return the linear address, which is the wanted one where the registers allow it
    long place(Operand.Memory memory, long wanted, RecordedState before) {
        long[] gpr = before.cpu.gpr;
        boolean segmented = memory.segment() == CpuState.FS || memory.segment() == CpuState.GS;
        boolean narrow = memory.addressWidth() == 32;
        long segmentBase = 0;
        boolean fixed = memory.base() == Operand.Memory.NONE && memory.index() == Operand.Memory.NONE
                || memory.base() == Operand.Memory.RIP;
        if (segmented) {
            long effective = narrow ? random.nextInt() & 0x7fff_ffffL : random.nextLong() >>> 20 + random.nextInt(30);
            if (fixed) {
                effective = narrow ? memory.displacement() & 0xffff_ffffL : memory.displacement();
            }
            segmentBase = wanted - effective;
            if (segmentBase < 0 || segmentBase >= 1L << 46) {
                segmentBase = random.nextInt(0x1000);
            }
            before.cpu.segments[memory.segment()].base = segmentBase;
        }
        long effective = wanted - segmentBase;
        if (!fixed) {
            registers(memory, effective, gpr);
        }
        return linear(memory, before);
    }

    private void registers(Operand.Memory memory, long effective, long[] gpr) {
        int base = memory.base();
        int index = memory.index();
        long rest = effective - memory.displacement();
        if (base == Operand.Memory.NONE) {
            gpr[index] = Math.floorDiv(rest, (long) memory.scale());
        } else if (index == Operand.Memory.NONE) {
            gpr[base] = rest;
        } else if (index == base) {
            gpr[base] = Math.floorDiv(rest, memory.scale() + 1L);
        } else {
            gpr[index] = random.nextBoolean() ? random.nextInt(64) : random.nextLong();
            gpr[base] = rest - gpr[index] * memory.scale();
        }
        if (memory.addressWidth() == 32) {
            // What lies above is not looked at.
            if (base >= 0) {
                gpr[base] = gpr[base] & 0xffff_ffffL | random.nextLong() << 32;
            } else {
                gpr[index] = gpr[index] & 0xffff_ffffL | random.nextLong() << 32;
            }
        }
    }

    static long linear(Operand.Memory memory, RecordedState before) {
        long sum = memory.displacement();
        if (memory.base() >= 0 && memory.base() < 16) {
            sum += before.cpu.gpr[memory.base()];
        }
        if (memory.index() >= 0) {
            sum += before.cpu.gpr[memory.index()] * memory.scale();
        }
        if (memory.addressWidth() == 32) {
            sum &= 0xffff_ffffL;
        }
        boolean segmented = memory.segment() == CpuState.FS || memory.segment() == CpuState.GS;
        return sum + (segmented ? before.cpu.segments[memory.segment()].base : 0);
    }

    /// Indices around a base, most of them within the data pages.
    void gather(Instruction instruction, Operand.Memory memory, RecordedState before) {
        boolean wide = instruction.op().toString().contains("ERQ");
        int lanes = 4;
        int far = random.nextInt(100) < 15 ? random.nextInt(wide ? 4 : 8) : -1;
        long[] indices = new long[lanes];
        for (int i = 0; i < (wide ? 4 : 8); i++) {
            long value = (long) random.nextInt(0x300) - 0x180;
            if (i == far) {
                // Between the data and the code there is nothing.
                value = 0x100_0000L + random.nextInt(0xf0_0000);
            }
            if (wide) {
                indices[i] = value;
            } else {
                indices[i / 2] |= (value & 0xffff_ffffL) << 32 * (i & 1);
            }
        }
        System.arraycopy(indices, 0, before.cpu.vector, 4 * memory.index(), 4);
        long center = SCRATCH + 0x1000 - memory.displacement();
        if (memory.segment() == CpuState.FS || memory.segment() == CpuState.GS) {
            before.cpu.segments[memory.segment()].base = 0x1000;
            center -= 0x1000;
        }
        if (memory.base() >= 0 && memory.base() < 16) {
            before.cpu.gpr[memory.base()] = center;
        }
        byte[] data = new byte[64];
        new Values(random).fill(data, 0, 64, Values.Kind.INTEGER);
        StateMaker.store(before, SCRATCH + 0x1000 - 32 + random.nextInt(32), data);
    }
}
