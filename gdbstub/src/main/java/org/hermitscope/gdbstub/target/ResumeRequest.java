package org.hermitscope.gdbstub.target;

import java.util.List;

/// What each thread does from now on. A thread follows the first entry that fits it; one that none fits stands
/// still, and so do threads that are created later and fit none.
public record ResumeRequest(List<Entry> entries) {

    /// An action for some threads.
    ///
    /// @param pid the process it is for, or [#ALL]
    /// @param tid the thread it is for, or [#ALL]
    public record Entry(int pid, int tid, ResumeAction action) {

        /// Whether the entry is for `thread`.
        public boolean fits(ThreadId thread) {
            return (pid == ALL || pid == thread.pid()) && (tid == ALL || tid == thread.tid());
        }
    }

    /// Stands for every process or every thread in an [Entry].
    public static final int ALL = -1;

    private static final ResumeAction STAY = new ResumeAction.Stay();

    public ResumeRequest {
        entries = List.copyOf(entries);
    }

    /// Every thread does the same.
    public static ResumeRequest all(ResumeAction action) {
        return new ResumeRequest(List.of(new Entry(ALL, ALL, action)));
    }

    /// One thread does something, all others stand still.
    public static ResumeRequest only(ThreadId thread, ResumeAction action) {
        return new ResumeRequest(List.of(new Entry(thread.pid(), thread.tid(), action)));
    }

    /// What `thread` does.
    public ResumeAction actionFor(ThreadId thread) {
        for (Entry entry : entries) {
            if (entry.fits(thread)) {
                return entry.action();
            }
        }
        return STAY;
    }
}
