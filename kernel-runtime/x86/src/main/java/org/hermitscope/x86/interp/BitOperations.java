package org.hermitscope.x86.interp;

import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Bits;
import org.hermitscope.x86.semantics.Flags;
import org.hermitscope.x86.semantics.Rotate;
import org.jspecify.annotations.Nullable;

/// Bit tests, scans, counts and fields: BT BTS BTR BTC, BSF BSR, POPCNT LZCNT TZCNT, BMI1 and BMI2.
final class BitOperations {
    private BitOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case BT, BTS, BTR, BTC -> new BitTest(instruction);
            case BSF, BSR -> new Scan(instruction);
            case POPCNT, LZCNT, TZCNT -> new Count(instruction);
            // With an immediate, BEXTR is TBM's.
            case BEXTR -> instruction.operand(2) instanceof Operand.Immediate ? null : new Field(instruction);
            case ANDN, BLSI, BLSMSK, BLSR, BZHI, PDEP, PEXT -> new Field(instruction);
            default -> null;
        };
    }

    private static final class BitTest extends Operation {
        private final Op op;
        private final Place to;
        private final Place index;
        private final Operand.@Nullable Memory string;
        private final int width;

        BitTest(Instruction instruction) {
            this.op = instruction.op();
            this.to = Place.updated(instruction);
            this.index = Place.of(instruction.operand(1));
            this.width = instruction.operandWidth();
            // A register index into memory addresses a bit string of any length (SDM 2A BT).
            this.string = instruction.operand(0) instanceof Operand.Memory memory
                            && instruction.operand(1) instanceof Operand.Register
                    ? memory
                    : null;
        }

        @Override
        public void execute(Cpu cpu) {
            long bit = index.read(cpu);
            long address = to.address(cpu);
            if (string != null) {
                long signed = bit << 64 - width >> 64 - width;
                long offset = (signed >> Integer.numberOfTrailingZeros(width)) * (width / 8);
                address = moved(cpu, string, address, offset);
            }
            int at = (int) bit & width - 1;
            long value;
            do {
                value = to.read(cpu, address);
            } while (op != Op.BT && !to.replace(cpu, address, value, changed(value, 1L << at)));
            int carry = (int) (value >>> at & 1);
            cpu.setStatusFlags(cpu.statusFlags() & ~Rflags.CF | carry);
        }

        private long changed(long value, long mask) {
            return switch (op) {
                case BTS -> value | mask;
                case BTR -> value & ~mask;
                default -> value ^ mask;
            };
        }

        private static long moved(Cpu cpu, Operand.Memory memory, long address, long offset) {
            long base = EffectiveAddress.linear(cpu, memory, 0);
            return base + EffectiveAddress.wrap(address - base + offset, memory.addressWidth());
        }

        @Override
        public boolean updatesMemory() {
            return op != Op.BT && to.isMemory();
        }
    }

    /// BSF and BSR: with a zero source the destination keeps its value, as all processors do.
    private static final class Scan extends Operation {
        private final boolean forward;
        private final Place to;
        private final Place from;

        Scan(Instruction instruction) {
            this.forward = instruction.op() == Op.BSF;
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
        }

        @Override
        public void execute(Cpu cpu) {
            long value = from.read(cpu);
            if (value != 0) {
                to.write(cpu, 0, forward ? Long.numberOfTrailingZeros(value) : 63 - Long.numberOfLeadingZeros(value));
            }
            cpu.setStatusFlags(cpu.statusFlags() & ~Rflags.ZF | (value == 0 ? Rflags.ZF : 0));
        }
    }

    private static final class Count extends Operation {
        private final Op op;
        private final Place to;
        private final Place from;
        private final int width;

        Count(Instruction instruction) {
            this.op = instruction.op();
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
            this.width = instruction.operandWidth();
        }

        @Override
        public void execute(Cpu cpu) {
            long value = from.read(cpu);
            if (op == Op.POPCNT) {
                to.write(cpu, 0, Long.bitCount(value));
                cpu.setStatusFlags(value == 0 ? Rflags.ZF : 0);
                return;
            }
            int count = op == Op.TZCNT ? Bits.trailingZeros(value, width) : Bits.leadingZeros(value, width);
            to.write(cpu, 0, count);
            int kept = cpu.statusFlags() & ~(Rflags.CF | Rflags.ZF);
            cpu.setStatusFlags(kept | (count == width ? Rflags.CF : 0) | (count == 0 ? Rflags.ZF : 0));
        }
    }

    private static final class Field extends Operation {
        private final Op op;
        private final Place to;
        private final Place first;
        private final @Nullable Place second;
        private final int width;

        Field(Instruction instruction) {
            this.op = instruction.op();
            this.to = Place.of(instruction.operand(0));
            this.first = Place.of(instruction.operand(1));
            this.second = instruction.operands().size() > 2 ? Place.of(instruction.operand(2)) : null;
            this.width = instruction.operandWidth();
        }

        @Override
        public void execute(Cpu cpu) {
            long a = first.read(cpu);
            long b = second == null ? 0 : second.read(cpu);
            long mask = Rotate.mask(width);
            boolean carry = false;
            long result;
            switch (op) {
                case ANDN -> result = ~a & b;
                case BLSI -> {
                    result = a & -a;
                    carry = a != 0;
                }
                case BLSMSK -> {
                    result = a ^ a - 1;
                    carry = a == 0;
                }
                case BLSR -> {
                    result = a & a - 1;
                    carry = a == 0;
                }
                case BEXTR -> result = Bits.extractField(a, (int) b & 0xff, (int) b >>> 8 & 0xff);
                case BZHI -> {
                    int index = (int) b & 0xff;
                    result = Bits.zeroHigh(a, index, width);
                    carry = index >= width;
                }
                case PDEP -> {
                    to.write(cpu, 0, Bits.deposit(a, b));
                    return;
                }
                default -> {
                    to.write(cpu, 0, Bits.extract(a, b));
                    return;
                }
            }
            to.write(cpu, 0, result);
            int flags = Flags.all(Flags.LOGIC | Flags.widthIndex(width), result & mask, 0);
            cpu.setStatusFlags(flags | (carry ? Rflags.CF : 0));
        }
    }
}
