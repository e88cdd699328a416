package org.hermitscope.cli;

import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Options;
import org.hermitscope.kernel.syscall.Support;
import org.hermitscope.kernel.syscall.SyscallEntry;
import org.hermitscope.kernel.syscall.SyscallTable;

/// `syscalls`: the kernel runtime's table.
final class SyscallsCommand {
    private SyscallsCommand() {}

    static Options options() {
        Options options = new Options();
        RunOptions.add(options, "h", "help", null, false, "print this");
        return options;
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse(Subcommand.SYSCALLS, options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.SYSCALLS));
        }
        arguments.expectNothingMore(Subcommand.SYSCALLS);
        return Console.answer(table(new SyscallTable().entries()));
    }

    private static String table(List<SyscallEntry> entries) {
        int longest = 0;
        for (SyscallEntry entry : entries) {
            longest = Math.max(longest, entry.name().length());
        }
        StringBuilder text = new StringBuilder();
        int[] counts = new int[Support.values().length];
        for (SyscallEntry entry : entries) {
            String number = Integer.toString(entry.number());
            text.repeat(' ', 3 - number.length()).append(number).append("  ").append(entry.name());
            text.repeat(' ', longest + 2 - entry.name().length()).append(word(entry.support()));
            if (!entry.note().isEmpty()) {
                text.repeat(' ', 9 - word(entry.support()).length()).append(entry.note());
            }
            text.append('\n');
            counts[entry.support().ordinal()]++;
        }
        text.append('\n');
        for (Support support : Support.values()) {
            text.append(support.ordinal() == 0 ? "" : ", ")
                    .append(counts[support.ordinal()])
                    .append(' ');
            text.append(word(support));
        }
        return text.append('\n').toString();
    }

    private static String word(Support support) {
        return support.name().toLowerCase(Locale.ROOT);
    }
}
