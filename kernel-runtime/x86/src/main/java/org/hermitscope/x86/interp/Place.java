package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;

/// Where an integer operand of 8 to 64 bits is read and written. Values read are zero extended; bits above the
/// width are ignored when written.
///
/// An operation asks for the address once and passes it back, so that a memory operand is addressed once
/// although it is read and written. Registers have no address and ignore it.
abstract class Place {
    long address(Cpu cpu) {
        return 0;
    }

    abstract long read(Cpu cpu, long address);

    abstract void write(Cpu cpu, long address, long value);

    /// Writes the outcome of what began with reading `old`. With LOCK the answer may be no: another vCPU came in
    /// between, and the operation begins anew with another reading.
    boolean replace(Cpu cpu, long address, long old, long value) {
        write(cpu, address, value);
        return true;
    }

    boolean isMemory() {
        return false;
    }

    final long read(Cpu cpu) {
        return read(cpu, address(cpu));
    }

    static Place of(Operand operand) {
        // Not a pattern switch: its first use costs a start-up milliseconds.
        if (operand instanceof Operand.Register register) {
            return of(register);
        }
        if (operand instanceof Operand.Memory memory) {
            return of(memory);
        }
        if (operand instanceof Operand.Immediate immediate) {
            return new Constant(immediate.value());
        }
        if (operand instanceof Operand.Target target) {
            return new Constant(target.address());
        }
        throw new IllegalArgumentException("a far pointer is no value");
    }

    /// The first operand of an instruction that reads and writes it.
    static Place updated(Instruction instruction) {
        return instruction.lock() ? locked(instruction.operand(0)) : of(instruction.operand(0));
    }

    /// A place that is updated in one step, if it is in memory.
    static Place locked(Operand operand) {
        return operand instanceof Operand.Memory memory
                ? new Locked(EffectiveAddress.of(memory), memory.width())
                : of(operand);
    }

    static Place register(int number, int width) {
        return switch (width) {
            case 8 -> new Low8(number);
            case 16 -> new Low16(number);
            case 32 -> new Low32(number);
            default -> new Full(number);
        };
    }

    private static Place of(Operand.Register register) {
        return switch (register.file()) {
            case GENERAL -> register(register.number(), register.width());
            case HIGH_BYTE -> new High8(register.number());
            case SEGMENT -> new Selector(register.number());
            default -> throw new IllegalArgumentException("no integer register: " + register);
        };
    }

    private static Place of(Operand.Memory memory) {
        EffectiveAddress address = EffectiveAddress.of(memory);
        return switch (memory.width()) {
            case 8 -> new Memory8(address);
            case 16 -> new Memory16(address);
            case 32 -> new Memory32(address);
            default -> new Memory64(address);
        };
    }

    static boolean isGeneral(Operand operand, int width) {
        return operand instanceof Operand.Register register
                && register.file() == RegisterFile.GENERAL
                && register.width() == width;
    }

    private static final class Full extends Place {
        private final int number;

        Full(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.gpr[number];
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.gpr[number] = value;
        }
    }

    private static final class Low32 extends Place {
        private final int number;

        Low32(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.gpr[number] & 0xffff_ffffL;
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.gpr[number] = value & 0xffff_ffffL;
        }
    }

    private static final class Low16 extends Place {
        private final int number;

        Low16(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.gpr[number] & 0xffff;
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.gpr[number] = cpu.gpr[number] & ~0xffffL | value & 0xffff;
        }
    }

    private static final class Low8 extends Place {
        private final int number;

        Low8(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.gpr[number] & 0xff;
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.gpr[number] = cpu.gpr[number] & ~0xffL | value & 0xff;
        }
    }

    private static final class High8 extends Place {
        private final int number;

        High8(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.gpr[number] >>> 8 & 0xff;
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.gpr[number] = cpu.gpr[number] & ~0xff00L | (value & 0xff) << 8;
        }
    }

    /// A segment register's selector, for reading only: loading one has effects that its own operation makes.
    private static final class Selector extends Place {
        private final int number;

        Selector(int number) {
            this.number = number;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.state.segments[number].selector & 0xffff;
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            throw new IllegalStateException("selectors are loaded, not written: " + CpuState.class);
        }
    }

    private static final class Constant extends Place {
        private final long value;

        Constant(long value) {
            this.value = value;
        }

        @Override
        long read(Cpu cpu, long address) {
            return value;
        }

        @Override
        void write(Cpu cpu, long address, long written) {
            throw new IllegalStateException("an immediate is no destination");
        }
    }

    private abstract static class Memory extends Place {
        private final EffectiveAddress address;

        Memory(EffectiveAddress address) {
            this.address = address;
        }

        @Override
        long address(Cpu cpu) {
            return address.of(cpu);
        }

        @Override
        boolean isMemory() {
            return true;
        }
    }

    private static final class Locked extends Memory {
        private final int width;

        Locked(EffectiveAddress address, int width) {
            super(address);
            this.width = width;
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.memory.load(address, width);
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            throw new IllegalStateException("a locked operand is replaced, not written");
        }

        @Override
        boolean replace(Cpu cpu, long address, long old, long value) {
            return cpu.memory.compareAndSet(address, width, old, value);
        }
    }

    private static final class Memory8 extends Memory {
        Memory8(EffectiveAddress address) {
            super(address);
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.memory.load8(address);
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.memory.store8(address, value);
        }
    }

    private static final class Memory16 extends Memory {
        Memory16(EffectiveAddress address) {
            super(address);
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.memory.load16(address);
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.memory.store16(address, value);
        }
    }

    private static final class Memory32 extends Memory {
        Memory32(EffectiveAddress address) {
            super(address);
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.memory.load32(address);
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.memory.store32(address, value);
        }
    }

    private static final class Memory64 extends Memory {
        Memory64(EffectiveAddress address) {
            super(address);
        }

        @Override
        long read(Cpu cpu, long address) {
            return cpu.memory.load64(address);
        }

        @Override
        void write(Cpu cpu, long address, long value) {
            cpu.memory.store64(address, value);
        }
    }
}
