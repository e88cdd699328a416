package org.hermitscope.x86.interp;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.SegmentRegister;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.x86.cpu.ControlRegisters;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.ModelSpecificRegisters;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.semantics.DebugRegisters;
import org.jspecify.annotations.Nullable;

/// Control and debug registers, MSRs, segment bases, descriptor table registers, TLB and cache control, HLT.
final class ControlOperations {
    private ControlOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case MOV -> move(instruction);
            case HLT, CLTS, WBINVD, WBNOINVD, INVD, SWAPGS, RDMSR, WRMSR, RDPMC -> new Privileged(instruction.op());
            case XGETBV, XSETBV -> new ExtendedControl(instruction.op() == Op.XSETBV);
            case INVLPG -> new InvalidatePage(EffectiveAddress.of((Operand.Memory) instruction.operand(0)));
            case SMSW, LMSW -> new MachineStatus(instruction);
            case LGDT, LIDT, SGDT, SIDT -> new TableRegister(instruction);
            case RDFSBASE, RDGSBASE, WRFSBASE, WRGSBASE -> new SegmentBase(instruction);
            default -> null;
        };
    }

    private static void requireRing0(Cpu cpu) {
        if (cpu.state.cpl() != 0) {
            throw cpu.generalProtection();
        }
    }

    private static @Nullable Operation move(Instruction instruction) {
        RegisterFile special =
                isGeneral(instruction.operand(0)) ? file(instruction.operand(1)) : file(instruction.operand(0));
        return special == RegisterFile.CONTROL
                ? new MoveControl(instruction)
                : special == RegisterFile.DEBUG ? new MoveDebug(instruction) : null;
    }

    private static @Nullable RegisterFile file(Operand operand) {
        return operand instanceof Operand.Register register ? register.file() : null;
    }

    private static int registerNumber(Operand operand) {
        return ((Operand.Register) operand).number();
    }

    private static boolean isGeneral(Operand operand) {
        return file(operand) == RegisterFile.GENERAL;
    }

    private static final class MoveControl extends Operation {
        private final boolean read;
        private final int control;
        private final int general;

        MoveControl(Instruction instruction) {
            this.read = isGeneral(instruction.operand(0));
            this.control = registerNumber(instruction.operand(read ? 1 : 0));
            this.general = registerNumber(instruction.operand(read ? 0 : 1));
        }

        @Override
        public void execute(Cpu cpu) {
            if (!ControlRegisters.exists(control)) {
                throw cpu.undefinedOpcode();
            }
            requireRing0(cpu);
            if (read) {
                cpu.gpr[general] = ControlRegisters.read(cpu, control);
            } else {
                ControlRegisters.write(cpu, control, cpu.gpr[general]);
            }
        }
    }

    /// DR4 and DR5 are DR6 and DR7 unless CR4.DE is set (SDM 3B 17.2.2).
    private static final class MoveDebug extends Operation {
        private static final int CR4_DE = 1 << 3;
        private final boolean read;
        private final int debug;
        private final int general;

        MoveDebug(Instruction instruction) {
            this.read = isGeneral(instruction.operand(0));
            this.debug = registerNumber(instruction.operand(read ? 1 : 0));
            this.general = registerNumber(instruction.operand(read ? 0 : 1));
        }

        @Override
        public void execute(Cpu cpu) {
            if (debug > 7 || (debug | 1) == 5 && (cpu.state.cr4 & CR4_DE) != 0) {
                throw cpu.undefinedOpcode();
            }
            requireRing0(cpu);
            if ((cpu.state.debug[7] & DebugRegisters.GD) != 0) {
                cpu.state.debug[6] |= DebugRegisters.BD;
                cpu.state.debug[7] &= ~(long) DebugRegisters.GD;
                throw cpu.fault.with(Vector.DB, 0, 0);
            }
            int number = (debug | 1) == 5 ? debug + 2 : debug;
            if (read) {
                cpu.gpr[general] = cpu.state.debug[number];
                return;
            }
            long value = cpu.gpr[general];
            if (number >= 6 && value >>> 32 != 0) {
                throw cpu.generalProtection();
            }
            cpu.state.debug[number] = switch (number) {
                case 6 -> value & 0xe00fL | 0xffff0ff0L;
                case 7 -> value & 0xffff2fffL | 0x400;
                default -> value;
            };
            cpu.request |= Request.DEBUG_REGISTERS;
            cpu.end = 0;
        }
    }

    private static final class Privileged extends Operation {
        private final Op op;

        Privileged(Op op) {
            this.op = op;
        }

        @Override
        public void execute(Cpu cpu) {
            requireRing0(cpu);
            CpuState state = cpu.state;
            switch (op) {
                case HLT -> {
                    cpu.request |= Request.HALT;
                    cpu.end = 0;
                }
                case CLTS -> {
                    state.cr0 &= ~8L;
                    cpu.contextChanged();
                }
                case SWAPGS -> {
                    SegmentRegister gs = state.segments[CpuState.GS];
                    long base = gs.base;
                    gs.base = state.kernelGsBase;
                    state.kernelGsBase = base;
                }
                case RDMSR -> {
                    long value = ModelSpecificRegisters.read(cpu, (int) cpu.gpr[CpuState.RCX]);
                    cpu.gpr[CpuState.RAX] = value & 0xffff_ffffL;
                    cpu.gpr[CpuState.RDX] = value >>> 32;
                }
                case WRMSR -> {
                    long value = cpu.gpr[CpuState.RDX] << 32 | cpu.gpr[CpuState.RAX] & 0xffff_ffffL;
                    ModelSpecificRegisters.write(cpu, (int) cpu.gpr[CpuState.RCX], value);
                }
                // No performance counters are claimed.
                case RDPMC -> throw cpu.generalProtection();
                // WBINVD and INVD: there is no cache to write back.
                default -> {}
            }
        }
    }

    /// XGETBV and XSETBV: XCR0, and with XGETBV XINUSE as number 1.
    private static final class ExtendedControl extends Operation {
        private final boolean write;

        ExtendedControl(boolean write) {
            this.write = write;
        }

        @Override
        public void execute(Cpu cpu) {
            if ((cpu.state.cr4 & ControlRegisters.CR4_OSXSAVE) == 0) {
                throw cpu.undefinedOpcode();
            }
            int number = (int) cpu.gpr[CpuState.RCX];
            if (write) {
                requireRing0(cpu);
                if (number != 0) {
                    throw cpu.generalProtection();
                }
                long value = cpu.gpr[CpuState.RDX] << 32 | cpu.gpr[CpuState.RAX] & 0xffff_ffffL;
                ControlRegisters.writeXcr0(cpu, value);
                return;
            }
            long value = cpu.state.xcr0;
            if (number == 1 && cpu.model.hasXsavec()) {
                value &= XsaveArea.inUseWithMxcsr(cpu.state, cpu.mode == Mode.BITS_64 ? 16 : 8);
            } else if (number != 0) {
                throw cpu.generalProtection();
            }
            cpu.gpr[CpuState.RAX] = value & 0xffff_ffffL;
            cpu.gpr[CpuState.RDX] = value >>> 32;
        }
    }

    private static final class InvalidatePage extends Operation {
        private final EffectiveAddress address;

        InvalidatePage(EffectiveAddress address) {
            this.address = address;
        }

        @Override
        public void execute(Cpu cpu) {
            requireRing0(cpu);
            cpu.memory.invalidatePage(address.of(cpu));
            cpu.contextChanged();
        }
    }

    private static final class MachineStatus extends Operation {
        private final boolean load;
        private final Place place;

        MachineStatus(Instruction instruction) {
            this.load = instruction.op() == Op.LMSW;
            this.place = Place.of(instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            if (!load) {
                requireUmip(cpu);
                place.write(cpu, place.address(cpu), cpu.state.cr0);
                return;
            }
            requireRing0(cpu);
            long value = place.read(cpu) & 15;
            // LMSW can set PE but not clear it (SDM 2A LMSW).
            ControlRegisters.write(cpu, 0, cpu.state.cr0 & ~14L | value);
        }
    }

    private static void requireUmip(Cpu cpu) {
        if ((cpu.state.cr4 & ControlRegisters.CR4_UMIP) != 0) {
            requireRing0(cpu);
        }
    }

    private static final class TableRegister extends Operation {
        private final Op op;
        private final EffectiveAddress address;

        TableRegister(Instruction instruction) {
            this.op = instruction.op();
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            CpuState state = cpu.state;
            long at = address.of(cpu);
            switch (op) {
                case SGDT, SIDT -> {
                    requireUmip(cpu);
                    cpu.memory.checkStore(at, 10);
                    cpu.memory.store16(at, op == Op.SGDT ? state.gdtrLimit : state.idtrLimit);
                    cpu.memory.store64(at + 2, op == Op.SGDT ? state.gdtrBase : state.idtrBase);
                }
                default -> {
                    requireRing0(cpu);
                    int limit = (int) cpu.memory.load16(at);
                    long base = cpu.memory.load64(at + 2);
                    if (base << 16 >> 16 != base) {
                        throw cpu.generalProtection();
                    }
                    if (op == Op.LGDT) {
                        state.gdtrLimit = limit;
                        state.gdtrBase = base;
                    } else {
                        state.idtrLimit = limit;
                        state.idtrBase = base;
                    }
                }
            }
        }
    }

    private static final class SegmentBase extends Operation {
        private final boolean write;
        private final int segment;
        private final Place place;

        SegmentBase(Instruction instruction) {
            this.write = instruction.op() == Op.WRFSBASE || instruction.op() == Op.WRGSBASE;
            this.segment =
                    instruction.op() == Op.RDFSBASE || instruction.op() == Op.WRFSBASE ? CpuState.FS : CpuState.GS;
            this.place = Place.of(instruction.operand(0));
        }

        @Override
        public void execute(Cpu cpu) {
            if ((cpu.state.cr4 & ControlRegisters.CR4_FSGSBASE) == 0) {
                throw cpu.undefinedOpcode();
            }
            SegmentRegister register = cpu.state.segments[segment];
            if (!write) {
                place.write(cpu, 0, register.base);
                return;
            }
            long base = place.read(cpu);
            if (base << 16 >> 16 != base) {
                throw cpu.generalProtection();
            }
            register.base = base;
        }
    }
}
