package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Float32;
import org.hermitscope.x86.semantics.Float64;

/// Instructions whose result is the status flags: COMISS, UCOMISD, PTEST, VTESTPS.
final class Compares {
    private static final int CF = 1;
    private static final int ZF = 0x40;

    private Compares() {}

    static SseOperation of(Instruction instruction) {
        return switch (instruction.op()) {
            case COMISD, UCOMISD, COMISS, UCOMISS -> new Order(instruction);
            default -> new Test(instruction);
        };
    }

    private static final class Order extends FloatOperation {
        private final boolean single;
        private final boolean signaling;
        private final int a;
        private final Source b;

        Order(Instruction instruction) {
            super(instruction);
            Op op = instruction.op();
            this.single = op == Op.COMISS || op == Op.UCOMISS;
            this.signaling = op == Op.COMISS || op == Op.COMISD;
            this.a = lane(instruction.operand(0));
            this.b = Source.unaligned(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            begin(cpu);
            long y = b.low(cpu, b.address(cpu), single ? 32 : 64);
            long x = cpu.vector[a];
            int flags = single
                    ? Float32.order((int) x, (int) y, signaling, environment)
                    : Float64.order(x, y, signaling, environment);
            conclude(cpu);
            cpu.setStatusFlags(flags);
        }
    }

    /// PTEST, and VTESTPS and VTESTPD, which look at sign bits only.
    private static final class Test extends SseOperation {
        private final long mask;
        private final int a;
        private final Source b;
        private final boolean wide;

        Test(Instruction instruction) {
            super(instruction);
            this.mask = switch (instruction.op()) {
                case VTESTPS -> 0x8000_0000_8000_0000L;
                case VTESTPD -> Long.MIN_VALUE;
                default -> -1;
            };
            this.a = lane(instruction.operand(0));
            this.b = Source.of(instruction, instruction.operand(1));
            this.wide = instruction.vectorWidth() == 256;
        }

        @Override
        public void execute(Cpu cpu) {
            require(cpu);
            long address = b.address(cpu);
            long common = 0;
            long missing = 0;
            for (int i = 0; i < (wide ? 4 : 2); i++) {
                long lane = b.lane(cpu, address, i);
                common |= cpu.vector[a + i] & lane;
                missing |= ~cpu.vector[a + i] & lane;
            }
            cpu.setStatusFlags(((common & mask) == 0 ? ZF : 0) | ((missing & mask) == 0 ? CF : 0));
        }
    }
}
