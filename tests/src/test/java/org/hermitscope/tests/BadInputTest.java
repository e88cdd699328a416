package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong, people get one line that names it and the way out, and scripts get a status.
class BadInputTest {
    private static final int ELF_HEADER = 64;

    @TempDir
    private Path folder;

    private static void assertOneLine(Outcome outcome, int status) {
        assertThat(outcome.err()).startsWith("hermitscope: ").doesNotContain("internal error", "Exception", "\tat ");
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.status()).isEqualTo(status);
    }

    private static String demo() {
        return House.root().resolve("cli/src/main/guest/demo").toString();
    }

    @ParameterizedTest
    @CsvSource({"--gdb=, --gdb", "--monitor=, --monitor"})
    void aPortThatIsTakenIsNamedBeforeTheGuestRuns(String option, String setting) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Outcome.hermitscope("run", option + taken.getLocalPort(), demo());
            assertThat(outcome.err()).contains(Integer.toString(taken.getLocalPort()), setting);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.status()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HERMIT_PORT, abc", "HERMIT_PORT, 0", "HERMIT_PORT, -1", "HERMIT_PORT, 65535", "HERMIT_PORT, 99999",
                "HERMIT_PORT, ''",
        "HERMIT_MEM, 2", "HERMIT_MEM, 2X", "HERMIT_MEM, 0", "HERMIT_MEM, -1G", "HERMIT_MEM, 9999999G",
                "HERMIT_MEM, 1.5G",
        "HERMIT_CPUS, 0", "HERMIT_CPUS, 1000", "HERMIT_CPUS, 3-5", "HERMIT_KVM, 1", "HERMIT_ISLE, moon",
    })
    void aVariableThatMakesNoSenseIsNamed(String name, String value) {
        Outcome outcome = Outcome.hermitscope(Map.of(name, value), "run", demo());
        assertOneLine(outcome, 2);
        assertThat(outcome.err()).contains(name);
    }

    @Test
    void blanksAroundAPortAreForgiven() {
        Outcome outcome = Outcome.hermitscope(Map.of("HERMIT_PORT", " 18766 ", "HERMIT_KVM", "0"), "run", demo());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "run --xyzzy pom.xml, unknown option --xyzzy",
        "run, no program given",
        "run /, is a directory",
        "frobnicate, unknown command",
        "run --gdb=70000 pom.xml, '--gdb: ''70000'''",
        "monitor 0x10, '''0x10'' is not a port number'",
        "disas, no file given",
    })
    void aWrongLineIsExplained(String line, String message) {
        Outcome outcome = Outcome.hermitscope(line.split(" ", -1));
        assertOneLine(outcome, 2);
        assertThat(outcome.err()).contains(message);
    }

    @Test
    void aMissingProgramIsNamed() {
        assertOneLine(Outcome.hermitscope("run", folder.resolve("nothing").toString()), 2);
    }

    /// A small program that runs unless a byte of its headers is changed.
    private static byte[] image() throws IOException {
        return Files.readAllBytes(Path.of(demo()));
    }

    private Outcome runImage(byte[] bytes) throws IOException {
        Path file = folder.resolve("image");
        Files.write(file, bytes);
        return Outcome.hermitscope("run", file.toString());
    }

    @Test
    void whatIsNoProgramIsRefused() throws IOException {
        assertOneLine(runImage(new byte[0]), 2);
        assertOneLine(runImage("#!/bin/sh\necho no\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 2);
        byte[] whole = image();
        assertOneLine(runImage(java.util.Arrays.copyOf(whole, ELF_HEADER - 1)), 2);
        assertOneLine(runImage(java.util.Arrays.copyOf(whole, ELF_HEADER)), 2);
        assertOneLine(runImage(java.util.Arrays.copyOf(whole, 0x1100)), 2);
    }

    /// Offsets of the ELF header and of the first program header, elf(5).
    @ParameterizedTest
    @CsvSource({
        "4, 1, 1, 32-bit class",
        "5, 1, 2, big endian",
        "18, 2, 40, ARM",
        "18, 2, 183, AArch64",
        "16, 2, 1, an object file",
        "16, 2, 4, a core file",
        "32, 8, 0x7fffffffffffffff, program headers beyond the end",
        "32, 8, -1, program headers at minus one",
        "56, 2, 65535, too many program headers",
        "56, 2, 0, no program headers",
        "54, 2, 1, program headers of one byte",
        "24, 8, 0x10, entry outside any segment",
        "64, 4, 3, dynamically linked",
        "72, 8, -4096, segment offset overflows",
        "80, 8, 0x7ffffffff000, segment beyond the address space",
        "80, 8, 0, segment over address 0",
        "96, 8, -1, file size overflows",
        "104, 8, 0, larger in the file than in memory",
        "104, 8, 0x7fffffffffffffff, memory size of 2^63",
        "112, 8, 3, alignment no power of two",
    })
    void aDamagedProgramIsRefused(int offset, int size, String value, String what) throws IOException {
        byte[] bytes = image();
        long number = Long.decode(value);
        for (int i = 0; i < size; i++) {
            bytes[offset + i] = (byte) (number >> 8 * i);
        }
        Outcome outcome = runImage(bytes);
        assertThat(outcome.err()).as(what).startsWith("hermitscope: " + folder.resolve("image"));
        assertOneLine(outcome, 2);
    }

    @Test
    void aProgramThatIsOverwrittenWhileItRunsGoesOn() throws IOException, InterruptedException {
        Path busybox = Files.copy(RequiredTool.path("busybox"), folder.resolve("busybox"));
        Process process = new ProcessBuilder(
                        House.root().resolve("hermitscope").toString(), "run", busybox.toString(), "cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().write("before\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        var reader = process.inputReader();
        assertThat(reader.readLine()).isEqualTo("before");
        Files.write(busybox, new byte[100]);
        process.getOutputStream().write("after\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        process.getOutputStream().close();
        assertThat(reader.readLine()).isEqualTo("after");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void aGuestCannotLeaveItsFolders() throws IOException {
        Path given = Files.createDirectory(folder.resolve("given"));
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(given.resolve("open"), "open");
        Files.createSymbolicLink(given.resolve("absolute"), secret);
        Files.createSymbolicLink(given.resolve("relative"), Path.of("../secret"));
        Outcome outcome = Outcome.hermitscope(
                "run",
                "--mount",
                given + ":/given:ro",
                RequiredTool.path("busybox").toString(),
                "cat",
                "/given/open",
                "/given/../secret",
                "/given/../.." + secret,
                "/given/absolute",
                "/given/relative",
                "/proc/self/root" + secret,
                "/proc/self/cwd/.." + secret,
                secret.toString(),
                "/etc/passwd");
        assertThat(outcome.err()).contains("/given/relative", "/etc/passwd").doesNotContain("internal error");
        assertThat(outcome.out()).isEqualTo("open");
    }

    @Test
    void aClosedPipeEndsTheGuestAsItWouldEndAnyProgram() {
        String busybox = RequiredTool.path("busybox").toString();
        Outcome outcome = Outcome.command(
                House.root(),
                Map.of(),
                RequiredTool.path("bash").toString(),
                "-c",
                "./hermitscope run " + busybox + " yes | head -1; echo ${PIPESTATUS[0]}");
        assertThat(outcome.out()).isEqualTo("y\n141\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aClosedPipeEndsOurOwnListsQuietly() {
        Outcome outcome = Outcome.command(
                House.root(),
                Map.of(),
                RequiredTool.path("bash").toString(),
                "-c",
                "./hermitscope disas cli/src/main/guest/demo | head -1; ./hermitscope syscalls | head -2");
        assertThat(outcome.out()).contains("read");
        assertThat(outcome.err()).isEmpty();
    }
}
