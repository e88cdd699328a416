package org.hermitscope.vmm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.vfs.MountSpec;
import org.hermitscope.x86.cpu.CpuLevel;
import org.jspecify.annotations.Nullable;

/// Everything that is decided before a machine is built. It never changes afterwards.
///
/// What the machine tells its user goes to standard error, each line beginning with `hermitscope: `; the guest's
/// output goes to standard output. Nothing is said unless [#gdb], [#monitor], [#verbose] or [#stats] asks for
/// it or the guest ends with a fault. Two of the lines are read by programs and therefore fixed, with the port
/// that was really taken:
///
/// ```
/// hermitscope: gdb: target extended-remote 127.0.0.1:1234 (waiting at the first instruction)
/// hermitscope: monitor: telnet 127.0.0.1 18767
/// ```
///
/// @param program the image on the host, as the user named it
/// @param arguments what follows the program's name; the name itself, `argv[0]`, is [#program] as it was given
/// @param environment the guest's environment, in this order
/// @param mounts what the guest sees of the host's files
/// @param workingDirectory the guest's, an absolute guest path
/// @param isle what the program finds around it
/// @param engine what executes it
/// @param cpu the level of the instruction set that the guest finds
/// @param cpus virtual processors, 1 to [#MAX_CPUS]
/// @param memory bytes of guest memory, a multiple of 4096, at least [#MIN_MEMORY]
/// @param gdb where gdb may connect, null for nowhere; with it the guest waits at its first instruction
/// @param monitor where telnet may connect, null for nowhere
/// @param trace where the system calls are written, null for nowhere
/// @param stats whether counters are printed at the end
/// @param verbose whether the kernel log and what was decided are printed
public record MachineConfig(
        Path program,
        List<String> arguments,
        Map<String, String> environment,
        List<MountSpec> mounts,
        String workingDirectory,
        Isle isle,
        EngineChoice engine,
        CpuLevel cpu,
        int cpus,
        long memory,
        @Nullable HostPort gdb,
        @Nullable HostPort monitor,
        @Nullable SyscallTrace trace,
        boolean stats,
        boolean verbose) {
    public static final int MAX_CPUS = 64;

    /// The least with which a small static program starts: 4 MiB.
    public static final long MIN_MEMORY = 4L << 20;

    /// What a machine has unless told otherwise: 2 GiB, of which the host gives what is touched.
    public static final long DEFAULT_MEMORY = 2L << 30;

    private static final long PAGE_SIZE = 4096;

    public MachineConfig {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        mounts = List.copyOf(mounts);
        require(workingDirectory.startsWith("/"), "working directory is not absolute: ", workingDirectory);
        require(cpus >= 1 && cpus <= MAX_CPUS, "cpus not in 1 to 64: ", cpus);
        require(memory >= MIN_MEMORY && memory % PAGE_SIZE == 0, "memory too small or not whole pages: ", memory);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            require(!name.isEmpty() && name.indexOf('=') < 0 && isText(name), "no variable name: ", name);
            require(isText(variable.getValue()), "zero character in the value of variable ", name);
        }
        for (String argument : arguments) {
            require(isText(argument), "zero character in an argument: ", argument);
        }
    }

    private static void require(boolean holds, String otherwise, Object what) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise + what);
        }
    }

    /// Strings end at the first zero byte in the guest.
    private static boolean isText(String text) {
        return text.indexOf('\0') < 0;
    }

    /// Starts a configuration that runs a program with the defaults.
    public static Builder of(Path program) {
        return new Builder(program);
    }

    /// Collects what differs from the defaults.
    public static final class Builder {
        private final Path program;
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<MountSpec> mounts = new ArrayList<>();
        private String workingDirectory = "/";
        private Isle isle = Isle.AUTO;
        private EngineChoice engine = EngineChoice.AUTO;
        private CpuLevel cpu = CpuLevel.MAX;
        private int cpus = 1;
        private long memory = DEFAULT_MEMORY;
        private @Nullable HostPort gdb;
        private @Nullable HostPort monitor;
        private @Nullable SyscallTrace trace;
        private boolean stats;
        private boolean verbose;

        private Builder(Path program) {
            this.program = program;
        }

        /// Adds arguments after those given so far.
        public Builder arguments(List<String> more) {
            arguments.addAll(more);
            return this;
        }

        /// Sets a variable of the guest; the last value given counts.
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /// Adds a mount.
        public Builder mount(MountSpec mount) {
            mounts.add(mount);
            return this;
        }

        public Builder workingDirectory(String guestPath) {
            workingDirectory = guestPath;
            return this;
        }

        public Builder isle(Isle value) {
            isle = value;
            return this;
        }

        public Builder engine(EngineChoice value) {
            engine = value;
            return this;
        }

        public Builder cpu(CpuLevel level) {
            cpu = level;
            return this;
        }

        public Builder cpus(int count) {
            cpus = count;
            return this;
        }

        public Builder memory(long bytes) {
            memory = bytes;
            return this;
        }

        public Builder gdb(@Nullable HostPort address) {
            gdb = address;
            return this;
        }

        public Builder monitor(@Nullable HostPort address) {
            monitor = address;
            return this;
        }

        public Builder trace(@Nullable SyscallTrace value) {
            trace = value;
            return this;
        }

        public Builder stats(boolean on) {
            stats = on;
            return this;
        }

        public Builder verbose(boolean on) {
            verbose = on;
            return this;
        }

        /// @throws IllegalArgumentException if a value is out of its range
        public MachineConfig build() {
            return new MachineConfig(
                    program,
                    arguments,
                    environment,
                    mounts,
                    workingDirectory,
                    isle,
                    engine,
                    cpu,
                    cpus,
                    memory,
                    gdb,
                    monitor,
                    trace,
                    stats,
                    verbose);
        }
    }
}
