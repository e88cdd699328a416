package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;

/// What prctl(2) and personality(2) remember for the process.
public final class ProcessSettings {
    private static final int QUERY = -1;

    private final KernelLog log;
    private int dumpable = 1;
    private int keepCapabilities;
    private int noNewPrivileges;
    private int parentDeathSignal;
    private int childSubreaper;
    private int hugePagesDisabled;
    private int personality;
    private boolean forkNoted;
    private boolean networkNoted;

    ProcessSettings(KernelLog log) {
        this.log = log;
    }

    public synchronized long dumpable() {
        return dumpable;
    }

    public synchronized long setDumpable(long value) {
        if (value != 0 && value != 1) {
            throw Errno.EINVAL.raise();
        }
        dumpable = (int) value;
        return 0;
    }

    public synchronized long keepCapabilities() {
        return keepCapabilities;
    }

    public synchronized long setKeepCapabilities(long value) {
        if (value != 0 && value != 1) {
            throw Errno.EINVAL.raise();
        }
        keepCapabilities = (int) value;
        return 0;
    }

    public synchronized long noNewPrivileges() {
        return noNewPrivileges;
    }

    public synchronized long setNoNewPrivileges(long value, long a2, long a3, long a4) {
        if (value != 1 || (a2 | a3 | a4) != 0) {
            throw Errno.EINVAL.raise();
        }
        noNewPrivileges = 1;
        return 0;
    }

    /// PR_SET_PDEATHSIG: remembered, though no parent dies.
    public synchronized void setParentDeathSignal(int number) {
        parentDeathSignal = number;
    }

    public synchronized int parentDeathSignal() {
        return parentDeathSignal;
    }

    /// PR_SET_CHILD_SUBREAPER: remembered, though there are no children.
    public synchronized void setChildSubreaper(boolean wanted) {
        childSubreaper = wanted ? 1 : 0;
    }

    public synchronized int childSubreaper() {
        return childSubreaper;
    }

    /// PR_SET_THP_DISABLE: remembered, though there are no huge pages.
    public synchronized void setHugePagesDisabled(boolean wanted) {
        hugePagesDisabled = wanted ? 1 : 0;
    }

    public synchronized int hugePagesDisabled() {
        return hugePagesDisabled;
    }

    /// Sets the execution domain, which changes nothing here, unless only asked.
    ///
    /// @return the one before
    public synchronized long personality(long wanted) {
        int old = personality;
        if ((int) wanted != QUERY) {
            personality = (int) wanted;
        }
        return old & 0xffff_ffffL;
    }

    /// Tells the host once that the program wanted the network.
    public synchronized void noteNetwork() {
        if (!networkNoted) {
            networkNoted = true;
            log.note("the program asked for a network socket: there is no network here");
        }
    }

    /// Tells the host once that the program wanted another process.
    public synchronized void noteFork(Task task) {
        if (!forkNoted) {
            forkNoted = true;
            log.note("the program asked for another process (" + task.activityOfCall()
                    + "): there is one process here, so the call failed with ENOSYS");
        }
    }
}
