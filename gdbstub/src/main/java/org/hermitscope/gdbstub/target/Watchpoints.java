package org.hermitscope.gdbstub.target;

/// Capability: stops after an access to memory. Packets `Z2` to `Z4`. Any number, any length, any alignment, as
/// far as the target can.
///
/// The stub keeps the list as for [Breakpoints]; `remove` may be called while the program runs.
public interface Watchpoints {

    /// @throws TargetException with ENOSPC if there are too many
    void insert(Watchpoint watchpoint);

    /// Removes one that was inserted.
    void remove(Watchpoint watchpoint);

    /// Whether this kind is offered; by default all three are.
    default boolean supports(Watchpoint.Kind kind) {
        return true;
    }
}
