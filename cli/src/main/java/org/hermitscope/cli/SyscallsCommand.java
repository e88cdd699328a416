package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<Support, Integer> counts = new EnumMap<>(Support.class);
        for (SyscallEntry entry : entries) {
            String number = Integer.toString(entry.number());
            text.repeat(' ', 3 - number.length()).append(number).append("  ").append(entry.name());
            text.repeat(' ', longest + 2 - entry.name().length()).append(word(entry.support()));
            if (!entry.note().isEmpty()) {
                text.repeat(' ', 9 - word(entry.support()).length()).append(entry.note());
            }
            text.append('\n');
            counts.merge(entry.support(), 1, Integer::sum);
        }
        text.append('\n');
        List<String> sums = new ArrayList<>();
        counts.forEach((support, count) -> sums.add(count + " " + word(support)));
        return text.append(String.join(", ", sums)).append('\n').toString();
    }

    private static String word(Support support) {
        return support.name().toLowerCase(Locale.ROOT);
    }
}
