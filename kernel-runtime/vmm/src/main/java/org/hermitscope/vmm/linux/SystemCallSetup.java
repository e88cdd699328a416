package org.hermitscope.vmm.linux;

import java.nio.file.Path;
import org.hermitscope.kernel.syscall.SyscallDispatcher;
import org.hermitscope.kernel.syscall.SyscallTable;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.trace.Strace;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.SyscallTrace;
import org.jspecify.annotations.Nullable;

/// Connects the system call table to a kernel, with a trace where one is wanted.
final class SystemCallSetup {
    private SystemCallSetup() {}

    /// @throws org.hermitscope.vmm.VmmException when the trace's file cannot be written
    static void connect(Kernel kernel, @Nullable SyscallTrace trace, Notices notices) {
        SyscallTable table = new SyscallTable();
        SyscallDispatcher dispatcher = new SyscallDispatcher(table);
        kernel.setSystemCalls(dispatcher, table::name);
        if (trace != null) {
            Strace strace = new Strace(output(trace.file(), notices));
            dispatcher.addObserver(strace);
            kernel.addObserver(strace);
        }
    }

    private static Strace.Output output(@Nullable Path file, Notices notices) {
        return file == null ? System.err::print : new TraceFile(file, notices);
    }
}
