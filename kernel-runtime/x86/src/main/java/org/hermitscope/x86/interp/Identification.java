package org.hermitscope.x86.interp;

import java.util.SplittableRandom;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.jspecify.annotations.Nullable;

/// CPUID, time stamps, processor number and random numbers.
final class Identification {
    private static final int CR4_TSD = 1 << 2;

    private Identification() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case CPUID -> new Cpuid();
            case RDTSC -> new TimeStamp(false);
            case RDTSCP -> new TimeStamp(true);
            case RDPID -> new ProcessorId(Place.of(instruction.operand(0)));
            case RDRAND, RDSEED -> new RandomNumber(Place.of(instruction.operand(0)));
            default -> null;
        };
    }

    private static final class Cpuid extends Operation {
        @Override
        public void execute(Cpu cpu) {
            int[] answer = cpu.cpuid((int) cpu.gpr[CpuState.RAX], (int) cpu.gpr[CpuState.RCX]);
            cpu.gpr[CpuState.RAX] = answer[0] & 0xffff_ffffL;
            cpu.gpr[CpuState.RBX] = answer[1] & 0xffff_ffffL;
            cpu.gpr[CpuState.RCX] = answer[2] & 0xffff_ffffL;
            cpu.gpr[CpuState.RDX] = answer[3] & 0xffff_ffffL;
        }
    }

    private static final class TimeStamp extends Operation {
        private final boolean withId;

        TimeStamp(boolean withId) {
            this.withId = withId;
        }

        @Override
        public void execute(Cpu cpu) {
            if ((cpu.state.cr4 & CR4_TSD) != 0 && cpu.state.cpl() != 0) {
                throw cpu.generalProtection();
            }
            long now = cpu.clock.tsc() + cpu.state.tscOffset;
            cpu.gpr[CpuState.RAX] = now & 0xffff_ffffL;
            cpu.gpr[CpuState.RDX] = now >>> 32;
            if (withId) {
                cpu.gpr[CpuState.RCX] = cpu.state.tscAux & 0xffff_ffffL;
            }
        }
    }

    private static final class ProcessorId extends Operation {
        private final Place to;

        ProcessorId(Place to) {
            this.to = to;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, 0, cpu.state.tscAux & 0xffff_ffffL);
        }
    }

    private static final class RandomNumber extends Operation {
        private static final SplittableRandom SOURCE = new SplittableRandom();
        private final Place to;

        RandomNumber(Place to) {
            this.to = to;
        }

        @Override
        public void execute(Cpu cpu) {
            to.write(cpu, 0, SOURCE.nextLong());
            cpu.setStatusFlags(Rflags.CF);
        }
    }
}
