package org.hermitscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.host.HostErrors;
import org.hermitscope.vmm.VmmException;

/// Where our own words go: answers to standard output, everything else to standard error behind our name.
final class Console {
    /// What a shell reports for a program that SIGPIPE ended.
    static final int BROKEN_PIPE = 128 + 13;

    private Console() {}

    static void say(String line) {
        System.err.println("hermitscope: " + line);
    }

    /// Writes an answer.
    ///
    /// @return 0, or 141 if nobody reads any more, as in `hermitscope syscalls | head -1`
    /// @throws VmmException if it cannot be written for another reason, such as a full disk
    static int answer(String text) {
        System.out.flush();
        return write(new FileOutputStream(FileDescriptor.out), text.getBytes(System.out.charset()));
    }

    /// Past System.out, which swallows the reason of a failure. The stream stays open.
    static int write(OutputStream out, byte[] text) {
        try {
            out.write(text);
            return 0;
        } catch (IOException e) {
            String why = HostErrors.text(e);
            if (why.equals(Errno.EPIPE.text())) {
                return BROKEN_PIPE;
            }
            throw new VmmException(VmmException.FAILURE, "cannot write to standard output: " + why, e);
        }
    }
}
