package org.hermitscope.gdbstub.target;

/// Capability: stops before the instruction at an address. Packets `Z0`, `z0`, `Z1`, `z1`.
///
/// The stub keeps the list: it never inserts one that is there (same process, kind and address) without
/// removing it first, removes only what it inserted, and removes everything when the program has ended and when
/// the client leaves. `remove` may be called while the program runs.
public interface Breakpoints {

    /// @throws TargetException with EFAULT if nothing can be executed at the address, ENOSPC if there are too
    ///     many
    void insert(Breakpoint breakpoint);

    /// Removes one that was inserted.
    void remove(Breakpoint breakpoint);

    /// Whether this kind is offered; by default both are.
    default boolean supports(Breakpoint.Kind kind) {
        return true;
    }

    /// True if [Breakpoint#conditions()] are evaluated by the target; otherwise that list is always empty and
    /// gdb evaluates.
    default boolean evaluatesConditions() {
        return false;
    }

    /// True if [Breakpoint#commands()] are run by the target; otherwise that list is always empty.
    default boolean runsCommands() {
        return false;
    }
}
