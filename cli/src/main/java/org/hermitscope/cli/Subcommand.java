package org.hermitscope.cli;

import org.jspecify.annotations.Nullable;

/// The first word of the command line. The order is that of the help.
enum Subcommand {
    RUN("run", "[OPTIONS] PROGRAM [ARGUMENTS...]", "boot a program and let people look inside"),
    DEMO("demo", "[--hold]", "show what gdb and the monitor see of a small guest"),
    MONITOR("monitor", "[-c COMMAND]... [[ADDRESS:]PORT]", "talk to the monitor of a running guest"),
    SYSCALLS("syscalls", "", "list the Linux system calls and how far each is served"),
    DISAS("disas", "[--syntax att|intel] FILE [SYMBOL]", "disassemble an x86-64 program"),
    DOCTOR("doctor", "", "say what this computer has, lacks, and what to do about it"),
    HELP("help", "[COMMAND]", "explain a command");

    final String word;
    final String parameters;
    final String summary;

    Subcommand(String word, String parameters, String summary) {
        this.word = word;
        this.parameters = parameters;
        this.summary = summary;
    }

    static @Nullable Subcommand named(String word) {
        for (Subcommand subcommand : values()) {
            if (subcommand.word.equals(word)) {
                return subcommand;
            }
        }
        return null;
    }
}
