package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.FusedMultiplyAdd;
import org.hermitscope.x86.semantics.PackedFloat;

/// FMA: the digits of the mnemonic say which operands are multiplied and which is added, `132` being first times
/// third plus second.
final class Fused extends FloatOperation {
    private final int to;
    private final int second;
    private final Source third;
    private final int order;
    private final boolean single;
    private final boolean scalar;
    private final boolean negateProduct;
    private final boolean negateEven;
    private final boolean negateOdd;
    private final boolean wide;

    private Fused(Instruction instruction, String name) {
        super(instruction);
        int digits = name.length() - 5;
        this.to = lane(instruction.operand(0));
        this.second = lane(instruction.operand(1));
        this.scalar = name.charAt(digits + 3) == 'S';
        this.single = name.endsWith("S");
        this.third = Source.unaligned(instruction.operand(2));
        this.order = Integer.parseInt(name, digits, digits + 3, 10);
        this.negateProduct = name.startsWith("VFN");
        String kind = name.substring(negateProduct ? 3 : 2, digits);
        // VFMADDSUB subtracts in the even elements, VFMSUBADD in the odd ones.
        this.negateEven = kind.equals("MSUB") || kind.equals("MADDSUB");
        this.negateOdd = kind.equals("MSUB") || kind.equals("MSUBADD");
        this.wide = instruction.vectorWidth() == 256;
    }

    /// Precondition: the instruction is one of FMA.
    static SseOperation of(Instruction instruction) {
        return new Fused(instruction, instruction.op().name());
    }

    static boolean isFused(Instruction instruction) {
        String name = instruction.op().name();
        int digits = name.length() - 5;
        return instruction.vex()
                && digits > 3
                && name.startsWith("VF")
                && name.charAt(digits) >= '1'
                && name.charAt(digits) <= '2'
                && name.charAt(digits + 2) >= '1'
                && name.charAt(digits + 2) <= '3';
    }

    @Override
    public void execute(Cpu cpu) {
        begin(cpu);
        long address = third.address(cpu);
        long[] vector = cpu.vector;
        if (scalar) {
            long z = third.low(cpu, address, single ? 32 : 64);
            long x = vector[to];
            long result = single
                    ? x & ~0xffff_ffffL | element32((int) x, (int) vector[second], (int) z, negateEven) & 0xffff_ffffL
                    : element64(x, vector[second], z, negateEven);
            conclude(cpu);
            vector[to] = result;
            clearUpper(cpu, to);
            return;
        }
        long z0 = third.lane(cpu, address, 0);
        long z1 = third.lane(cpu, address, 1);
        long z2 = wide ? third.lane(cpu, address, 2) : 0;
        long z3 = wide ? third.lane(cpu, address, 3) : 0;
        long r0 = lane(vector, 0, z0);
        long r1 = lane(vector, 1, z1);
        long r2 = wide ? lane(vector, 2, z2) : 0;
        long r3 = wide ? lane(vector, 3, z3) : 0;
        conclude(cpu);
        vector[to] = r0;
        vector[to + 1] = r1;
        vector[to + 2] = r2;
        vector[to + 3] = r3;
    }

    private long lane(long[] vector, int lane, long z) {
        long x = vector[to + lane];
        long y = vector[second + lane];
        if (!single) {
            return element64(x, y, z, (lane & 1) == 0 ? negateEven : negateOdd);
        }
        return PackedFloat.pair(
                element32((int) x, (int) y, (int) z, negateEven),
                element32(PackedFloat.high(x), PackedFloat.high(y), PackedFloat.high(z), negateOdd));
    }

    private int element32(int x, int y, int z, boolean negateAddend) {
        return switch (order) {
            case 132 -> FusedMultiplyAdd.fuse32(x, z, y, negateProduct, negateAddend, environment);
            case 213 -> FusedMultiplyAdd.fuse32(y, x, z, negateProduct, negateAddend, environment);
            default -> FusedMultiplyAdd.fuse32(y, z, x, negateProduct, negateAddend, environment);
        };
    }

    private long element64(long x, long y, long z, boolean negateAddend) {
        return switch (order) {
            case 132 -> FusedMultiplyAdd.fuse64(x, z, y, negateProduct, negateAddend, environment);
            case 213 -> FusedMultiplyAdd.fuse64(y, x, z, negateProduct, negateAddend, environment);
            default -> FusedMultiplyAdd.fuse64(y, z, x, negateProduct, negateAddend, environment);
        };
    }
}
