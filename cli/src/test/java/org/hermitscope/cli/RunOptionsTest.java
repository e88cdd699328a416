package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.vfs.MountSpec;
import org.hermitscope.vmm.EngineChoice;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.Isle;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.SyscallTrace;
import org.hermitscope.vmm.VmmException;
import org.hermitscope.x86.cpu.CpuLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private String program = "";

    @BeforeEach
    void makeProgram() throws IOException {
        program = Files.writeString(folder.resolve("app"), "x").toString();
    }

    private MachineConfig configure(String... options) {
        List<String> words = new ArrayList<>(List.of(options));
        words.add(program);
        words.add("argument");
        Arguments arguments = Arguments.parse(Subcommand.RUN, RunOptions.options(), words);
        return RunOptions.configure(
                arguments.options(), arguments.rest(), new Variables(environment, warnings::add), environment);
    }

    private VmmException failure(String... options) {
        return catchThrowableOfType(VmmException.class, () -> configure(options));
    }

    @Test
    void withoutOptionsEverythingHasItsDefault() {
        MachineConfig config = configure();
        assertThat(config)
                .isEqualTo(MachineConfig.of(Path.of(program))
                        .arguments(List.of("argument"))
                        .build());
    }

    @Test
    void everyOptionBecomesItsField() {
        MachineConfig config = configure(
                "--gdb",
                "--monitor=[::1]:99",
                "--cpus",
                "3",
                "--mem=64M",
                "--isle",
                "uhyve",
                "--engine=interp",
                "--cpu=v2",
                "--strace=trace.txt",
                "--stats",
                "--verbose");
        assertThat(config.gdb()).isEqualTo(new HostPort("127.0.0.1", 1234));
        assertThat(config.monitor()).isEqualTo(new HostPort("::1", 99));
        assertThat(config.cpus()).isEqualTo(3);
        assertThat(config.memory()).isEqualTo(64L << 20);
        assertThat(config.isle()).isEqualTo(Isle.UHYVE);
        assertThat(config.engine()).isEqualTo(EngineChoice.INTERP);
        assertThat(config.cpu()).isEqualTo(CpuLevel.V2);
        assertThat(configure("--cpu", "x86-64").cpu()).isEqualTo(CpuLevel.V1);
        assertThat(config.trace()).isEqualTo(new SyscallTrace(Path.of("trace.txt")));
        assertThat(config.stats()).isTrue();
        assertThat(config.verbose()).isTrue();
        assertThat(configure("--strace").trace()).isEqualTo(new SyscallTrace(null));
    }

    @Test
    void variablesCountWhereNoOptionDoes() {
        environment.putAll(Map.of(
                "HERMIT_DEBUG",
                "1",
                "HERMIT_MONITOR",
                "1",
                "HERMIT_PORT",
                "5000",
                "HERMIT_CPUS",
                "2",
                "HERMIT_MEM",
                "1G",
                "HERMIT_ISLE",
                "qemu",
                "HERMIT_VERBOSE",
                "1"));
        MachineConfig config = configure();
        assertThat(config.gdb()).isEqualTo(HostPort.loopback(1234));
        assertThat(config.monitor()).isEqualTo(HostPort.loopback(5001));
        assertThat(config.cpus()).isEqualTo(2);
        assertThat(config.memory()).isEqualTo(1L << 30);
        assertThat(config.isle()).isEqualTo(Isle.QEMU);
        assertThat(config.verbose()).isTrue();
        MachineConfig options = configure("--gdb=7", "--monitor=8", "--cpus=1", "--mem=512M", "--isle=linux");
        assertThat(options.gdb()).isEqualTo(HostPort.loopback(7));
        assertThat(options.monitor()).isEqualTo(HostPort.loopback(8));
        assertThat(options.cpus()).isEqualTo(1);
        assertThat(options.memory()).isEqualTo(512L << 20);
        assertThat(options.isle()).isEqualTo(Isle.LINUX);
    }

    @Test
    void theGuestSeesOnlyWhatIsMounted() {
        MachineConfig config = configure("--mount", folder + ":/data:ro", "--mount=" + folder);
        assertThat(config.mounts())
                .containsExactly(new MountSpec(folder, "/data", true), new MountSpec(folder, folder.toString(), false));
        assertThat(config.workingDirectory()).isEqualTo("/");
    }

    @Test
    void hereIsTheCurrentFolderUnderItsOwnName() {
        String here = Path.of("").toAbsolutePath().toString();
        MachineConfig config = configure("--here");
        assertThat(config.mounts()).containsExactly(new MountSpec(Path.of(here), here, false));
        assertThat(config.workingDirectory()).isEqualTo(here);
    }

    @Test
    void variablesOfTheGuestAreSetOrPassedOn() {
        environment.put("LANG", "C");
        environment.put("OTHER", "secret");
        assertThat(configure().environment()).isEmpty();
        assertThat(configure("-e", "A=b=c", "-e", "EMPTY=", "-eLANG").environment())
                .containsExactly(Map.entry("A", "b=c"), Map.entry("EMPTY", ""), Map.entry("LANG", "C"));
        assertThat(configure("--env-host", "-e", "LANG=de").environment())
                .containsEntry("OTHER", "secret")
                .containsEntry("LANG", "de");
    }

    @Test
    void theLocaleThatTheLauncherNeedsIsNotTheGuests() {
        environment.putAll(Map.of("LC_ALL", "C.UTF-8", "HERMITSCOPE_LC_ALL", "unset", "A", "1"));
        assertThat(configure("--env-host").environment()).containsExactly(Map.entry("A", "1"));
        environment.put("HERMITSCOPE_LC_ALL", "C");
        assertThat(configure("--env-host").environment()).containsOnly(Map.entry("A", "1"), Map.entry("LC_ALL", "C"));
    }

    @ParameterizedTest
    @CsvSource({
        "--mem=1M, '--mem: 1 MiB is too little: give at least 4M'",
        "--mem=2, '--mem: ''2'' is no amount of memory: give a whole number with M or G, such as 512M or 2G'",
        "--cpus=0, '--cpus: ''0'' is not a whole number from 1 to 64'",
        "--cpus=3-5, '--cpus: ''3-5'' is not a whole number from 1 to 64'",
        "--gdb=70000, '--gdb: ''70000'' is not a port number from 0 to 65535'",
        "--gdb=, '--gdb: '''' is not a port number from 0 to 65535'",
        "--monitor=::1:5, '--monitor: an IPv6 address needs brackets, as in [::1]:1234'",
        "--isle=moon, '--isle: ''moon'' is none of auto, linux, uhyve, qemu'",
        "--engine=fast, '--engine: ''fast'' is none of auto, interp'",
        "--engine=kvm, '--engine kvm: this release has no KVM engine; leave it out to run on the software CPU'",
        "--cpu=v4, '--cpu: ''v4'' is none of x86-64, x86-64-v2, x86-64-v3, max'",
        "--mount=/no/such, '--mount: /no/such does not exist: create it, or mend HOST[:GUEST][:ro]'",
        "--mount=/tmp:/data:or, '--mount: ''or'' in ''/tmp:/data:or'' is neither ro nor rw: use HOST[:GUEST][:ro]'",
        "--mount=:/data, '--mount: no host path in '':/data'': use HOST[:GUEST][:ro]'",
        "-e=x, '--env: ''=x'' has no name: give NAME=VALUE'",
        "--env=NOT_SET, '--env: NOT_SET is not set here: give NOT_SET=VALUE'",
        "--strace=, '--strace: the file name is empty'",
    })
    void wrongValuesAreNamedWithTheWayOut(String option, String message) {
        VmmException failure = failure(option);
        assertThat(failure).hasMessage(message);
        assertThat(failure.exitCode()).isEqualTo(2);
    }

    @Test
    void moreMemoryThanTheHostHasIsRefused() {
        assertThat(failure("--mem=9999999G"))
                .hasMessageMatching("--mem: 10239998976 MiB is too much: the host has \\d+ MiB free of \\d+ MiB");
        environment.put("HERMIT_MEM", "9999999G");
        assertThat(failure()).hasMessageStartingWith("HERMIT_MEM: ");
    }

    @Test
    void aProgramThatCannotBeRunHasTheShellsStatus() throws IOException {
        program = folder.resolve("nothing").toString();
        assertThat(failure()).hasMessage(program + ": no such file");
        assertThat(failure().exitCode()).isEqualTo(2);
        program = folder.toString();
        assertThat(failure()).hasMessage(program + ": is a directory, not a program");
        assertThat(failure().exitCode()).isEqualTo(2);
        program = "";
        assertThat(failure().exitCode()).isEqualTo(2);
        program = "sh";
        assertThat(failure()).hasMessageMatching("sh: no such file: PATH is not searched, did you mean /.*/sh\\?");
    }
}
