package org.hermitscope.x86.vectors.make;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.vectors.RecordedState;

/// An instruction and the state in which it is executed.
final class Case {
    private final Form form;
    private final byte[] code;
    private final Instruction instruction;
    private final RecordedState before;

    Case(Form form, byte[] code, Instruction instruction, RecordedState before) {
        this.form = form;
        this.code = code;
        this.instruction = instruction;
        this.before = before;
    }

    Form form() {
        return form;
    }

    byte[] code() {
        return code;
    }

    Instruction instruction() {
        return instruction;
    }

    RecordedState before() {
        return before;
    }
}
