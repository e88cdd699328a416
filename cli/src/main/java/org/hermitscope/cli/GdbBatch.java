package org.hermitscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hermitscope.vmm.HostPort;

/// A gdb that is told beforehand what to do.
final class GdbBatch {
    private static final int PATIENCE_SECONDS = 15;
    private static final List<String> QUIETLY = List.of(
            "set confirm off",
            "set pagination off",
            "set style enabled off",
            "set debuginfod enabled off",
            "set width 0");

    private GdbBatch() {}

    /// Runs gdb on the guest.
    ///
    /// @return what it printed, each command before its answer
    static String run(String gdb, DemoGuest guest, HostPort port, List<String> commands)
            throws IOException, InterruptedException {
        Path script = guest.folder().resolve("commands.gdb");
        Path output = guest.folder().resolve("gdb.txt");
        StringBuilder text = new StringBuilder();
        for (String command : QUIETLY) {
            // Older gdbs do not know every setting.
            text.append("python\ntry: gdb.execute('").append(command).append("')\nexcept gdb.error: pass\nend\n");
        }
        text.append("target remote ").append(port).append('\n');
        for (String command : commands) {
            text.append("echo (gdb) ")
                    .append(command)
                    .append("\\n\n")
                    .append(command)
                    .append('\n');
        }
        Files.writeString(script, text, StandardCharsets.UTF_8);
        try {
            Process process = new ProcessBuilder(
                            gdb,
                            "-nx",
                            "-q",
                            "-batch",
                            "-x",
                            script.getFileName().toString(),
                            "demo")
                    .directory(guest.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("gdb did not end");
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(script);
            Files.deleteIfExists(output);
        }
    }
}
