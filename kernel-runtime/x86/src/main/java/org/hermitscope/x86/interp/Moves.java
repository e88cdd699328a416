package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.semantics.Bits;
import org.jspecify.annotations.Nullable;

/// Data movement between general registers and memory: MOV and its extensions, LEA, CMOVcc, SETcc, sign
/// extensions of the accumulator, byte swaps.
final class Moves {
    private Moves() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case MOV -> move(instruction);
            case MOVZX -> new Move(Place.of(instruction.operand(0)), Place.of(instruction.operand(1)));
            case MOVSX, MOVSXD -> signExtend(instruction);
            case LEA -> loadAddress(instruction);
            case CMOVCC -> new ConditionalMove(instruction);
            case SETCC -> new SetCondition(Place.of(instruction.operand(0)), instruction.condition());
            case BSWAP -> swapBytes(instruction, 0);
            case MOVBE -> swapBytes(instruction, 1);
            case CBW, CWDE, CDQE -> extendAccumulator(instruction.op());
            case CWD, CDQ, CQO -> extendIntoData(instruction.op());
            case XLAT -> new TableLookup(instruction);
            case LAHF -> new LoadFlags();
            case SAHF -> new StoreFlags();
            default -> null;
        };
    }

    private static Operation swapBytes(Instruction instruction, int from) {
        boolean undefined = instruction.op() == Op.BSWAP && instruction.operandWidth() == 16;
        return new SwapBytes(
                Place.of(instruction.operand(0)),
                Place.of(instruction.operand(from)),
                instruction.operandWidth(),
                undefined);
    }

    private static @Nullable Operation move(Instruction instruction) {
        Operand to = instruction.operand(0);
        Operand from = instruction.operand(1);
        if (isSpecial(to) || isSpecial(from)) {
            return isSelector(from) && !isSpecial(to) ? selectorMove(to, from) : null;
        }
        if (Place.isGeneral(to, 64) || Place.isGeneral(to, 32)) {
            return toRegister(((Operand.Register) to).number(), to.width() == 64, from);
        }
        if (to instanceof Operand.Memory memory && from instanceof Operand.Register source) {
            if (memory.width() == 64) {
                return new Store64(EffectiveAddress.of(memory), source.number());
            }
            if (memory.width() == 32) {
                return new Store32(EffectiveAddress.of(memory), source.number());
            }
        }
        return new Move(Place.of(to), Place.of(from));
    }

    private static Operation toRegister(int number, boolean wide, Operand from) {
        if (from instanceof Operand.Register source) {
            return wide ? new Move64(number, source.number()) : new Move32(number, source.number());
        }
        if (from instanceof Operand.Memory memory) {
            EffectiveAddress address = EffectiveAddress.of(memory);
            return wide ? new Load64(number, address) : new Load32(number, address);
        }
        long value = ((Operand.Immediate) from).value();
        return new MoveImmediate(number, wide ? value : value & 0xffff_ffffL);
    }

    private static boolean isSpecial(Operand operand) {
        return operand instanceof Operand.Register register
                && register.file() != RegisterFile.GENERAL
                && register.file() != RegisterFile.HIGH_BYTE;
    }

    private static boolean isSelector(Operand operand) {
        return operand instanceof Operand.Register register && register.file() == RegisterFile.SEGMENT;
    }

    /// MOV from a segment register zero extends into 32- and 64-bit registers and stores 16 bits.
    private static Operation selectorMove(Operand to, Operand from) {
        return new Move(Place.of(to), Place.of(from));
    }

    private static Operation signExtend(Instruction instruction) {
        Operand from = instruction.operand(1);
        return new SignExtend(Place.of(instruction.operand(0)), Place.of(from), from.width());
    }

    private static Operation loadAddress(Instruction instruction) {
        Operand.Memory memory = (Operand.Memory) instruction.operand(1);
        Operand to = instruction.operand(0);
        // The offset alone counts: no segment base, so the operand is recast with one that has none.
        Operand.Memory flat = new Operand.Memory(
                CpuState.DS,
                memory.base(),
                memory.index(),
                memory.scale(),
                memory.displacement(),
                memory.width(),
                memory.addressWidth(),
                memory.vectorWidth());
        return Place.isGeneral(to, 64)
                ? new LoadAddress64(((Operand.Register) to).number(), EffectiveAddress.of(flat))
                : new LoadAddress(Place.of(to), EffectiveAddress.of(flat));
    }

    private static Operation extendAccumulator(Op op) {
        int from = op == Op.CBW ? 8 : op == Op.CWDE ? 16 : 32;
        return new SignExtend(Place.register(CpuState.RAX, 2 * from), Place.register(CpuState.RAX, from), from);
    }

    private static Operation extendIntoData(Op op) {
        int width = op == Op.CWD ? 16 : op == Op.CDQ ? 32 : 64;
        return new FillWithSign(width);
    }

    private static final class Move64 extends Operation {
        private final int to;
        private final int from;

        Move64(int to, int from) {
            this.to = to;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = cpu.gpr[from];
        }
    }

    private static final class Move32 extends Operation {
        private final int to;
        private final int from;

        Move32(int to, int from) {
            this.to = to;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = cpu.gpr[from] & 0xffff_ffffL;
        }
    }

    private static final class MoveImmediate extends Operation {
        private final int to;
        private final long value;

        MoveImmediate(int to, long value) {
            this.to = to;
            this.value = value;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = value;
        }
    }

    private static final class Load64 extends Operation {
        private final int to;
        private final EffectiveAddress address;

        Load64(int to, EffectiveAddress address) {
            this.to = to;
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = cpu.memory.load64(address.of(cpu));
        }
    }

    private static final class Load32 extends Operation {
        private final int to;
        private final EffectiveAddress address;

        Load32(int to, EffectiveAddress address) {
            this.to = to;
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = cpu.memory.load32(address.of(cpu));
        }
    }

    private static final class Store64 extends Operation {
        private final EffectiveAddress address;
        private final int from;

        Store64(EffectiveAddress address, int from) {
            this.address = address;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.memory.store64(address.of(cpu), cpu.gpr[from]);
        }
    }

    private static final class Store32 extends Operation {
        private final EffectiveAddress address;
        private final int from;

        Store32(EffectiveAddress address, int from) {
            this.address = address;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.memory.store32(address.of(cpu), cpu.gpr[from]);
        }
    }

    /// Any MOV, and MOVZX: reading zero extends.
    private static final class Move extends Operation {
        private final Place to;
        private final Place from;

        Move(Place to, Place from) {
            this.to = to;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, to.address(cpu), from.read(cpu));
        }
    }

    private static final class SignExtend extends Operation {
        private final Place to;
        private final Place from;
        private final int shift;

        SignExtend(Place to, Place from, int width) {
            this.to = to;
            this.from = from;
            this.shift = 64 - width;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, 0, from.read(cpu) << shift >> shift);
        }
    }

    private static final class LoadAddress64 extends Operation {
        private final int to;
        private final EffectiveAddress address;

        LoadAddress64(int to, EffectiveAddress address) {
            this.to = to;
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            cpu.gpr[to] = address.of(cpu);
        }
    }

    private static final class LoadAddress extends Operation {
        private final Place to;
        private final EffectiveAddress address;

        LoadAddress(Place to, EffectiveAddress address) {
            this.to = to;
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, 0, address.of(cpu));
        }
    }

    /// CMOVcc reads its source and writes its destination whether or not the condition holds (SDM 2A CMOVcc).
    private static final class ConditionalMove extends Operation {
        private final Place to;
        private final Place from;
        private final int condition;

        ConditionalMove(Instruction instruction) {
            this.to = Place.of(instruction.operand(0));
            this.from = Place.of(instruction.operand(1));
            this.condition = instruction.condition();
        }

        @Override
        public void execute(Cpu cpu) {
            long value = from.read(cpu);
            to.write(cpu, 0, cpu.condition(condition) ? value : to.read(cpu, 0));
        }
    }

    private static final class SetCondition extends Operation {
        private final Place to;
        private final int condition;

        SetCondition(Place to, int condition) {
            this.to = to;
            this.condition = condition;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, to.address(cpu), cpu.condition(condition) ? 1 : 0);
        }
    }

    /// BSWAP and MOVBE. BSWAP of a 16-bit register is undefined; processors clear it.
    private static final class SwapBytes extends Operation {
        private final Place to;
        private final Place from;
        private final int width;
        private final boolean clears;

        SwapBytes(Place to, Place from, int width, boolean clears) {
            this.to = to;
            this.from = from;
            this.width = width;
            this.clears = clears;
        }

        @Override
        public void execute(Cpu cpu) {
            long swapped = clears ? 0 : Bits.swapBytes(from.read(cpu), width);
            to.write(cpu, to.address(cpu), swapped);
        }
    }

    /// CWD, CDQ, CQO.
    private static final class FillWithSign extends Operation {
        private final Place from;
        private final Place to;
        private final int shift;

        FillWithSign(int width) {
            this.from = Place.register(CpuState.RAX, width);
            this.to = Place.register(CpuState.RDX, width);
            this.shift = 64 - width;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, 0, from.read(cpu) << shift >> 63);
        }
    }

    /// XLAT: AL = [rBX + AL].
    private static final class TableLookup extends Operation {
        private final Operand.Memory table;

        TableLookup(Instruction instruction) {
            this.table = instruction.operands().isEmpty()
                    ? new Operand.Memory(
                            CpuState.DS, CpuState.RBX, Operand.Memory.NONE, 1, 0, 8, instruction.addressWidth(), 0)
                    : (Operand.Memory)
                            instruction.operand(instruction.operands().size() - 1);
        }

        @Override
        public void execute(Cpu cpu) {
            long offset =
                    EffectiveAddress.wrap(cpu.gpr[CpuState.RBX] + (cpu.gpr[CpuState.RAX] & 0xff), table.addressWidth());
            long value = cpu.memory.load8(EffectiveAddress.linear(cpu, table, offset));
            cpu.gpr[CpuState.RAX] = cpu.gpr[CpuState.RAX] & ~0xffL | value;
        }
    }

    private static final class LoadFlags extends Operation {
        @Override
        public void execute(Cpu cpu) {
            long flags = cpu.statusFlags() & 0xff | Rflags.FIXED;
            cpu.gpr[CpuState.RAX] = cpu.gpr[CpuState.RAX] & ~0xff00L | flags << 8;
        }
    }

    private static final class StoreFlags extends Operation {
        private static final int LOADED = Rflags.CF | Rflags.PF | Rflags.AF | Rflags.ZF | Rflags.SF;

        @Override
        public void execute(Cpu cpu) {
            int loaded = (int) (cpu.gpr[CpuState.RAX] >>> 8) & LOADED;
            cpu.setStatusFlags(cpu.statusFlags() & ~LOADED | loaded);
        }
    }
}
