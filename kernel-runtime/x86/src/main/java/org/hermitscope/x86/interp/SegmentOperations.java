package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.cpu.Segments;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.jspecify.annotations.Nullable;

/// Segment register loads, far transfers, and the registers of LDT and TSS.
final class SegmentOperations {
    private SegmentOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case MOV -> isSegment(instruction.operand(0)) ? loadFrom(instruction) : null;
            case POP -> isSegment(instruction.operand(0)) ? new PopSegment(instruction) : null;
            case LFS -> new LoadFarPointer(instruction, CpuState.FS);
            case LGS -> new LoadFarPointer(instruction, CpuState.GS);
            case LSS -> new LoadFarPointer(instruction, CpuState.SS);
            case JMPF, CALLF -> new FarTransfer(instruction);
            case RETF -> new FarReturn(instruction);
            case LLDT, LTR -> new LoadSystemRegister(instruction);
            case SLDT, STR -> new StoreSystemRegister(instruction);
            default -> null;
        };
    }

    private static boolean isSegment(Operand operand) {
        return operand instanceof Operand.Register register && register.file() == RegisterFile.SEGMENT;
    }

    private static @Nullable Operation loadFrom(Instruction instruction) {
        int register = ((Operand.Register) instruction.operand(0)).number();
        return register == CpuState.CS ? null : new LoadSegment(register, Place.of(instruction.operand(1)));
    }

    private static void load(Cpu cpu, int register, int selector) {
        Segments.load(cpu, register, selector);
        if (register == CpuState.SS) {
            cpu.request |= Request.SHADOW | Request.DEBUG_SHADOW;
        }
    }

    private static final class LoadSegment extends Operation {
        private final int register;
        private final Place from;

        LoadSegment(int register, Place from) {
            this.register = register;
            this.from = from;
        }

        @Override
        public void execute(Cpu cpu) {
            load(cpu, register, (int) from.read(cpu) & 0xffff);
        }
    }

    private static final class PopSegment extends Operation {
        private final int register;
        private final int bytes;

        PopSegment(Instruction instruction) {
            this.register = ((Operand.Register) instruction.operand(0)).number();
            this.bytes = instruction.operandWidth() / 8;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP];
            load(cpu, register, (int) cpu.memory.load16(top));
            cpu.gpr[CpuState.RSP] = top + bytes;
        }
    }

    private static final class LoadFarPointer extends Operation {
        private final int register;
        private final Place to;
        private final EffectiveAddress address;
        private final int width;

        LoadFarPointer(Instruction instruction, int register) {
            this.register = register;
            this.to = Place.of(instruction.operand(0));
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(1));
            this.width = instruction.operandWidth();
        }

        @Override
        public void execute(Cpu cpu) {
            long at = address.of(cpu);
            long offset = cpu.memory.load(at, width);
            load(cpu, register, (int) cpu.memory.load16(at + width / 8));
            to.write(cpu, 0, offset);
        }
    }

    /// JMP and CALL through `m16:16`, `m16:32` or `m16:64`.
    private static final class FarTransfer extends Operation {
        private final boolean call;
        private final @Nullable EffectiveAddress pointer;
        private final int width;
        private final long next;

        FarTransfer(Instruction instruction) {
            this.call = instruction.op() == Op.CALLF;
            this.pointer = instruction.operand(0) instanceof Operand.Memory memory ? EffectiveAddress.of(memory) : null;
            this.width = instruction.operandWidth();
            this.next = instruction.next();
        }

        @Override
        public void execute(Cpu cpu) {
            if (pointer == null) {
                throw cpu.undefinedOpcode();
            }
            long at = pointer.of(cpu);
            long offset = cpu.memory.load(at, width);
            int selector = (int) cpu.memory.load16(at + width / 8);
            int bytes = width / 8;
            long top = cpu.gpr[CpuState.RSP] - 2L * bytes;
            int oldSelector = cpu.state.segments[CpuState.CS].selector;
            if (call) {
                cpu.memory.checkStore(top, 2 * bytes);
            }
            Segments.farJump(cpu, selector, offset);
            if (call) {
                cpu.memory.store(top, width, next);
                cpu.memory.store(top + bytes, width, oldSelector);
                cpu.gpr[CpuState.RSP] = top;
            }
        }
    }

    private static final class FarReturn extends Operation {
        private final int bytes;
        private final int release;

        FarReturn(Instruction instruction) {
            this.bytes = instruction.operandWidth() / 8;
            this.release = instruction.operands().isEmpty()
                    ? 0
                    : (int) ((Operand.Immediate) instruction.operand(0)).value() & 0xffff;
        }

        @Override
        public void execute(Cpu cpu) {
            long top = cpu.gpr[CpuState.RSP];
            int bits = bytes * 8;
            long rip = cpu.memory.load(top, bits);
            int cs = (int) cpu.memory.load(top + bytes, bits) & 0xffff;
            if ((cs & 3) > cpu.state.cpl()) {
                long outer = top + 2L * bytes + release;
                long rsp = cpu.memory.load(outer, bits);
                int ss = (int) cpu.memory.load(outer + bytes, bits) & 0xffff;
                Segments.returnTo(cpu, cs, rip, ss, rsp + release, cpu.rflags(), bytes);
            } else {
                Segments.farJump(cpu, cs, rip);
                cpu.gpr[CpuState.RSP] = top + 2L * bytes + release;
            }
        }
    }

    private static final class LoadSystemRegister extends Operation {
        private final boolean task;
        private final Place from;

        LoadSystemRegister(Instruction instruction) {
            this.task = instruction.op() == Op.LTR;
            this.from = Place.of(instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            if (cpu.state.cpl() != 0) {
                throw cpu.generalProtection();
            }
            int selector = (int) from.read(cpu) & 0xffff;
            Segments.loadSystem(cpu, task ? cpu.state.tr : cpu.state.ldtr, selector, task);
        }
    }

    private static final class StoreSystemRegister extends Operation {
        private static final int CR4_UMIP = 1 << 11;
        private final boolean task;
        private final Place to;

        StoreSystemRegister(Instruction instruction) {
            this.task = instruction.op() == Op.STR;
            this.to = Place.of(instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            if ((cpu.state.cr4 & CR4_UMIP) != 0 && cpu.state.cpl() != 0) {
                throw cpu.generalProtection();
            }
            to.write(cpu, to.address(cpu), (task ? cpu.state.tr : cpu.state.ldtr).selector);
        }
    }
}
