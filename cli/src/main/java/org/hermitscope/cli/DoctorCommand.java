package org.hermitscope.cli;

import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;

/// `doctor`: what this computer has and lacks.
final class DoctorCommand {
    private DoctorCommand() {}

    static Options options() {
        Options options = new Options();
        RunOptions.add(options, "h", "help", null, false, "print this");
        return options;
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse(Subcommand.DOCTOR, options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.DOCTOR));
        }
        arguments.expectNothingMore(Subcommand.DOCTOR);
        Map<String, String> environment = System.getenv();
        int monitorPort = new Variables(environment, Console::say).monitorPort();
        StringBuilder text = new StringBuilder();
        boolean wrong = false;
        for (Finding finding : Checkup.findings(monitorPort)) {
            finding.appendTo(text);
            wrong |= finding.kind() == Finding.Kind.WRONG;
        }
        text.append(wrong ? "\nSomething that nothing works without is wrong.\n" : "\nAll that is needed is there.\n");
        int status = Console.answer(text.toString());
        return status == 0 && wrong ? 1 : status;
    }
}
