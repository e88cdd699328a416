package org.hermitscope.kernel.vfs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The standard descriptors as they really are, seen from a child process ([StreamProbe]) whose shell led them
/// elsewhere.
final class StandardStreamsTest {
    @TempDir
    Path temporary;

    private Path in;
    private Path out;
    private Path report;

    @BeforeEach
    void paths() {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "needs /bin/sh");
        in = temporary.resolve("in");
        out = temporary.resolve("out");
        report = temporary.resolve("report");
    }

    private static String probe(String... commands) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-XX:+UseSerialGC");
        words.add("-XX:TieredStopAtLevel=1");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(StreamProbe.class.getName());
        words.addAll(List.of(commands));
        return "'" + String.join("' '", words) + "'";
    }

    private void shell(String line) throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", line)
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("noise").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private String report() throws Exception {
        return Files.readString(report);
    }

    @Test
    void aRedirectedFileSharesItsOffsetWithWhoeverReadsNext() throws Exception {
        Files.writeString(in, "0123456789");
        shell("( " + probe("type:0", "read:3", "seek:0:0:1", "seek:0:1:1", "ready:0", "flags:0") + " 2> " + report
                + "; cat ) < " + in + " > " + out);
        assertThat(report())
                .isEqualTo("type:0=100000\nread:3=012\nseek:0:0:1=3\nseek:0:1:1=4\nready:0=325\nflags:0=100000\n");
        assertThat(out).hasContent("456789");
    }

    @Test
    void outputGoesWhereItIsLedAndAppendsBehindWhatIsThere() throws Exception {
        Files.writeString(out, "first\n");
        shell("( " + probe("write:abc", "seek:1:0:1") + " 2> " + report + "; echo end ) >> " + out + " < /dev/null");
        assertThat(out).hasContent("first\nabcend\n");
        assertThat(report()).isEqualTo("write:abc=3\nseek:1:0:1=9\n");
        shell(probe("write:abc", "seek:1:1:0", "write:X", "type:0", "read:1") + " 2> " + report + " > " + out
                + " < /dev/null");
        assertThat(out).hasContent("aXc");
        assertThat(report()).contains("type:0=20000\n", "read:1=\n");
    }

    @Test
    void aPipeTakesNoMoreThanWasAskedFor() throws Exception {
        shell("printf 0123456789 | ( " + probe("type:0", "wait", "read:3", "seek:0:0:1", "tty:0") + " 2> " + report
                + "; cat > " + out + " )");
        assertThat(report()).isEqualTo("type:0=10000\nwait=ready\nread:3=012\nseek:0:0:1=ESPIPE\ntty:0=ENOTTY\n");
        assertThat(out).hasContent("3456789");
    }

    @Test
    void anEmptyPipeWouldBlockAndWakesWhenItsWriterCloses() throws Exception {
        shell("( sleep 1.5 ) | " + probe("read:5", "wait", "read:5", "ready:0") + " 2> " + report);
        assertThat(report()).isEqualTo("read:5=would block\nwait=ready\nread:5=\nready:0=16\n");
    }

    @Test
    void aPipeWithoutReaderIsBroken() throws Exception {
        shell("( sleep 1; " + probe("write:abc") + " 2> " + report + " ) | true");
        assertThat(report()).isEqualTo("write:abc=EPIPE\n");
    }

    @Test
    void aTerminalIsOne() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/script")), "needs script(1)");
        Path command = Files.writeString(
                temporary.resolve("command"),
                "stty rows 33 cols 77; printf 'line\\n' | cat > /dev/null; "
                        + probe("type:0", "tty:0", "window", "raw", "seek:0:0:1") + " 2> " + report + "\n",
                StandardCharsets.US_ASCII);
        shell("script -qec '/bin/sh " + command + "' /dev/null < /dev/null");
        assertThat(report())
                .isEqualTo(
                        "type:0=20000\ntty:0=0\nwindow=33x77\nraw=ICANON and ECHO off, restored\nseek:0:0:1=ESPIPE\n");
    }
}
