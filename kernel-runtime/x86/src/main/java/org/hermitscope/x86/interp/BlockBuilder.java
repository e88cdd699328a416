package org.hermitscope.x86.interp;

import java.util.function.LongPredicate;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.decode.Decoder;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.LinearMemory;

/// Decodes blocks.
final class BlockBuilder {
    private final LinearMemory memory;
    private final LongPredicate stopsAt;
    private final Operation[] operations = new Operation[Block.MAX_LENGTH];
    private final short[] offsets = new short[Block.MAX_LENGTH];

    /// @param stopsAt addresses that must not be run over inside a block
    BlockBuilder(LinearMemory memory, LongPredicate stopsAt) {
        this.memory = memory;
        this.stopsAt = stopsAt;
    }

    /// Decodes the block at `start`. What its first instruction's fetch faults with is thrown; a fault further
    /// on ends the block before it.
    Block build(Cpu cpu, long start, Mode mode, int generation) {
        long code = memory.codeAddress(start);
        int count = 0;
        long at = start;
        boolean branches = false;
        while (count < Block.MAX_LENGTH) {
            if (count > 0 && ((at ^ start) >>> 12 != 0 || stopsAt.test(at))) {
                break;
            }
            Instruction instruction;
            try {
                instruction = Decoder.decode(memory::fetch, at, mode);
            } catch (GuestFault fault) {
                if (count == 0) {
                    throw fault;
                }
                break;
            }
            if (count > 0 && (instruction.next() - 1 ^ start) >>> 12 != 0) {
                break;
            }
            operations[count] = Lowering.of(instruction, cpu.model.level());
            offsets[count] = (short) (at - start);
            count++;
            at = instruction.next();
            if (Lowering.endsBlock(instruction)) {
                branches = Lowering.writesRip(instruction);
                break;
            }
        }
        return new Block(
                start,
                mode,
                code,
                (int) (at - start),
                java.util.Arrays.copyOf(operations, count),
                java.util.Arrays.copyOf(offsets, count),
                branches,
                stopsAt.test(start),
                generation);
    }
}
