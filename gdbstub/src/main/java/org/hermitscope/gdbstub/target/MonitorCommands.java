package org.hermitscope.gdbstub.target;

import java.util.function.Consumer;

/// Capability: gdb's `monitor` command. Packet `qRcmd`.
public interface MonitorCommands {

    /// Runs a command while the program stands still.
    ///
    /// @param line what the user typed after `monitor`, without line end
    /// @param output takes text piece by piece, with line ends; it appears at once. It may block while the
    ///     client reads slowly.
    /// @throws TargetException if the command is unknown or failed; its text is shown to the user
    void run(String line, Consumer<String> output);
}
