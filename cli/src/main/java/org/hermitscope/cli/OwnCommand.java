package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.List;

/// The command that started this process, so that another of its kind can be started.
final class OwnCommand {
    private OwnCommand() {}

    /// Java with its options up to and with the program; the program's own words may follow.
    static List<String> words() {
        List<String> words = new ArrayList<>();
        ProcessHandle.Info info = ProcessHandle.current().info();
        String java = info.command().orElse(System.getProperty("java.home") + "/bin/java");
        words.add(java);
        String[] arguments = info.arguments().orElse(new String[0]);
        for (int i = 0; i + 1 < arguments.length; i++) {
            words.add(arguments[i]);
            if (arguments[i].equals("-jar")) {
                words.add(arguments[i + 1]);
                return words;
            }
        }
        // Not started from the jar: by a test, or from an IDE.
        return List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }
}
