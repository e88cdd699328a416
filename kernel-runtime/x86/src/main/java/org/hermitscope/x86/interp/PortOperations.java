package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Repeat;
import org.hermitscope.x86.semantics.DebugRegisters;
import org.jspecify.annotations.Nullable;

/// IN OUT INS OUTS. Allowed at CPL <= IOPL, else by the TSS's permission bit map (SDM 1 19.5.2).
final class PortOperations {
    private PortOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case IN -> new Port(instruction, 1, false);
            case OUT -> new Port(instruction, 0, true);
            case INS, OUTS -> new PortString(instruction);
            default -> null;
        };
    }

    private static final int CR4_DE = 1 << 3;

    /// Breakpoints on ports trap behind the access (SDM 3B 18.3.1.2).
    private static void noteBreakpoints(Cpu cpu, int port, int bytes) {
        if ((cpu.state.cr4 & CR4_DE) != 0) {
            cpu.debugHits |= DebugRegisters.portTouched(cpu.state.debug, port, bytes);
        }
    }

    private static void requireAccess(Cpu cpu, int port, int bytes) {
        CpuState state = cpu.state;
        if (state.cpl() <= (cpu.systemFlags >>> 12 & 3)) {
            return;
        }
        long limit = state.tr.limit & 0xffff_ffffL;
        if (cpu.hosted || limit < 103) {
            throw cpu.generalProtection();
        }
        long base = state.tr.base;
        boolean allowed = cpu.asSupervisor(() -> {
            long map = cpu.memory.load16(base + 102) + port / 8;
            long bits = map + 1 <= limit ? cpu.memory.load16(base + map) : 0xffff;
            return (bits >>> (port & 7) & (1 << bytes) - 1) == 0;
        });
        if (!allowed) {
            throw cpu.generalProtection();
        }
    }

    private static final class Port extends Operation {
        private final Place port;
        private final Place data;
        private final boolean out;
        private final int bytes;

        Port(Instruction instruction, int portAt, boolean out) {
            this.port = Place.of(instruction.operand(portAt));
            this.data = Place.of(instruction.operand(1 - portAt));
            this.out = out;
            this.bytes = instruction.operand(1 - portAt).width() / 8;
        }

        @Override
        public void execute(Cpu cpu) {
            int number = (int) port.read(cpu) & 0xffff;
            requireAccess(cpu, number, bytes);
            if (out) {
                cpu.ports.write(number, bytes, data.read(cpu));
            } else {
                data.write(cpu, 0, cpu.ports.read(number, bytes));
            }
            noteBreakpoints(cpu, number, bytes);
            cpu.request |= Request.RESYNC;
            cpu.end = 0;
        }
    }

    /// INS and OUTS, repeated or not; stops between iterations as other string instructions do.
    private static final class PortString extends Operation {
        private final boolean in;
        private final boolean repeated;
        private final int bytes;
        private final int addressWidth;
        private final int segment;
        private final long address;
        private final long next;

        PortString(Instruction instruction) {
            this.in = instruction.op() == Op.INS;
            this.repeated = instruction.repeat() != Repeat.NONE;
            this.bytes = instruction.operandWidth() / 8;
            this.addressWidth = instruction.addressWidth();
            this.segment = segment(instruction);
            this.address = instruction.address();
            this.next = instruction.next();
        }

        private static int segment(Instruction instruction) {
            for (Operand operand : instruction.operands()) {
                if (operand instanceof Operand.Memory memory && memory.base() == CpuState.RSI) {
                    return memory.segment();
                }
            }
            return CpuState.DS;
        }

        @Override
        public void execute(Cpu cpu) {
            long count = repeated ? EffectiveAddress.wrap(cpu.gpr[CpuState.RCX], addressWidth) : 1;
            if (count != 0) {
                requireAccess(cpu, (int) cpu.gpr[CpuState.RDX] & 0xffff, bytes);
                transfer(cpu);
                if (repeated) {
                    cpu.gpr[CpuState.RCX] = EffectiveAddress.wrap(count - 1, addressWidth);
                }
            }
            if (repeated && count > 1) {
                cpu.rip = address;
                cpu.request |= Request.REPEAT;
            } else {
                cpu.rip = next;
            }
        }

        private void transfer(Cpu cpu) {
            int port = (int) cpu.gpr[CpuState.RDX] & 0xffff;
            int register = in ? CpuState.RDI : CpuState.RSI;
            long offset = EffectiveAddress.wrap(cpu.gpr[register], addressWidth);
            if (in) {
                cpu.memory.checkStore(offset, bytes);
                cpu.memory.store(offset, bytes * 8, cpu.ports.read(port, bytes));
            } else {
                long base = segment >= CpuState.FS ? cpu.state.segments[segment].base : 0;
                cpu.ports.write(port, bytes, cpu.memory.load(base + offset, bytes * 8));
            }
            noteBreakpoints(cpu, port, bytes);
            long step = cpu.directionDown() ? -bytes : bytes;
            cpu.gpr[register] = EffectiveAddress.wrap(offset + step, addressWidth);
        }
    }
}
