package org.hermitscope.x86.interp.sse;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;

/// VPGATHERxx, VGATHERxx (AVX2): elements from addresses made of a vector of indices.
///
/// A fault on an element leaves those before it loaded and their mask elements cleared, so that the instruction
/// goes on where it was when it is started again (SDM 2C VPGATHERDD).
final class Gather extends SseOperation {
    private final int to;
    private final int mask;
    private final int width;
    private final int elements;
    private final Operand.Memory memory;
    private final int indexWidth;
    private final int shift;
    private final boolean overlapping;

    /// @param width bits of an element
    /// @param indexWidth bits of an index
    Gather(Instruction instruction, int width, int indexWidth) {
        super(instruction);
        this.to = lane(instruction.operand(0));
        this.memory = (Operand.Memory) instruction.operand(1);
        this.mask = lane(instruction.operand(2));
        this.width = width;
        this.indexWidth = indexWidth;
        this.elements = instruction.vectorWidth() / Math.max(width, indexWidth);
        this.shift = Integer.numberOfTrailingZeros(memory.scale());
        int index = 4 * memory.index();
        this.overlapping = to == mask || to == index || mask == index;
    }

    @Override
    public void execute(Cpu cpu) {
        require(cpu);
        if (overlapping) {
            throw cpu.undefinedOpcode();
        }
        long[] vector = cpu.vector;
        long chosen = chosen(vector);
        for (int i = 0; i < elements; i++) {
            if ((chosen >>> i & 1) != 0) {
                put(vector, to, i, cpu.memory.load(address(cpu, i), width));
            }
            put(vector, mask, i, 0);
        }
        clear(vector, mask);
        clear(vector, to);
    }

    private long chosen(long[] vector) {
        long bits = 0;
        for (int i = 0; i < elements; i++) {
            int bit = i * width + width - 1;
            bits |= (vector[mask + (bit >>> 6)] >>> bit & 1) << i;
        }
        return bits;
    }

    private void put(long[] vector, int register, int element, long value) {
        int bit = element * width;
        int at = register + (bit >>> 6);
        long ones = (-1L >>> 64 - width) << bit;
        vector[at] = vector[at] & ~ones | value << bit & ones;
    }

    /// Zeros the part of a register behind the elements.
    private void clear(long[] vector, int register) {
        for (int i = elements * width >>> 6; i < 4; i++) {
            vector[register + i] = 0;
        }
    }

    private long address(Cpu cpu, int element) {
        int bit = element * indexWidth;
        long index = cpu.vector[4 * memory.index() + (bit >>> 6)] >>> bit;
        long sum = memory.displacement() + ((indexWidth == 32 ? (int) index : index) << shift);
        if (memory.base() >= 0 && memory.base() <= CpuState.R15) {
            sum += cpu.gpr[memory.base()];
        }
        return EffectiveAddress.linear(cpu, memory, EffectiveAddress.wrap(sum, memory.addressWidth()));
    }
}
