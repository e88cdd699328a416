package org.hermitscope.kernel.proc;

import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;

/// The guest's process as /proc shows it. Any thread may ask; answers may be a moment old.
public interface ProcessView {
    /// How a limit is spelled when there is none: RLIM_INFINITY.
    long UNLIMITED = -1;

    int pid();

    int parentPid();

    /// Ids of the live threads, the main thread's first.
    int[] threads();

    /// The id of the thread that asks, or the main thread's.
    int currentThread();

    /// `/proc/self/oom_score_adj`, from -1000 to 1000.
    int oomScoreAdjustment();

    void setOomScoreAdjustment(int value);

    /// Whether PR_SET_NO_NEW_PRIVS was used.
    boolean noNewPrivileges();

    /// The lines of `/proc/self/smaps`.
    String mapsInDetail();

    /// The name of a thread, up to 15 bytes.
    String threadName(int tid);

    void setThreadName(int tid, String name);

    /// State letter of a thread as in `ps`: R running, S sleeping, T stopped.
    char threadState(int tid);

    /// The program file.
    Dentry executable();

    FsContext files();

    DescriptorTable descriptors();

    /// The arguments, each with its zero byte.
    byte[] commandLine();

    /// The environment the process started with, each entry with its zero byte.
    byte[] environment();

    /// The auxiliary vector as it was put on the stack.
    byte[] auxiliaryVector();

    /// The lines of `/proc/self/maps`, in ascending order, each with its newline.
    String maps();

    /// Sizes in bytes.
    MemoryUse memory();

    /// Soft (`hard` false) or hard value of a resource limit by its RLIMIT number, or [#UNLIMITED].
    long limit(int resource, boolean hard);

    /// Signal masks of a thread, bit 0 for signal 1.
    SignalMasks signals(int tid);

    /// CPU time of the process in nanoseconds.
    long userNanos();

    long systemNanos();

    /// Start of the process in nanoseconds since the machine started.
    long startedNanos();

    /// Address of the first byte of the main stack, where `argc` lies.
    long startStack();

    /// Memory of a process in bytes.
    ///
    /// @param virtual mapped in all
    /// @param resident present in memory
    /// @param shared present and shared or read from files
    /// @param text of executable mappings
    /// @param data of private writable mappings and stack
    /// @param stack of the main stack
    record MemoryUse(long virtual, long resident, long shared, long text, long data, long stack) {}

    /// Signal masks of a thread.
    ///
    /// @param pending for the thread
    /// @param sharedPending for the process
    /// @param blocked by the thread
    /// @param ignored by the process
    /// @param caught by the process
    record SignalMasks(long pending, long sharedPending, long blocked, long ignored, long caught) {}
}
