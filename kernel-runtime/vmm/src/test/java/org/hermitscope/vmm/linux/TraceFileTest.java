package org.hermitscope.vmm.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.VmmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Notices notices = new Notices(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void whatIsWrittenIsThereAtOnce() throws Exception {
        Path file = folder.resolve("trace");
        TraceFile trace = new TraceFile(file, notices);
        trace.write("brk(NULL)");
        trace.write(" = 0x1000\n");
        assertThat(file).hasContent("brk(NULL) = 0x1000\n");
    }

    @Test
    void aFileThatCannotBeMadeIsNamedWithTheReason() {
        Path file = folder.resolve("nothing/trace");
        assertThatExceptionOfType(VmmException.class)
                .isThrownBy(() -> new TraceFile(file, notices))
                .withMessage("--strace: cannot write " + file + ": No such file or directory");
    }

    static boolean isFullDeviceThere() {
        return Files.exists(FULL);
    }

    @Test
    @EnabledIf("isFullDeviceThere")
    void aFullDiskEndsTheTraceAndIsToldOnce() {
        TraceFile trace = new TraceFile(FULL, notices);
        trace.write("one\n");
        trace.write("two\n");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .isEqualTo("hermitscope: --strace: writing /dev/full failed: No space left on device; the trace ends"
                        + " here, the guest runs on\n");
    }
}
