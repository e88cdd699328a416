package org.hermitscope.x86.interp;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Alu;
import org.hermitscope.x86.semantics.Flags;
import org.jspecify.annotations.Nullable;

/// ADD OR ADC SBB AND SUB XOR CMP TEST, INC DEC NEG NOT, XADD, CMPXCHG, ADCX, ADOX.
///
/// Register and immediate forms of 32 and 64 bits, which programs use most, have classes of their own.
final class Arithmetic {
    private Arithmetic() {}

    static @Nullable Operation of(Instruction instruction) {
        int operation = operation(instruction.op());
        if (operation >= 0) {
            return binary(instruction, operation);
        }
        int width = instruction.operandWidth();
        return switch (instruction.op()) {
            case INC -> new Increment(Place.updated(instruction), width, 1, Flags.INC);
            case DEC -> new Increment(Place.updated(instruction), width, -1, Flags.DEC);
            case NEG -> new Negate(Place.updated(instruction), width);
            case NOT -> new Not(Place.updated(instruction));
            default -> Exchanges.of(instruction);
        };
    }

    private static int operation(Op op) {
        return switch (op) {
            case ADD -> Alu.ADD;
            case OR -> Alu.OR;
            case ADC -> Alu.ADC;
            case SBB -> Alu.SBB;
            case AND -> Alu.AND;
            case SUB -> Alu.SUB;
            case XOR -> Alu.XOR;
            case CMP -> Alu.CMP;
            case TEST -> Alu.TEST;
            default -> -1;
        };
    }

    private static Operation binary(Instruction instruction, int operation) {
        int width = instruction.operandWidth();
        int index = Flags.widthIndex(width);
        Operand to = instruction.operand(0);
        Operand from = instruction.operand(1);
        boolean simple = !Alu.needsCarry(operation);
        if (simple && to instanceof Operand.Register target && Place.isGeneral(to, width) && width >= 32) {
            if (Place.isGeneral(from, width)) {
                int source = ((Operand.Register) from).number();
                return width == 64
                        ? new RegisterRegister64(operation, target.number(), source)
                        : new RegisterRegister32(operation, target.number(), source);
            }
            if (from instanceof Operand.Immediate immediate) {
                return width == 64
                        ? new RegisterImmediate64(operation, target.number(), immediate.value())
                        : new RegisterImmediate32(operation, target.number(), immediate.value());
            }
            return new RegisterAny(operation, target.number(), Place.of(from), index);
        }
        if (!Alu.writes(operation)) {
            return new Compare(operation, Place.of(to), Place.of(from), index);
        }
        return simple
                ? new Binary(operation, Place.updated(instruction), Place.of(from), index)
                : new BinaryWithCarry(operation, Place.updated(instruction), Place.of(from), index);
    }

    private static void setFlags(Cpu cpu, int operation, int widthIndex, long a, long b, long result) {
        if (Alu.isLogic(operation)) {
            cpu.setFlags(Flags.LOGIC | widthIndex, result, 0);
        } else {
            cpu.setFlags(Alu.flagKind(operation, 0) | widthIndex, a, b);
        }
    }

    private static final class RegisterRegister64 extends Operation {
        private final int operation;
        private final int to;
        private final int from;

        RegisterRegister64(int operation, int to, int from) {
            this.operation = operation;
            this.to = to;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = cpu.gpr[to];
            long b = cpu.gpr[from];
            long result = Alu.result(operation, a, b, 0);
            setFlags(cpu, operation, 3, a, b, result);
            if (Alu.writes(operation)) {
                cpu.gpr[to] = result;
            }
        }
    }

    private static final class RegisterRegister32 extends Operation {
        private final int operation;
        private final int to;
        private final int from;

        RegisterRegister32(int operation, int to, int from) {
            this.operation = operation;
            this.to = to;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = cpu.gpr[to];
            long b = cpu.gpr[from];
            long result = Alu.result(operation, a, b, 0);
            setFlags(cpu, operation, 2, a, b, result);
            if (Alu.writes(operation)) {
                cpu.gpr[to] = result & 0xffff_ffffL;
            }
        }
    }

    private static final class RegisterImmediate64 extends Operation {
        private final int operation;
        private final int to;
        private final long value;

        RegisterImmediate64(int operation, int to, long value) {
            this.operation = operation;
            this.to = to;
            this.value = value;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = cpu.gpr[to];
            long result = Alu.result(operation, a, value, 0);
            setFlags(cpu, operation, 3, a, value, result);
            if (Alu.writes(operation)) {
                cpu.gpr[to] = result;
            }
        }
    }

    private static final class RegisterImmediate32 extends Operation {
        private final int operation;
        private final int to;
        private final long value;

        RegisterImmediate32(int operation, int to, long value) {
            this.operation = operation;
            this.to = to;
            this.value = value;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = cpu.gpr[to];
            long result = Alu.result(operation, a, value, 0);
            setFlags(cpu, operation, 2, a, value, result);
            if (Alu.writes(operation)) {
                cpu.gpr[to] = result & 0xffff_ffffL;
            }
        }
    }

    /// A 32- or 64-bit register and a source of any kind, mostly memory.
    private static final class RegisterAny extends Operation {
        private final int operation;
        private final int to;
        private final Place from;
        private final int widthIndex;
        private final long mask;

        RegisterAny(int operation, int to, Place from, int widthIndex) {
            this.operation = operation;
            this.to = to;
            this.from = from;
            this.widthIndex = widthIndex;
            this.mask = widthIndex == 3 ? -1L : 0xffff_ffffL;
        }

        @Override
        public void execute(Cpu cpu) {
            long b = from.read(cpu);
            long a = cpu.gpr[to];
            long result = Alu.result(operation, a, b, 0);
            setFlags(cpu, operation, widthIndex, a, b, result);
            if (Alu.writes(operation)) {
                cpu.gpr[to] = result & mask;
            }
        }
    }

    /// CMP and TEST of any operands.
    private static final class Compare extends Operation {
        private final int operation;
        private final Place first;
        private final Place second;
        private final int widthIndex;

        Compare(int operation, Place first, Place second, int widthIndex) {
            this.operation = operation;
            this.first = first;
            this.second = second;
            this.widthIndex = widthIndex;
        }

        @Override
        public void execute(Cpu cpu) {
            long a = first.read(cpu);
            long b = second.read(cpu);
            setFlags(cpu, operation, widthIndex, a, b, Alu.result(operation, a, b, 0));
        }
    }

    private static final class Binary extends Operation {
        private final int operation;
        private final Place to;
        private final Place from;
        private final int widthIndex;

        Binary(int operation, Place to, Place from, int widthIndex) {
            this.operation = operation;
            this.to = to;
            this.from = from;
            this.widthIndex = widthIndex;
        }

        @Override
        public void execute(Cpu cpu) {
            long b = from.read(cpu);
            long address = to.address(cpu);
            long a;
            long result;
            do {
                a = to.read(cpu, address);
                result = Alu.result(operation, a, b, 0);
            } while (!to.replace(cpu, address, a, result));
            setFlags(cpu, operation, widthIndex, a, b, result);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    /// ADC and SBB.
    private static final class BinaryWithCarry extends Operation {
        private final int operation;
        private final Place to;
        private final Place from;
        private final int widthIndex;

        BinaryWithCarry(int operation, Place to, Place from, int widthIndex) {
            this.operation = operation;
            this.to = to;
            this.from = from;
            this.widthIndex = widthIndex;
        }

        @Override
        public void execute(Cpu cpu) {
            long b = from.read(cpu);
            long address = to.address(cpu);
            int carry = cpu.carry() ? 1 : 0;
            long a;
            do {
                a = to.read(cpu, address);
            } while (!to.replace(cpu, address, a, Alu.result(operation, a, b, carry)));
            cpu.setFlags(Alu.flagKind(operation, carry) | widthIndex, a, b);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    /// INC and DEC, which leave CF alone.
    private static final class Increment extends Operation {
        private final Place to;
        private final int step;
        private final int kind;

        Increment(Place to, int width, int step, int kind) {
            this.to = to;
            this.step = step;
            this.kind = kind | Flags.widthIndex(width);
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.address(cpu);
            long a;
            do {
                a = to.read(cpu, address);
            } while (!to.replace(cpu, address, a, a + step));
            cpu.setFlags(kind, a, cpu.carry() ? 1 : 0);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    private static final class Negate extends Operation {
        private final Place to;
        private final int kind;

        Negate(Place to, int width) {
            this.to = to;
            this.kind = Flags.SUB | Flags.widthIndex(width);
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.address(cpu);
            long a;
            do {
                a = to.read(cpu, address);
            } while (!to.replace(cpu, address, a, -a));
            cpu.setFlags(kind, 0, a);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    private static final class Not extends Operation {
        private final Place to;

        Not(Place to) {
            this.to = to;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.address(cpu);
            long a;
            do {
                a = to.read(cpu, address);
            } while (!to.replace(cpu, address, a, ~a));
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }
}
