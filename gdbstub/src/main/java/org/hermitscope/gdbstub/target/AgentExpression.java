package org.hermitscope.gdbstub.target;

import java.util.Arrays;
import java.util.HexFormat;

/// An expression in gdb's agent bytecode (GDB manual, appendix F).
public final class AgentExpression {
    private final byte[] bytecode;

    public AgentExpression(byte[] bytecode) {
        this.bytecode = bytecode.clone();
    }

    /// A copy of the bytecode.
    public byte[] bytecode() {
        return bytecode.clone();
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
