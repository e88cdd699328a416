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
            case XCHG -> exchange(instruction.operand(0), instruction.operand(1));
            case XADD ->
                new ExchangeAdd(
                        Place.updated(instruction), Place.of(instruction.operand(1)), instruction.operandWidth());
            case CMPXCHG ->
                new CompareExchange(
                        Place.updated(instruction), Place.of(instruction.operand(1)), instruction.operandWidth());
            case CMPXCHG8B ->
                new CompareExchange8(EffectiveAddress.of((Operand.Memory) instruction.operand(0)), instruction.lock());
            case CMPXCHG16B -> new CompareExchange16(EffectiveAddress.of((Operand.Memory) instruction.operand(0)));
            case ADCX -> new AddWithFlag(instruction, Rflags.CF);
            case ADOX -> new AddWithFlag(instruction, Rflags.OF);
            default -> null;
        };
    }

    /// XCHG with memory locks, whether LOCK is there or not (SDM 2D XCHG).
    private static Operation exchange(Operand first, Operand second) {
        return second instanceof Operand.Memory
                ? new Exchange(Place.locked(second), Place.of(first))
                : new Exchange(Place.locked(first), Place.of(second));
    }

    /// The place in memory, if any, is written first, since only that can fault.
    private static final class Exchange extends Operation {
        private final Place first;
        private final Place second;

        Exchange(Place first, Place second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = first.address(cpu);
            long b = second.read(cpu);
            long a;
            do {
                a = first.read(cpu, address);
            } while (!first.replace(cpu, address, a, b));
            second.write(cpu, 0, a);
        }

        @Override
        public boolean updatesMemory() {
            return first.isMemory();
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
            long b = register.read(cpu);
            long a;
            if (to.isMemory()) {
                do {
                    a = to.read(cpu, address);
                } while (!to.replace(cpu, address, a, a + b));
                register.write(cpu, 0, a);
            } else {
                a = to.read(cpu, address);
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
            long expected = accumulator.read(cpu);
            long old;
            boolean equal;
            do {
                old = to.read(cpu, address);
                equal = ((old ^ expected) & mask) == 0;
                // The destination is written back in either case (SDM 2A CMPXCHG), which matters for faults.
            } while ((equal || to.isMemory()) && !to.replace(cpu, address, old, equal ? from.read(cpu) : old));
            if (!equal) {
                accumulator.write(cpu, 0, old);
            }
            cpu.setFlags(kind, expected, old);
        }

        @Override
        public boolean updatesMemory() {
            return to.isMemory();
        }
    }

    private static final class CompareExchange8 extends Operation {
        private final EffectiveAddress to;
        private final boolean lock;

        CompareExchange8(EffectiveAddress to, boolean lock) {
            this.to = to;
            this.lock = lock;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.of(cpu);
            long expected = pair(cpu, CpuState.RDX, CpuState.RAX);
            long old;
            boolean equal;
            long value;
            do {
                old = cpu.memory.load64(address);
                equal = old == expected;
                value = equal ? pair(cpu, CpuState.RCX, CpuState.RBX) : old;
            } while (lock && !cpu.memory.compareAndSet(address, 64, old, value));
            if (!lock) {
                cpu.memory.store64(address, value);
            }
            if (!equal) {
                cpu.gpr[CpuState.RAX] = old & 0xffff_ffffL;
                cpu.gpr[CpuState.RDX] = old >>> 32;
            }
            setZero(cpu, equal);
        }

        private static long pair(Cpu cpu, int high, int low) {
            return cpu.gpr[high] << 32 | cpu.gpr[low] & 0xffff_ffffL;
        }

        @Override
        public boolean updatesMemory() {
            return true;
        }
    }

    /// Atomic with LOCK or without: it is not worth a class of its own.
    private static final class CompareExchange16 extends Operation {
        private final EffectiveAddress to;

        CompareExchange16(EffectiveAddress to) {
            this.to = to;
        }

        @Override
        public void execute(Cpu cpu) {
            long address = to.of(cpu);
            if ((address & 15) != 0) {
                throw cpu.generalProtection();
            }
            long[] gpr = cpu.gpr;
            long low;
            long high;
            boolean equal;
            do {
                low = cpu.memory.load64(address);
                high = cpu.memory.load64(address + 8);
                equal = low == gpr[CpuState.RAX] && high == gpr[CpuState.RDX];
            } while (!cpu.memory.compareAndSetPair(
                    address, low, high, equal ? gpr[CpuState.RBX] : low, equal ? gpr[CpuState.RCX] : high));
            if (!equal) {
                gpr[CpuState.RAX] = low;
                gpr[CpuState.RDX] = high;
            }
            setZero(cpu, equal);
        }

        @Override
        public boolean updatesMemory() {
            return true;
        }
    }

    private static void setZero(Cpu cpu, boolean equal) {
        cpu.setStatusFlags(cpu.statusFlags() & ~Rflags.ZF | (equal ? Rflags.ZF : 0));
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
