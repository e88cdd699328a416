package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.jspecify.annotations.Nullable;

/// PUSH POP PUSHF POPF ENTER LEAVE in 64-bit mode, where the stack pointer is always 64 bits wide and operands
/// have 16 or 64 bits. RSP changes last, so that a fault leaves it alone.
final class StackOperations {
    private StackOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        int bytes = instruction.operandWidth() / 8;
        return switch (instruction.op()) {
            case PUSH ->
                Place.isGeneral(instruction.operand(0), 64)
                        ? new PushRegister(((Operand.Register) instruction.operand(0)).number())
                        : new Push(Place.of(instruction.operand(0)), bytes);
            case POP -> pop(instruction, bytes);
            case PUSHF -> new PushFlags(bytes);
            case POPF -> new PopFlags(bytes);
            case ENTER -> new Enter(instruction, bytes);
            case LEAVE -> new Leave(bytes);
            default -> null;
        };
    }

    private static @Nullable Operation pop(Instruction instruction, int bytes) {
        Operand to = instruction.operand(0);
        if (to instanceof Operand.Register register) {
            if (register.file() == RegisterFile.SEGMENT) {
                return null;
            }
            return bytes == 8 ? new PopRegister(register.number()) : new Pop(Place.of(to), bytes);
        }
        return new Pop(Place.of(to), bytes);
    }

    static void push(Cpu cpu, long value, int bytes) {
        long top = cpu.gpr[CpuState.RSP] - bytes;
        cpu.memory.store(top, bytes * 8, value);
        cpu.gpr[CpuState.RSP] = top;
    }

    private static final class PushRegister extends Operation {
        private final int from;

        PushRegister(int from) {
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP] - 8;
            cpu.memory.store64(top, cpu.gpr[from]);
            cpu.gpr[CpuState.RSP] = top;
        }
    }

    private static final class Push extends Operation {
        private final Place from;
        private final int bytes;

        Push(Place from, int bytes) {
            this.from = from;
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            push(cpu, from.read(cpu), bytes);
        }
    }

    private static final class PopRegister extends Operation {
        private final int to;

        PopRegister(int to) {
            this.to = to;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP];
            long value = cpu.memory.load64(top);
            cpu.gpr[CpuState.RSP] = top + 8;
            cpu.gpr[to] = value;
        }
    }

    private static final class Pop extends Operation {
        private final Place to;
        private final int bytes;

        Pop(Place to, int bytes) {
            this.to = to;
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP];
            long value = cpu.memory.load(top, bytes * 8);
            // A destination addressed with RSP uses its value after the increment (SDM 2B POP).
            cpu.gpr[CpuState.RSP] = top + bytes;
            if (to.isMemory()) {
                try {
                    to.write(cpu, to.address(cpu), value);
                } catch (org.hermitscope.x86.mmu.GuestFault fault) {
                    cpu.gpr[CpuState.RSP] = top;
                    throw fault;
                }
            } else {
                to.write(cpu, 0, value);
            }
        }
    }

    private static final class PushFlags extends Operation {
        private final int bytes;

        PushFlags(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            push(cpu, cpu.rflags() & ~(long) (Rflags.VM | Rflags.RF), bytes);
        }
    }

    private static final class PopFlags extends Operation {
        private final int bytes;

        PopFlags(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            long value = cpu.memory.load(cpu.gpr[CpuState.RSP], bytes * 8);
            cpu.gpr[CpuState.RSP] += bytes;
            long changeable = Rflags.STATUS | Rflags.TF | Rflags.DF | Rflags.NT;
            if (bytes > 2) {
                changeable |= Rflags.AC | Rflags.ID;
            }
            int cpl = cpu.state.cpl();
            if (cpl == 0) {
                changeable |= Rflags.IOPL;
            }
            if (cpl <= (cpu.systemFlags >>> 12 & 3)) {
                changeable |= Rflags.IF;
            }
            long old = cpu.rflags() & ~(bytes > 2 ? (long) Rflags.RF : 0L);
            cpu.setRflags(old & ~changeable | value & changeable);
            // TF and IF may mean something from the next instruction on.
            cpu.request |= Request.RESYNC;
            cpu.end = 0;
        }
    }

    private static final class Enter extends Operation {
        private final int size;
        private final int level;
        private final int bytes;

        Enter(Instruction instruction, int bytes) {
            this.size = (int) ((Operand.Immediate) instruction.operand(0)).value() & 0xffff;
            this.level = (int) ((Operand.Immediate) instruction.operand(1)).value() & 31;
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP] - bytes;
            long frame = cpu.gpr[CpuState.RBP];
            // The last byte of the frame must be writable before anything changes (SDM 2A ENTER).
            cpu.memory.store(top, bytes * 8, frame);
            long newFrame = top;
            long from = frame;
            for (int i = 1; i < level; i++) {
                from -= bytes;
                top -= bytes;
                cpu.memory.store(top, bytes * 8, cpu.memory.load(from, bytes * 8));
            }
            if (level > 0) {
                top -= bytes;
                cpu.memory.store(top, bytes * 8, newFrame);
            }
            top -= size;
            cpu.memory.checkStore(top, bytes);
            cpu.gpr[CpuState.RSP] = top;
            cpu.gpr[CpuState.RBP] = bytes == 8 ? newFrame : frame & ~0xffffL | newFrame & 0xffff;
        }
    }

    private static final class Leave extends Operation {
        private final int bytes;

        Leave(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public void execute(Cpu cpu) {
            long frame = cpu.gpr[CpuState.RBP];
            long value = cpu.memory.load(frame, bytes * 8);
            cpu.gpr[CpuState.RBP] = bytes == 8 ? value : frame & ~0xffffL | value;
            cpu.gpr[CpuState.RSP] = frame + bytes;
        }
    }
}
