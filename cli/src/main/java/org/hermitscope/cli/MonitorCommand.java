package org.hermitscope.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.commons.cli.Options;
import org.hermitscope.monitor.Status;
import org.hermitscope.monitor.client.MonitorClient;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.VmmException;

/// `monitor`: talks to the monitor of a running guest.
final class MonitorCommand {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private MonitorCommand() {}

    static Options options() {
        Options options = new Options();
        RunOptions.add(
                options,
                "c",
                "command",
                "COMMAND",
                false,
                "run a monitor command and print its answer; may be repeated");
        RunOptions.add(options, "h", "help", null, false, "print this");
        return options;
    }

    static int run(List<String> words) {
        Arguments arguments = Arguments.parse(Subcommand.MONITOR, options(), words);
        if (arguments.options().hasOption("help")) {
            return Console.answer(HelpText.of(Subcommand.MONITOR));
        }
        HostPort address = address(arguments.rest());
        String[] commands = arguments.options().getOptionValues("command");
        try {
            if (commands == null) {
                MonitorClient.interactive(address.resolve(), LIMIT, System.in, System.out);
                return 0;
            }
            return execute(address, commands);
        } catch (IOException e) {
            throw new VmmException(VmmException.FAILURE, String.valueOf(e.getMessage()), e);
        }
    }

    private static HostPort address(List<String> rest) {
        if (rest.size() > 1) {
            throw Usage.error("monitor takes one address, not " + rest.size() + Arguments.help(Subcommand.MONITOR));
        }
        if (rest.isEmpty()) {
            return HostPort.loopback(new Variables(System.getenv(), Console::say).monitorPort());
        }
        return RunOptions.parseAddress("monitor", rest.get(0));
    }

    /// Every command is tried even after one has failed, so that `-c stop -c ... -c cont` leaves the guest running.
    private static int execute(HostPort address, String[] commands) throws IOException {
        boolean failed = false;
        try (MonitorClient client = MonitorClient.connect(address.resolve(), LIMIT)) {
            for (String command : commands) {
                MonitorClient.Answer answer = client.execute(command);
                int status = Console.answer(answer.text());
                if (status != 0) {
                    return status;
                }
                failed |= answer.status() != Status.OK;
            }
        }
        return failed ? 1 : 0;
    }
}
