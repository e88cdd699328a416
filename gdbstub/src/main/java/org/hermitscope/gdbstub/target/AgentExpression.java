package org.hermitscope.gdbstub.target;

import java.util.Arrays;
import java.util.HexFormat;

/// An expression in gdb's agent bytecode (GDB manual, appendix F). Immutable; may be used by any thread. A
/// target may compute it with [#evaluate], or translate the bytecode into something faster.
public final class AgentExpression {
    private final byte[] bytecode;

    public AgentExpression(byte[] bytecode) {
        this.bytecode = bytecode.clone();
    }

    /// A copy of the bytecode.
    public byte[] bytecode() {
        return bytecode.clone();
    }

    /// Whether [#evaluate] knows all that is in it, and it has an end.
    public boolean isComputable() {
        return AgentInterpreter.isComputable(bytecode);
    }

    /// Its value.
    ///
    /// @throws TargetException if it reads what cannot be read, divides by zero, or is broken
    public long evaluate(AgentContext context) {
        return new AgentInterpreter(bytecode, context).run();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentExpression that && Arrays.equals(bytecode, that.bytecode);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytecode);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytecode);
    }
}
