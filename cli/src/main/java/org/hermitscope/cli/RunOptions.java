package org.hermitscope.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.hermitscope.kernel.vfs.MountSpec;
import org.hermitscope.vmm.EngineChoice;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.Isle;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.SyscallTrace;
import org.hermitscope.x86.cpu.CpuLevel;
import org.jspecify.annotations.Nullable;

/// The options of `run`, and what they and the variables make of a machine.
final class RunOptions {
    static final int GDB_PORT = 1234;

    private static final String KEPT_LOCALE = "HERMITSCOPE_LC_ALL";
    private static final String UNSET = "unset";

    private final CommandLine line;
    private final Variables variables;
    private final Map<String, String> environment;

    private RunOptions(CommandLine line, Variables variables, Map<String, String> environment) {
        this.line = line;
        this.variables = variables;
        this.environment = environment;
    }

    static Options options() {
        Options options = new Options();
        add(
                options,
                null,
                "gdb",
                "[ADDRESS:]PORT",
                true,
                "let gdb connect, by default at 127.0.0.1:1234; the guest waits for it");
        add(options, null, "monitor", "[ADDRESS:]PORT", true, "let telnet connect, by default at 127.0.0.1:18767");
        add(
                options,
                null,
                "mount",
                "HOST[:GUEST][:ro]",
                false,
                "show the guest a file or folder of the host; may be repeated");
        add(options, null, "here", null, false, "mount the current folder and start the guest in it");
        add(options, "e", "env", "NAME[=VALUE]", false, "set a variable of the guest, or pass it on; may be repeated");
        add(options, null, "env-host", null, false, "pass all variables of the host on");
        add(options, null, "mem", "SIZE", false, "memory of the guest with M or G, by default 2G");
        add(options, null, "cpus", "N", false, "virtual processors, by default 1");
        add(
                options,
                null,
                "isle",
                "auto|linux|uhyve|qemu",
                false,
                "what the program finds around it; so far always linux");
        add(options, null, "engine", "auto|interp", false, "what executes the guest's instructions");
        add(
                options,
                null,
                "cpu",
                "LEVEL",
                false,
                "what the guest's processor has: x86-64, x86-64-v2, x86-64-v3, or max, which is the default");
        add(options, null, "strace", "FILE", true, "write a line for each system call, by default to standard error");
        add(options, null, "stats", null, false, "print counters at the end");
        add(options, null, "verbose", null, false, "say what is decided, print the kernel log, show stack traces");
        add(options, "h", "help", null, false, "print this");
        return options;
    }

    static void add(
            Options options,
            @Nullable String letter,
            String name,
            @Nullable String value,
            boolean optional,
            String description) {
        Option.Builder option = Option.builder(letter).longOpt(name).desc(description);
        if (value != null) {
            option.argName(value).hasArg().optionalArg(optional);
        }
        options.addOption(option.get());
    }

    /// Puts the configuration together.
    ///
    /// @param line the options
    /// @param rest the program and its arguments
    /// @param variables the `HERMIT_*` variables
    /// @param environment the host's variables
    static MachineConfig configure(
            CommandLine line, List<String> rest, Variables variables, Map<String, String> environment) {
        if (rest.isEmpty()) {
            throw Usage.error("no program given: hermitscope run [OPTIONS] PROGRAM [ARGUMENTS...]");
        }
        return new RunOptions(line, variables, environment).configure(rest.get(0), rest.subList(1, rest.size()));
    }

    private MachineConfig configure(String program, List<String> arguments) {
        variables.checkOthers();
        MachineConfig.Builder config = MachineConfig.of(ProgramFile.check(program))
                .arguments(arguments)
                .cpus(cpus())
                .memory(memory())
                .isle(isle())
                .engine(engine())
                .cpu(cpu())
                .gdb(address("gdb", GDB_PORT, variables.debug()))
                .monitor(address("monitor", variables.monitorPort(), variables.monitor()))
                .trace(trace())
                .stats(line.hasOption("stats"))
                .verbose(line.hasOption("verbose") || variables.verbose());
        addMounts(config);
        addEnvironment(config);
        return config.build();
    }

    private int cpus() {
        String text = line.getOptionValue("cpus");
        return text == null ? variables.cpus() : Whole.within("--cpus", text, 1, MachineConfig.MAX_CPUS);
    }

    private long memory() {
        String text = line.getOptionValue("mem");
        long bytes = text == null ? variables.memory() : Size.parse("--mem", text);
        if (bytes == 0) {
            return MachineConfig.DEFAULT_MEMORY;
        }
        String setting = text == null ? "HERMIT_MEM" : "--mem";
        if (bytes < MachineConfig.MIN_MEMORY) {
            throw Usage.error(setting + ": " + Size.mebibytes(bytes) + " is too little: give at least "
                    + (MachineConfig.MIN_MEMORY >> 20) + "M");
        }
        HostMemory host = HostMemory.read();
        if (bytes > host.total()) {
            throw Usage.error(setting + ": " + Size.mebibytes(bytes) + " is too much: the host has "
                    + Size.mebibytes(host.free()) + " free of " + Size.mebibytes(host.total()));
        }
        return bytes;
    }

    private Isle isle() {
        String text = line.getOptionValue("isle");
        Isle fromVariable = variables.isle();
        if (text != null) {
            return Choice.parse("--isle", text, Isle.values());
        }
        return fromVariable == null ? Isle.AUTO : fromVariable;
    }

    private EngineChoice engine() {
        String text = line.getOptionValue("engine");
        if ("kvm".equals(text)) {
            throw Usage.error("--engine kvm: this release has no KVM engine; leave it out to run on the software CPU");
        }
        return text == null ? EngineChoice.AUTO : Choice.parse("--engine", text, EngineChoice.values());
    }

    private CpuLevel cpu() {
        String text = line.getOptionValue("cpu");
        if (text == null) {
            return CpuLevel.MAX;
        }
        CpuLevel level = CpuLevel.named(text);
        if (level == null) {
            throw Usage.error("--cpu: '" + text + "' is none of x86-64, x86-64-v2, x86-64-v3, max");
        }
        return level;
    }

    private @Nullable HostPort address(String option, int defaultPort, boolean onByVariable) {
        String text = line.getOptionValue(option);
        if (text != null) {
            return parseAddress("--" + option, text);
        }
        return line.hasOption(option) || onByVariable ? HostPort.loopback(defaultPort) : null;
    }

    static HostPort parseAddress(String setting, String text) {
        try {
            return HostPort.parse(text);
        } catch (IllegalArgumentException e) {
            throw Usage.error(setting + ": " + e.getMessage());
        }
    }

    private @Nullable SyscallTrace trace() {
        if (!line.hasOption("strace")) {
            return null;
        }
        String file = line.getOptionValue("strace");
        return new SyscallTrace(file == null ? null : HostPath.parse("--strace", file));
    }

    private void addMounts(MachineConfig.Builder config) {
        if (line.hasOption("here")) {
            Path here = Path.of("").toAbsolutePath();
            config.mount(new MountSpec(here, here.toString(), false)).workingDirectory(here.toString());
        }
        String[] mounts = line.getOptionValues("mount");
        if (mounts != null) {
            for (String text : mounts) {
                config.mount(HostPath.parseMount(text));
            }
        }
    }

    /// The launcher keeps the host's LC_ALL under another name when it needs one of its own.
    private void passOn(MachineConfig.Builder config, String name, String value) {
        if (name.equals(KEPT_LOCALE)) {
            return;
        }
        String kept = name.equals("LC_ALL") ? environment.get(KEPT_LOCALE) : null;
        if (kept == null || !kept.equals(UNSET)) {
            config.environment(name, kept == null ? value : kept);
        }
    }

    private void addEnvironment(MachineConfig.Builder config) {
        if (line.hasOption("env-host")) {
            environment.forEach((name, value) -> passOn(config, name, value));
        }
        String[] settings = line.getOptionValues("env");
        if (settings == null) {
            return;
        }
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            String value = equals < 0 ? environment.get(name) : setting.substring(equals + 1);
            if (name.isEmpty()) {
                throw Usage.error("--env: '" + setting + "' has no name: give NAME=VALUE");
            }
            if (value == null) {
                throw Usage.error("--env: " + name + " is not set here: give " + name + "=VALUE");
            }
            config.environment(name, value);
        }
    }
}
