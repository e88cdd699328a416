package org.hermitscope.gdbstub.target;

/// What an [AgentExpression] looks at: the thread that has just arrived at the breakpoint.
public interface AgentContext {

    /// A register's value, zero-extended; of wider ones the low 64 bits.
    ///
    /// @param number as in the target's register layout
    long register(int number);

    /// An unsigned number in memory, in the target's byte order.
    ///
    /// @param size bytes: 1, 2, 4 or 8
    /// @throws TargetException if it cannot be read
    long memory(long address, int size);
}
