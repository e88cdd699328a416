package org.hermitscope.x86.interp;

import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Flags;
import org.hermitscope.x86.semantics.Rotate;
import org.jspecify.annotations.Nullable;

/// Shifts and rotates, double shifts, and BMI2's flagless ones.
final class Shifts {
    private Shifts() {}

    static @Nullable Operation of(Instruction instruction) {
        int width = instruction.operandWidth();
        return switch (instruction.op()) {
            case SHL, SHR, SAR -> shift(instruction, width);
            case ROL, ROR, RCL, RCR -> new RotateOperation(instruction, width);
            case SHLD, SHRD -> new DoubleShift(instruction, width);
            case RORX, SARX, SHLX, SHRX -> new Flagless(instruction, width);
            default -> null;
        };
    }

    private static Operation shift(Instruction instruction, int width) {
        int kind = kind(instruction.op());
        Operand count = count(instruction);
        if (count instanceof Operand.Immediate immediate
                && instruction.operand(0) instanceof Operand.Register register
                && width >= 32
                && Place.isGeneral(register, width)
                && (immediate.value() & width - 1) != 0) {
            return new ShiftRegister(kind, register.number(), (int) immediate.value() & width - 1, width);
        }
        return new Shift(kind, Place.of(instruction.operand(0)), Place.of(count), width);
    }

    private static int kind(Op op) {
        return op == Op.SHL ? Flags.SHL : op == Op.SHR ? Flags.SHR : Flags.SAR;
    }

    private static Operand count(Instruction instruction) {
        int last = instruction.operands().size() - 1;
        return last == 0 ? new Operand.Immediate(1, 8) : instruction.operand(last);
    }

    /// The shifted value; bits above the width may be garbage.
    private static long shifted(int kind, long value, int count, int width) {
        return switch (kind) {
            case Flags.SHL -> value << count;
            case Flags.SHR -> value >>> count;
            default -> value << 64 - width >> 64 - width >> count;
        };
    }

    /// 32 or 64 bits by a constant.
    private static final class ShiftRegister extends Operation {
        private final int kind;
        private final int to;
        private final int count;
        private final int width;
        private final int widthIndex;
        private final long mask;

        ShiftRegister(int kind, int to, int count, int width) {
            this.kind = kind;
            this.to = to;
            this.count = count;
            this.width = width;
            this.widthIndex = Flags.widthIndex(width);
            this.mask = Rotate.mask(width);
        }

        @Override
        public void execute(Cpu cpu) {
            long value = cpu.gpr[to] & mask;
            cpu.gpr[to] = shifted(kind, value, count, width) & mask;
            cpu.setFlags(kind | widthIndex, value, count);
        }
    }

    private static final class Shift extends Operation {
        private final int kind;
        private final Place to;
        private final Place count;
        private final int width;

        Shift(int kind, Place to, Place count, int width) {
            this.kind = kind;
            this.to = to;
            this.count = count;
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            int by = (int) count.read(cpu) & (width == 64 ? 63 : 31);
            long address = to.address(cpu);
            long value = to.read(cpu, address);
            to.write(cpu, address, shifted(kind, value, by, width));
            if (by != 0) {
                cpu.setFlags(kind | Flags.widthIndex(width), value, by);
            }
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    /// ROL ROR RCL RCR change CF and OF only. OF is defined for a count of 1; processors compute it alike for
    /// others.
    private static final class RotateOperation extends Operation {
        private final Op op;
        private final Place to;
        private final Place count;
        private final int width;

        RotateOperation(Instruction instruction, int width) {
            this.op = instruction.op();
            this.to = Place.of(instruction.operand(0));
            this.count = Place.of(count(instruction));
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            int by = (int) count.read(cpu) & (width == 64 ? 63 : 31);
            long address = to.address(cpu);
            long value = to.read(cpu, address);
            if (by == 0) {
                to.write(cpu, address, value);
                return;
            }
            int flags = cpu.statusFlags();
            int carry = flags & Rflags.CF;
            long result = switch (op) {
                case ROL -> Rotate.left(value, by, width);
                case ROR -> Rotate.right(value, by, width);
                case RCL -> Rotate.leftThroughCarry(value, carry, by, width);
                default -> Rotate.rightThroughCarry(value, carry, by, width);
            };
            to.write(cpu, address, result);
            int top = (int) (result >>> width - 1 & 1);
            int carryOut = switch (op) {
                case ROL -> (int) result & 1;
                case ROR -> top;
                case RCL -> Rotate.carryAfterLeft(value, carry, by, width);
                default -> Rotate.carryAfterRight(value, carry, by, width);
            };
            boolean leftward = op == Op.ROL || op == Op.RCL;
            int overflow = top ^ (leftward ? carryOut : (int) (result >>> width - 2 & 1));
            cpu.setStatusFlags(flags & ~(Rflags.CF | Rflags.OF) | carryOut | (overflow != 0 ? Rflags.OF : 0));
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    private static final class DoubleShift extends Operation {
        private final boolean left;
        private final Place to;
        private final Place from;
        private final Place count;
        private final int width;

        DoubleShift(Instruction instruction, int width) {
            this.left = instruction.op() == Op.SHLD;
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
            this.count = Place.of(instruction.operand(2));
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            int by = (int) count.read(cpu) & (width == 64 ? 63 : 31);
            long address = to.address(cpu);
            long value = to.read(cpu, address);
            if (by == 0) {
                to.write(cpu, address, value);
                return;
            }
            long filler = from.read(cpu);
            long result;
            long carry;
            if (left) {
                result = Rotate.doubleLeft(value, filler, by, width);
                carry = by > width ? filler >>> 2 * width - by : value >>> width - by;
            } else {
                result = Rotate.doubleRight(value, filler, by, width);
                carry = by > width ? filler >>> by - width - 1 : value >>> by - 1;
            }
            to.write(cpu, address, result);
            int logic = Flags.all(Flags.LOGIC | Flags.widthIndex(width), result, 0);
            boolean signChanged = ((value ^ result) >>> width - 1 & 1) != 0;
            cpu.setStatusFlags(logic | (int) (carry & 1) | (signChanged ? Rflags.OF : 0));
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    /// RORX SARX SHLX SHRX.
    private static final class Flagless extends Operation {
        private final Op op;
        private final Place to;
        private final Place from;
        private final Place count;
        private final int width;

        Flagless(Instruction instruction, int width) {
            this.op = instruction.op();
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
            this.count = Place.of(instruction.operand(2));
            this.width = width;
        }

        @Override
        public void execute(Cpu cpu) {
            long value = from.read(cpu);
            int by = (int) count.read(cpu) & width - 1;
            long result = switch (op) {
                case RORX -> Rotate.right(value, by, width);
                case SARX -> shifted(Flags.SAR, value, by, width);
                case SHLX -> value << by;
                default -> value >>> by;
            };
            to.write(cpu, 0, result);
        }
    }
}
