package org.hermitscope.gdbstub.target;

import java.util.List;

/// A place at which a process shall stop.
///
/// @param pid the process
/// @param kindLength gdb's `kind`: on x86 the length of the trap instruction, 1
/// @param conditions the program stops only if one of them is not zero; empty: always. See
///     [Breakpoints#evaluatesConditions()]
/// @param commands run when it stops there; see [Breakpoints#runsCommands()]
/// @param persistent whether the commands shall go on after the client has left
public record Breakpoint(
        int pid,
        Kind kind,
        long address,
        int kindLength,
        List<AgentExpression> conditions,
        List<AgentExpression> commands,
        boolean persistent) {

    /// How gdb wants it done. A target that needs no debug registers treats both alike, but reports the kind it
    /// was given.
    public enum Kind {
        SOFTWARE,
        HARDWARE
    }

    public Breakpoint {
        conditions = List.copyOf(conditions);
        commands = List.copyOf(commands);
    }

    public Breakpoint(int pid, Kind kind, long address, int kindLength) {
        this(pid, kind, address, kindLength, List.of(), List.of(), false);
    }

    /// Whether a thread that has arrived here stops: there is no condition, one holds, or one cannot be
    /// computed (then the user has to see it).
    public boolean holds(AgentContext context) {
        for (AgentExpression condition : conditions) {
            try {
                if (condition.evaluate(context) != 0) {
                    return true;
                }
            } catch (TargetException _) {
                return true;
            }
        }
        return conditions.isEmpty();
    }
}
