package org.hermitscope.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.vmm.VmmException;

/// The program's entry.
public final class Main {
    private Main() {}

    public static void main(String[] words) {
        int status = run(RawWords.of(words));
        System.out.flush();
        System.exit(status);
    }

    /// Does what the words say.
    ///
    /// @return the exit status of the process
    static int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (VmmException e) {
            Console.say(e.getMessage());
            if (Failure.wantsTrace(words)) {
                e.printStackTrace();
            }
            return e.exitCode();
        } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
            return Failure.report(e, words);
        }
    }

    private static int dispatch(List<String> words) throws Exception {
        String first = words.isEmpty() ? "" : words.get(0);
        Subcommand subcommand = Subcommand.named(first);
        if (subcommand == null) {
            return other(first, words);
        }
        List<String> rest = words.subList(1, words.size());
        return switch (subcommand) {
            case RUN -> RunCommand.run(rest);
            case DEMO -> DemoCommand.run(rest);
            case MONITOR -> MonitorCommand.run(rest);
            case SYSCALLS -> SyscallsCommand.run(rest);
            case DISAS -> DisasCommand.run(rest);
            case DOCTOR -> DoctorCommand.run(rest);
            case HELP -> HelpCommand.run(rest);
        };
    }

    private static int other(String first, List<String> words) throws Exception {
        return switch (first) {
            case "--help", "-h" -> Console.answer(HelpText.overview());
            case "--version", "-V" -> Console.answer(HelpText.version());
            case "--train" -> Training.run();
            case "" ->
                throw Usage.error(
                        "no command given: hermitscope demo shows what it does, hermitscope --help lists the commands");
            default -> throw unknown(first, words);
        };
    }

    private static VmmException unknown(String first, List<String> words) {
        if (first.startsWith("-")) {
            return Usage.error("unknown option " + first + ": a command comes first, as in hermitscope run "
                    + String.join(" ", words));
        }
        List<String> names = new ArrayList<>();
        for (Subcommand subcommand : Subcommand.values()) {
            names.add(subcommand.word);
        }
        String suggestion = Suggestion.text(first, names);
        if (!suggestion.isEmpty()) {
            return Usage.error("unknown command " + first + suggestion);
        }
        return Usage.error("unknown command " + first
                + (new File(first).isFile()
                        ? ": to run that program, hermitscope run " + first
                        : ": hermitscope --help lists them"));
    }
}
