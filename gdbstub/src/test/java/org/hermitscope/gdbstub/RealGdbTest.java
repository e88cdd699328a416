package org.hermitscope.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.toy.FullToyMachine;
import org.hermitscope.gdbstub.toy.ToyMachine;
import org.hermitscope.gdbstub.toy.ToyPrograms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real gdb looks at the toy machine. Skipped where there is none.
class RealGdbTest {
    private static final Path GDB = Path.of("/usr/bin/gdb");
    private static final int SECONDS = 20;

    @TempDir
    private Path folder;

    private ToyMachine machine = new FullToyMachine(ToyPrograms.standard());

    @BeforeEach
    void needsGdb() {
        assumeTrue(Files.isExecutable(GDB), "no " + GDB);
    }

    @AfterEach
    void stopTheMachine() {
        machine.kill();
    }

    /// What gdb prints for these commands, given after it has connected.
    private String gdb(String... commands) throws Exception {
        List<String> line = new ArrayList<>(List.of(GDB.toString(), "-nx", "-batch", "-iex", "set sysroot /"));
        Path output = folder.resolve("output");
        try (GdbServer server = GdbServer.start(machine, GdbServerOptions.loopback(0))) {
            line.add("-ex");
            line.add("target extended-remote 127.0.0.1:" + server.address().getPort());
            for (String command : commands) {
                line.add("-ex");
                line.add(command);
            }
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            try {
                assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                        .as("gdb ends")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Test
    void aDayAtWork() throws Exception {
        String output = gdb(
                "info registers rip eflags fs_base orig_rax mxcsr",
                "x/4xb 0x400000",
                "break *0x400005",
                "continue",
                "stepi",
                "delete",
                "info threads",
                "print $fop",
                "monitor hello",
                "info os tasks",
                "find /b 0x400000,0x400100,0x48,0xff",
                "set $rdi = 0x400200",
                "watch *(char *)0x400200",
                "jump *0x400020",
                "delete",
                "catch syscall 39",
                "set $rax = 39",
                "jump *0x400030",
                "set var $cs = 1",
                "remote get /toy " + folder.resolve("got"),
                "detach");
        assertThat(output)
                .contains("rip            0x400000")
                .contains("[ IF ]")
                .contains("orig_rax       0xffffffffffffffff")
                .contains("[ IM DM ZM OM UM PM ]")
                .contains("0x400000:\t0x90\t0x90\t0x48\t0xff")
                .contains("Breakpoint 1, 0x0000000000400005")
                .contains("0x0000000000400000 in ?? ()")
                .contains("Thread 1.1 \"toy<1>\" (runs)")
                .contains("$1 = <unavailable>")
                .contains("hello world")
                .contains("a & b")
                .contains("0x400002\n1 pattern found")
                .contains("Hardware watchpoint 2: *(char *)0x400200\n\nOld value = 0")
                .contains("New value = 1 '\\001'\n0x0000000000400022")
                .contains("Catchpoint 3 (call to syscall getpid)")
                .contains("E.cs cannot be written")
                .contains("detached")
                .doesNotContain("internal-error");
        assertThat(folder.resolve("got")).hasBinaryContent(FullToyMachine.fileContent());
        assertThat(machine.points()).isZero();
    }

    @Test
    void theDescriptionIsTakenWithNumbersSizesAndTypes() throws Exception {
        List<String> lines = gdb("maint print remote-registers", "ptype $xmm0", "print $xmm0.uint128")
                .lines()
                .map(line -> line.replaceAll(" +", " ").trim())
                .toList();
        // name, gdb's number (three times), size, type, our number, place in the g packet
        assertThat(lines)
                .contains("rax 0 0 0 8 int64_t 0 0")
                .contains("rip 16 16 128 8 *1 16 128")
                .contains("eflags 17 17 136 4 i386_eflags 17 136")
                .contains("st0 24 24 164 10 _i387_ext 24 164")
                .contains("fop 39 39 272 4 int 39 272")
                .contains("xmm0 40 40 276 16 vec128 40 276")
                .contains("mxcsr 56 56 532 4 i386_mxcsr 56 532")
                .anyMatch(line -> line.startsWith("orig_rax") && line.endsWith("8 long 57 536"))
                .anyMatch(line -> line.startsWith("fs_base") && line.endsWith("8 long 58 544"))
                .anyMatch(line -> line.startsWith("gs_base") && line.endsWith("8 long 59 552"))
                .contains("type = union vec128 {")
                .contains("$1 = 0");
    }

    @Test
    void optionalRegistersAreShown() throws Exception {
        machine = new FullToyMachine(ToyPrograms.standard(), EnumSet.allOf(X8664.Feature.class));
        assertThat(gdb(
                        "set $ymm3.v4_int64[3] = 7",
                        "print $ymm3.v4_int64",
                        "set $zmm31.v8_int64[7] = 9",
                        "print $zmm31.v8_int64",
                        "set $cr3 = 0x1000",
                        "print/x $cr3",
                        "print $k1",
                        "print $pkru",
                        "info registers efer"))
                .contains("$1 = {0, 0, 0, 7}")
                .contains("$2 = {0, 0, 0, 0, 0, 0, 0, 9}")
                .contains("$3 = 0x1000")
                .contains("$4 = 0")
                .contains("$5 = 0")
                .contains("efer           0x0");
    }

    @Test
    void theProgramRunsBackwards() throws Exception {
        assertThat(gdb("stepi", "stepi", "stepi", "print $rip", "reverse-stepi", "print $rip", "reverse-continue"))
                .contains("$1 = (void (*)()) 0x400005")
                .contains("$2 = (void (*)()) 0x400002")
                .contains("No more reverse-execution history.\n0x0000000000400000");
    }

    @Test
    void conditionsAreEvaluatedByTheTarget() throws Exception {
        assertThat(gdb(
                        "set breakpoint condition-evaluation target",
                        "break *0x400005 if $rax == 1000 || *(char *)0x400000 != -112",
                        "continue",
                        "print $rax",
                        "condition 1 ($rax & 3) == 3 && (long)$rsp > 0 && !($rax < 1005)",
                        "continue",
                        "print $rax",
                        "condition 1 *(char *)0 == 1",
                        "continue",
                        "print $rax",
                        "info breakpoints"))
                .contains("$1 = 1000")
                .contains("$2 = 1007")
                .contains("(target evals)");
    }

    @Test
    void functionsWithFloatingPointArgumentsCanBeCalled() throws Exception {
        assertThat(gdb(
                        "print ((double (*)(double))0x400010)(1.5)",
                        "print $rip",
                        "print ((float (*)(float))0x400010)(2.5f)"))
                .contains("$1 = 1.5")
                .contains("$2 = (void (*)()) 0x400000")
                .contains("$3 = 2.5")
                .doesNotContain("internal-error");
    }

    @Test
    void programsAreStartedAgainWithinTheSession() throws Exception {
        assertThat(gdb(
                        "set $rdi = 7",
                        "set $rax = 60",
                        "jump *0x400030",
                        "set remote exec-file /toy",
                        "set args one two",
                        "set environment COLOUR=red",
                        "set startup-with-shell off",
                        "starti",
                        "print $rip",
                        "kill"))
                .contains("exited with code 07")
                .doesNotContain("The \"remote\" target does not support");
        assertThat(machine.journal())
                .anyMatch(call -> call.startsWith("run [one, two]") && call.contains("COLOUR=red"));
        assertThat(machine.journal()).contains("kill");
    }

    @Test
    void aTargetWithoutCapabilitiesWillDo() throws Exception {
        machine = new ToyMachine(ToyPrograms.standard());
        // Without Z packets gdb writes its traps into the program itself.
        assertThat(gdb("x/2i $pc", "stepi", "stepi", "print $rip", "info threads", "disconnect"))
                .contains("nop")
                .contains("$1 = (void (*)()) 0x400002")
                .contains("* 1");
    }
}
