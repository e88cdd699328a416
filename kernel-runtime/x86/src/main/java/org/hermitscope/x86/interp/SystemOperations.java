package org.hermitscope.x86.interp;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.jspecify.annotations.Nullable;

/// Finds the op object of an instruction that concerns more than general registers and memory.
final class SystemOperations {
    private SystemOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        @Nullable Operation made = FlagOperations.of(instruction);
        if (made == null) {
            made = Identification.of(instruction);
        }
        if (made == null) {
            made = Traps.of(instruction);
        }
        if (made == null) {
            made = ControlOperations.of(instruction);
        }
        if (made == null) {
            made = SegmentOperations.of(instruction);
        }
        if (made == null) {
            made = SelectorOperations.of(instruction);
        }
        if (made == null) {
            made = PortOperations.of(instruction);
        }
        return made;
    }

    /// Whether the op object sets RIP itself.
    static boolean writesRip(Op op) {
        return switch (op) {
            case SYSCALL, SYSRET, SYSENTER, SYSEXIT, IRET, INT, INT3, INT1, INTO, INS, OUTS -> true;
            default -> false;
        };
    }

    /// Whether what follows may mean something else or be interrupted: translation, privilege, IF, or a stop.
    static boolean changesContext(Instruction instruction) {
        return switch (instruction.op()) {
            case HLT, CLI, STI, POPF, LMSW, CLTS, WRMSR, INVLPG, INVPCID, XSETBV, UD0, UD1, UD2, INVALID -> true;
            case MOV ->
                instruction.operand(0) instanceof Operand.Register register
                        && (register.file() == RegisterFile.CONTROL || register.file() == RegisterFile.DEBUG);
            default -> false;
        };
    }
}
