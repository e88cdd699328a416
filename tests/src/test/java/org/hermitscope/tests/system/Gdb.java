package org.hermitscope.tests.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.tests.RequiredTool;

/// The real gdb in batch mode.
final class Gdb {
    private Gdb() {}

    /// Connects to a port, gives commands, and returns all that gdb said.
    static String session(Path directory, String port, String... commands) {
        List<String> command = new ArrayList<>(
                List.of(RequiredTool.path("gdb").toString(), "-nx", "-q", "-batch", "-ex", "set pagination off"));
        command.add("-ex");
        command.add("target extended-remote 127.0.0.1:" + port);
        for (String one : commands) {
            command.add("-ex");
            command.add(one);
        }
        Run.Result result = Run.natively(command)
                .in(directory)
                .with("HOME", directory.toString())
                .finish();
        return result.text() + result.errorText();
    }
}
