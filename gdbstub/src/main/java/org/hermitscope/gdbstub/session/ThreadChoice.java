package org.hermitscope.gdbstub.session;

import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.jspecify.annotations.Nullable;

/// Which threads the client has chosen, for reading and writing and for the older resume packets. Precondition
/// of all that look for a thread: there is a program.
final class ThreadChoice {
    private static final ThreadSelector ANY = new ThreadSelector(ThreadSelector.ANY, ThreadSelector.ANY);

    private final Target target;
    private @Nullable ThreadId general;
    private ThreadSelector resumed = ANY;

    ThreadChoice(Target target) {
        this.target = target;
    }

    /// The thread that packets without an id of their own mean.
    ThreadId general() {
        ThreadId chosen = general;
        return chosen == null ? target.currentThread() : chosen;
    }

    void general(ThreadId thread) {
        general = thread;
    }

    ThreadSelector resumed() {
        return resumed;
    }

    void resumed(ThreadSelector selector) {
        resumed = selector;
    }

    /// The program has stopped: the thread that made it stop is the chosen one.
    void programStopped() {
        general = null;
    }

    /// Another program.
    void reset() {
        general = null;
        resumed = ANY;
    }

    /// The thread a selector means: the current one if it fits, any other that does otherwise.
    ///
    /// @throws TargetException with ESRCH if there is none
    ThreadId find(ThreadSelector selector) {
        ThreadId current = target.currentThread();
        if (fits(selector, current)) {
            return current;
        }
        for (ThreadId thread : target.threads()) {
            if (fits(selector, thread)) {
                return thread;
            }
        }
        throw new TargetException(TargetException.ESRCH, "no such thread");
    }

    private static boolean fits(ThreadSelector selector, ThreadId thread) {
        return (selector.pid() <= 0 || selector.pid() == thread.pid())
                && (selector.tid() <= 0 || selector.tid() == thread.tid());
    }
}
