package org.hermitscope.vmm.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.kernel.trace.Strace;
import org.hermitscope.kernel.vfs.host.HostErrors;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.VmmException;

/// The file of a system call trace. Unbuffered, so that it is whole up to the last call whatever happens. When it
/// cannot be written any more, as on a full disk, the trace ends and the guest runs on.
final class TraceFile implements Strace.Output {
    private final Path file;
    private final OutputStream out;
    private final Notices notices;
    private boolean failed;

    /// @throws VmmException when the file cannot be made
    TraceFile(Path file, Notices notices) {
        this.file = file;
        this.notices = notices;
        try {
            out = Files.newOutputStream(file);
        } catch (IOException refused) {
            throw new VmmException(
                    VmmException.USAGE, "--strace: cannot write " + file + ": " + HostErrors.text(refused), refused);
        }
    }

    @Override
    public synchronized void write(String text) {
        if (failed) {
            return;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            failed = true;
            notices.say("--strace: writing " + file + " failed: " + HostErrors.text(failure)
                    + "; the trace ends here, the guest runs on");
        }
    }
}
