package org.hermitscope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hermitscope.vmm.VmmException;

/// A mistake of ours: one line for the user, the details in a file for whoever mends it.
final class Failure {
    private Failure() {}

    static int report(Throwable failure, List<String> words) {
        String what = failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getClass().getSimpleName() + ": "
                        + failure.getMessage().replace('\n', ' ');
        if (wantsTrace(words)) {
            Console.say("internal error: " + what);
            failure.printStackTrace();
            return VmmException.FAILURE;
        }
        Console.say("internal error: " + what + "; " + keep(failure, words));
        return VmmException.FAILURE;
    }

    /// Whether stack traces go to the terminal. The program's own arguments are not ours to read.
    static boolean wantsTrace(List<String> words) {
        for (String word : words) {
            if (word.equals("--verbose")) {
                return true;
            }
            if (!word.startsWith("-") && !word.equals("run")) {
                break;
            }
        }
        return new Variables(System.getenv(), _ -> {}).verbose();
    }

    private static String keep(Throwable failure, List<String> words) {
        try {
            Path file = Files.createTempFile("hermitscope-", ".log");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                out.print(HelpText.version());
                out.println("words: " + String.join(" ", words));
                failure.printStackTrace(out);
            }
            return "details in " + file;
        } catch (IOException e) {
            return "--verbose shows the details";
        }
    }
}
