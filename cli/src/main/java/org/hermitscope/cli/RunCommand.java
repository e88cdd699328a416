package org.hermitscope.cli;

import java.util.List;
import java.util.Map;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.boot.VirtualMachine;

/// `run`: boots a program and ends with its status.
final class RunCommand {
    private RunCommand() {}

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse(Subcommand.RUN, RunOptions.options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.RUN));
        }
        Map<String, String> environment = System.getenv();
        Variables variables = new Variables(environment, Console::say);
        MachineConfig config = RunOptions.configure(arguments.options(), arguments.rest(), variables, environment);
        return VirtualMachine.run(config);
    }
}
