package org.hermitscope.vmm.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.kernel.syscall.SyscallDispatcher;
import org.hermitscope.kernel.syscall.SyscallTable;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.trace.Strace;
import org.hermitscope.vmm.SyscallTrace;
import org.hermitscope.vmm.VmmException;
import org.jspecify.annotations.Nullable;

/// Connects the system call table to a kernel, with a trace where one is wanted.
final class SystemCallSetup {
    private SystemCallSetup() {}

    /// @throws VmmException when the trace's file cannot be written
    static void connect(Kernel kernel, @Nullable SyscallTrace trace) {
        SyscallTable table = new SyscallTable();
        SyscallDispatcher dispatcher = new SyscallDispatcher(table);
        kernel.setSystemCalls(dispatcher, table::name);
        if (trace != null) {
            Strace strace = new Strace(output(trace.file()));
            dispatcher.addObserver(strace);
            kernel.addObserver(strace);
        }
    }

    private static Strace.Output output(@Nullable Path file) {
        if (file == null) {
            return System.err::print;
        }
        try {
            OutputStream out = Files.newOutputStream(file);
            return text -> write(out, file, text);
        } catch (IOException refused) {
            throw new VmmException(
                    VmmException.USAGE, "--strace: cannot write " + file + ": " + refused.getMessage(), refused);
        }
    }

    /// Unbuffered, so that the file is whole up to the last call whatever happens.
    private static void write(OutputStream out, Path file, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new VmmException(
                    VmmException.FAILURE, "--strace: writing " + file + " failed: " + failed.getMessage(), failed);
        }
    }
}
