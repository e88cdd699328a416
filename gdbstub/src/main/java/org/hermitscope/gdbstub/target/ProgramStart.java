package org.hermitscope.gdbstub.target;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How to start a program.
///
/// @param file the program; empty: the one that was started last
/// @param arguments without the program's own name
/// @param setEnvironment variables to set in the target's default environment
/// @param unsetEnvironment variables to remove from it
/// @param workingDirectory empty: the target's default
/// @param randomize whether addresses shall differ from run to run; gdb normally says no
public record ProgramStart(
        Optional<String> file,
        List<String> arguments,
        Map<String, String> setEnvironment,
        Set<String> unsetEnvironment,
        Optional<String> workingDirectory,
        boolean randomize) {}
