package org.hermitscope.cli;

import java.io.PrintStream;

/// Where our own words go: answers to standard output, everything else to standard error behind our name.
final class Console {
    /// What a shell reports for a program that SIGPIPE ended.
    private static final int BROKEN_PIPE = 128 + 13;

    private Console() {}

    static void say(String line) {
        System.err.println("hermitscope: " + line);
    }

    /// Writes an answer.
    ///
    /// @return 0, or 141 if nobody reads any more, as in `hermitscope syscalls | head -1`
    static int answer(String text) {
        PrintStream out = System.out;
        out.print(text);
        return out.checkError() ? BROKEN_PIPE : 0;
    }
}
