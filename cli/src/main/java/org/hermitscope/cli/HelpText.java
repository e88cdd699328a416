package org.hermitscope.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.hermitscope.vmm.Version;

/// What `--help` prints, made from the tables that the program itself works with.
final class HelpText {
    private static final int WIDTH = 80;

    private HelpText() {}

    static String overview() {
        StringBuilder text = new StringBuilder("""
            HermitScope boots a unikernel application or a static Linux program and lets
            people look inside.

            Usage: hermitscope COMMAND ...

            """);
        for (Subcommand subcommand : Subcommand.values()) {
            row(text, 12, subcommand.word, subcommand.summary);
        }
        text.append("""

            Try: hermitscope demo
                 hermitscope run --gdb --monitor ./program
                 hermitscope help run
            """);
        return text.toString();
    }

    static String version() {
        return Version.TEXT + " (Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.arch") + ")\n";
    }

    static String of(Subcommand subcommand) {
        StringBuilder text = new StringBuilder("Usage: hermitscope ").append(subcommand.word);
        if (!subcommand.parameters.isEmpty()) {
            text.append(' ').append(subcommand.parameters);
        }
        text.append("\n\n").append(about(subcommand));
        Options options = options(subcommand);
        if (!options.getOptions().isEmpty()) {
            text.append("\nOptions:\n");
            for (Option option : options.getOptions()) {
                row(text, 32, spelling(option), option.getDescription());
            }
        }
        text.append(after(subcommand));
        return text.toString();
    }

    private static Options options(Subcommand subcommand) {
        return switch (subcommand) {
            case RUN -> RunOptions.options();
            case DEMO -> DemoCommand.options();
            case MONITOR -> MonitorCommand.options();
            case SYSCALLS -> SyscallsCommand.options();
            case DISAS -> DisasCommand.options();
            case DOCTOR -> DoctorCommand.options();
            case HELP -> new Options();
        };
    }

    private static String about(Subcommand subcommand) {
        return switch (subcommand) {
            case RUN -> """
                Boots PROGRAM with its ARGUMENTS and ends with its exit status. The guest sees
                no file, variable or network of the host unless an option says so.
                """;
            case DEMO -> """
                Boots a small guest and shows its output, its registers and memory in the
                monitor, a breakpoint and a backtrace in gdb, and its exit status. Asks nothing
                and ends by itself.
                """;
            case MONITOR -> """
                Connects to the monitor of a guest that was started with --monitor, by default
                at 127.0.0.1:18767. Without -c the terminal is connected; telnet does the same
                with line editing.
                """;
            case SYSCALLS -> """
                Lists the Linux system calls: number, name, how far it is served, and what is
                missing.
                """;
            case DISAS -> """
                Prints the machine code of an x86-64 program: all of it, or the function
                SYMBOL.
                """;
            case DOCTOR -> """
                Looks for what HermitScope needs and can use on this computer, and says what to
                do about what is missing. Ends with 1 if it is something that nothing works
                without.
                """;
            case HELP -> """
                Explains COMMAND, or lists the commands.
                """;
        };
    }

    private static String after(Subcommand subcommand) {
        return switch (subcommand) {
            case RUN -> """

                An address is IPv4, [IPv6] or a name; port 0 takes a free one. Options end at
                PROGRAM or at --.

                Variables, over which options win; of those that switch, unset or 0 is off and
                all else is on:
                  HERMIT_DEBUG    as --gdb
                  HERMIT_MONITOR  as --monitor
                  HERMIT_PORT     the monitor listens one above, by default 18766
                  HERMIT_MEM      as --mem
                  HERMIT_CPUS     as --cpus
                  HERMIT_ISLE     as --isle
                  HERMIT_VERBOSE  as --verbose
                  HERMIT_KVM      0 or unset: the software CPU, the only engine so far

                Exit status: the guest's, or 128 + the signal that ended it; 1 after a failure
                of HermitScope, 2 for a wrong option or setting and for a PROGRAM
                that is missing or cannot run.
                """;
            case MONITOR -> """

                Exit status: 0, or 1 if a command failed or the connection broke.
                """;
            case DEMO, SYSCALLS, DISAS, DOCTOR, HELP -> "";
        };
    }

    private static String spelling(Option option) {
        String letter = option.getOpt() == null ? "" : "-" + option.getOpt() + ", ";
        String value = option.getArgName();
        if (!option.hasArg()) {
            return letter + "--" + option.getLongOpt();
        }
        return letter + "--" + option.getLongOpt() + (option.hasOptionalArg() ? "[=" + value + "]" : " " + value);
    }

    /// Two columns, the second folded.
    private static void row(StringBuilder text, int indent, String left, String right) {
        int start = text.length();
        text.append("  ").append(left);
        int column = text.length() - start;
        if (column >= indent) {
            text.append('\n');
            column = 0;
        }
        text.repeat(' ', indent - column);
        column = indent;
        for (String word : right.split(" ", -1)) {
            if (column > indent && column + 1 + word.length() > WIDTH) {
                text.append('\n').repeat(' ', indent);
                column = indent;
            } else if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
