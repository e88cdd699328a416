package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;

/// What clone(2) and clone3(2) are asked for.
///
/// @param stack initial RSP of the child, 0 for the parent's
/// @param parentTid where the parent's copy of the tid goes, with PARENT_SETTID
/// @param childTid where the child's goes, with CHILD_SETTID, and what CHILD_CLEARTID clears
/// @param tls FS base, with SETTLS
/// @param exitSignal what the parent of a new process would get
public record CloneRequest(long flags, long stack, long parentTid, long childTid, long tls, int exitSignal) {
    public static final int THREAD = 0x10000;
    private static final int VM = 0x100;
    private static final int FS = 0x200;
    private static final int FILES = 0x400;
    private static final int SIGHAND = 0x800;
    private static final int SETTLS = 0x80000;
    private static final int PARENT_SETTID = 0x100000;
    private static final int CHILD_CLEARTID = 0x200000;
    private static final int CHILD_SETTID = 0x1000000;
    /// Namespaces of any kind.
    private static final int NEW = 0x7e020000;

    private static final long USER_END = 1L << 47;

    /// EINVAL for combinations that mean nothing.
    public void check() {
        boolean thread = (flags & THREAD) != 0;
        boolean handlers = (flags & SIGHAND) != 0;
        if (thread && !handlers || handlers && (flags & VM) == 0 || thread && (flags & NEW) != 0) {
            throw Errno.EINVAL.raise();
        }
    }

    public boolean isThread() {
        return (flags & THREAD) != 0;
    }

    /// Makes the thread and lets it run.
    ///
    /// @return its tid
    public long make(Task parent) {
        if ((flags & FILES) == 0) {
            // One process with two descriptor tables: nobody asks for it.
            throw Errno.EINVAL.raise();
        }
        if ((flags & SETTLS) != 0 && Long.compareUnsigned(tls, USER_END) >= 0) {
            throw Errno.EPERM.raise();
        }
        if ((flags & PARENT_SETTID) != 0) {
            parent.memory().check(parentTid, 4, Protection.WRITE);
        }
        Kernel kernel = parent.kernel();
        FsContext files = parent.files();
        if ((flags & FS) == 0) {
            files = new FsContext(files.root(), files.workingDirectory(), files.umask(), files.credentials());
        }
        Task child = kernel.newTask(parent.name(), parent.descriptors(), files);
        CpuState state = child.state();
        long tscOffset = state.tscOffset;
        state.copyFrom(parent.state());
        state.tscOffset = tscOffset;
        state.gpr[CpuState.RAX] = 0;
        if (stack != 0) {
            state.gpr[CpuState.RSP] = stack;
        }
        if ((flags & SETTLS) != 0) {
            state.segments[CpuState.FS].selector = 0;
            state.segments[CpuState.FS].base = tls;
        }
        child.scheduling().inherit(parent.scheduling());
        child.turn().setAffinity(parent.affinity());
        child.signals().setMask(parent.signals().mask());
        if ((flags & PARENT_SETTID) != 0) {
            parent.memory().putInt(parentTid, child.tid());
        }
        if ((flags & CHILD_CLEARTID) != 0) {
            child.setClearChildTid(childTid);
        }
        if ((flags & CHILD_SETTID) != 0 && parent.memory().accessible(childTid, 4, Protection.WRITE) == 4) {
            parent.memory().putInt(childTid, child.tid());
        }
        kernel.start(child);
        return child.tid();
    }
}
