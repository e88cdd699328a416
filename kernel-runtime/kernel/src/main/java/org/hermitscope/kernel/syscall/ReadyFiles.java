package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.task.Blocking;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.jspecify.annotations.Nullable;

/// A set of open files that are waited for together.
final class ReadyFiles {
    /// What is reported whether it was asked for or not.
    private static final int UNASKED = PollEvents.ERR | PollEvents.HUP | PollEvents.NVAL;

    private final @Nullable OpenFile[] files;
    private final int[] wanted;
    private final int[] events;

    /// @param files null where there is nothing to wait for
    /// @param wanted events of [PollEvents] for each
    ReadyFiles(@Nullable OpenFile[] files, int[] wanted) {
        this.files = files;
        this.wanted = wanted;
        this.events = new int[files.length];
    }

    /// What was found at the last look.
    int events(int index) {
        return events[index];
    }

    /// Waits until one file is ready or the time is over.
    ///
    /// @param nanos 0 for a look, or [Blocking#FOREVER]
    /// @return files that are ready
    /// @throws SyscallException [Restart#NOHAND]: a wait for several files never goes on after a handler
    int await(Task task, long nanos) {
        int found = look();
        if (found > 0) {
            return found;
        }
        if (nanos == 0) {
            if (task.interrupted()) {
                throw Restart.NOHAND.raise();
            }
            return found;
        }
        Blocking blocking = task.blocking();
        long deadline = Timeouts.deadline(task, nanos);
        for (OpenFile file : files) {
            WaitQueue queue = file == null ? null : file.waitQueue();
            if (queue != null) {
                queue.add(blocking);
            }
        }
        try {
            while (true) {
                blocking.prepare();
                found = look();
                if (found > 0) {
                    return found;
                }
                if (!blocking.park(deadline)) {
                    return look();
                }
            }
        } catch (SyscallException wantedElsewhere) {
            throw wantedElsewhere.errno() == null ? Restart.NOHAND.raise() : wantedElsewhere;
        } finally {
            for (OpenFile file : files) {
                WaitQueue queue = file == null ? null : file.waitQueue();
                if (queue != null) {
                    queue.remove(blocking);
                }
            }
        }
    }

    private int look() {
        int found = 0;
        for (int i = 0; i < files.length; i++) {
            OpenFile file = files[i];
            events[i] = file == null ? 0 : file.ready() & (wanted[i] | UNASKED);
            if (events[i] != 0) {
                found++;
            }
        }
        return found;
    }
}
