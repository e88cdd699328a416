package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Flags;
import org.jspecify.annotations.Nullable;

/// XCHG, XADD, CMPXCHG, CMPXCHG8B, CMPXCHG16B and the carry chains ADCX and ADOX.
final class Exchanges {
    private Exchanges() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case XCHG -> new Exchange(Place.of(instruction.operand(0)), Place.of(instruction.operand(1)));
            case XADD ->
                new ExchangeAdd(
                        Place.of(instruction.operand(0)), Place.of(instruction.operand(1)), instruction.operandWidth());
            case CMPXCHG ->
                new CompareExchange(
                        Place.of(instruction.operand(0)), Place.of(instruction.operand(1)), instruction.operandWidth());
            case CMPXCHG8B -> new CompareExchangePair(EffectiveAddress.of((Operand.Memory) instruction.operand(0)), 32);
            case CMPXCHG16B ->
                new CompareExchangePair(EffectiveAddress.of((Operand.Memory) instruction.operand(0)), 64);
            case ADCX -> new AddWithFlag(instruction, Rflags.CF);
            case ADOX -> new AddWithFlag(instruction, Rflags.OF);
            default -> null;
        };
    }

    private static final class Exchange extends Operation {
        private final Place first;
        private final Place second;

        Exchange(Place first, Place second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void execute(Cpu cpu) {
            long firstAddress = first.address(cpu);
            long secondAddress = second.address(cpu);
            long a = first.read(cpu, firstAddress);
            long b = second.read(cpu, secondAddress);
            // The memory operand may be either; it is written first, since only that can fault.
            if (second.isMemory()) {
                second.write(cpu, secondAddress, a);
                first.write(cpu, firstAddress, b);
            } else {
                first.write(cpu, firstAddress, b);
                second.write(cpu, secondAddress, a);
            }
        }

        @Override
        public boolean updatesMemory() {
            return first.isMemory() || second.isMemory();
        }
    }

    private static final class ExchangeAdd extends Operation {
        private final Place to;
        private final Place register;
        private final int kind;

        ExchangeAdd(Place to, Place register, int width) {
            this.to = to;
            this.register = register;
            this.kind = Flags.ADD | Flags.widthIndex(width);
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.address(cpu);
            long a = to.read(cpu, address);
            long b = register.read(cpu);
            if (to.isMemory()) {
                to.write(cpu, address, a + b);
                register.write(cpu, 0, a);
            } else {
                register.write(cpu, 0, a);
                to.write(cpu, address, a + b);
            }
            cpu.setFlags(kind, a, b);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    private static final class CompareExchange extends Operation {
        private final Place to;
        private final Place from;
        private final Place accumulator;
        private final int kind;
        private final long mask;

        CompareExchange(Place to, Place from, int width) {
            this.to = to;
            this.from = from;
            this.accumulator = Place.register(CpuState.RAX, width);
            this.kind = Flags.SUB | Flags.widthIndex(width);
            this.mask = width == 64 ? -1L : (1L << width) - 1;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.address(cpu);
            long old = to.read(cpu, address);
            long expected = accumulator.read(cpu);
            if (((old ^ expected) & mask) == 0) {
                to.write(cpu, address, from.read(cpu));
            } else {
                // The destination is written back in either case (SDM 2A CMPXCHG), which matters for faults and
                // for the upper half of a 32-bit register only.
                if (to.isMemory()) {
                    to.write(cpu, address, old);
                }
                accumulator.write(cpu, 0, old);
            }
            cpu.setFlags(kind, expected, old);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    /// CMPXCHG8B and CMPXCHG16B.
    private static final class CompareExchangePair extends Operation {
        private final EffectiveAddress to;
        private final int half;

        CompareExchangePair(EffectiveAddress to, int half) {
            this.to = to;
            this.half = half;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.of(cpu);
            int bytes = half / 8;
            if (half == 64 && (address & 15) != 0) {
                throw cpu.generalProtection();
            }
            long low = cpu.memory.load(address, half);
            long high = cpu.memory.load(address + bytes, half);
            cpu.memory.checkStore(address, 2 * bytes);
            long mask = half == 64 ? -1L : 0xffff_ffffL;
            boolean equal = low == (cpu.gpr[CpuState.RAX] & mask) && high == (cpu.gpr[CpuState.RDX] & mask);
            cpu.memory.store(address, half, equal ? cpu.gpr[CpuState.RBX] : low);
            cpu.memory.store(address + bytes, half, equal ? cpu.gpr[CpuState.RCX] : high);
            if (!equal) {
                cpu.gpr[CpuState.RAX] = low;
                cpu.gpr[CpuState.RDX] = high;
            }
            cpu.setStatusFlags(cpu.statusFlags() & ~Rflags.ZF | (equal ? Rflags.ZF : 0));
        }

        @Override
        public boolean updatesMemory() {
            return true;
        }
    }

    /// ADCX and ADOX: addition that uses and sets one flag only.
    private static final class AddWithFlag extends Operation {
        private final Place to;
        private final Place from;
        private final int width;
        private final int flag;

        AddWithFlag(Instruction instruction, int flag) {
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
            this.width = instruction.operandWidth();
            this.flag = flag;
        }

        @Override
        public void execute(Cpu cpu) {
            long b = from.read(cpu);
            long a = to.read(cpu, 0);
            int flags = cpu.statusFlags();
            boolean in = (flags & flag) != 0;
            int kind = (in ? Flags.ADC : Flags.ADD) | Flags.widthIndex(width);
            to.write(cpu, 0, a + b + (in ? 1 : 0));
            cpu.setStatusFlags(Flags.carry(kind, a, b) ? flags | flag : flags & ~flag);
        }
    }
}
