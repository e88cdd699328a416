package org.hermitscope.x86.interp;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.CpuLevel;
import org.hermitscope.x86.interp.mmx.MmxOperations;
import org.hermitscope.x86.interp.sse.SseOperations;
import org.hermitscope.x86.interp.x87.FxSaveOperations;
import org.hermitscope.x86.interp.x87.X87Operations;
import org.hermitscope.x86.interp.x87.XsaveOperations;
import org.hermitscope.x86.isa.Instruction;
import org.jspecify.annotations.Nullable;

/// Makes the op object of an instruction: asks each family in turn, and #UD for what none of them knows.
public final class Lowering {
    private Lowering() {}

    /// The op object on a processor of this level, where newer instructions are what their bytes meant before.
    static Operation of(Instruction instruction, CpuLevel level) {
        if (level.has(CpuLevel.MAX) || level.has(Availability.since(instruction))) {
            return of(instruction);
        }
        Instruction older = Availability.older(instruction);
        return older == null ? new Undefined(false) : of(older);
    }

    /// The op object on a processor that has everything.
    public static Operation of(Instruction instruction) {
        Operation made = known(instruction);
        return made == null ? new Undefined(instruction.isTooLong()) : made;
    }

    /// Whether some family knows the instruction, so that it is not #UD as such.
    public static boolean hasSemantics(Instruction instruction) {
        return known(instruction) != null;
    }

    private static @Nullable Operation known(Instruction instruction) {
        @Nullable Operation made = Moves.of(instruction);
        if (made == null) {
            made = Arithmetic.of(instruction);
        }
        if (made == null) {
            made = Branches.of(instruction);
        }
        if (made == null) {
            made = StackOperations.of(instruction);
        }
        if (made == null) {
            made = Shifts.of(instruction);
        }
        if (made == null) {
            made = BitOperations.of(instruction);
        }
        if (made == null) {
            made = MultiplyDivide.of(instruction);
        }
        if (made == null) {
            made = StringOperations.of(instruction);
        }
        if (made == null) {
            made = SseOperations.of(instruction);
        }
        if (made == null) {
            made = X87Operations.of(instruction);
        }
        if (made == null) {
            made = MmxOperations.of(instruction);
        }
        if (made == null) {
            made = FxSaveOperations.of(instruction);
        }
        if (made == null) {
            made = XsaveOperations.of(instruction);
        }
        if (made == null) {
            made = SystemOperations.of(instruction);
        }
        return made;
    }

    /// Whether a block ends behind the instruction: it branches, traps, or may change what the bytes behind it
    /// mean.
    static boolean endsBlock(Instruction instruction) {
        return writesRip(instruction) || SystemOperations.changesContext(instruction);
    }

    /// Whether the op object sets RIP itself.
    static boolean writesRip(Instruction instruction) {
        return switch (instruction.op()) {
            case JMP, JCC, CALL, RET, JMPF, CALLF, RETF, LOOP, LOOPE, LOOPNE, JCXZ -> true;
            case MOVS, CMPS, STOS, LODS, SCAS -> true;
            default -> SystemOperations.writesRip(instruction.op());
        };
    }

    /// #UD, or #GP for more than 15 bytes (SDM 3A 6.15, interrupt 13).
    private static final class Undefined extends Operation {
        private final boolean tooLong;

        Undefined(boolean tooLong) {
            this.tooLong = tooLong;
        }

        @Override
        public void execute(Cpu cpu) {
            throw tooLong ? cpu.generalProtection() : cpu.undefinedOpcode();
        }
    }
}
