package org.hermitscope.kernel.task;

/// How a task is scheduled (man 7 sched): its policy, and what that needs.
public final class Scheduling {
    public static final int OTHER = 0;
    public static final int FIFO = 1;
    public static final int RR = 2;
    public static final int BATCH = 3;
    public static final int IDLE = 5;
    public static final int DEADLINE = 6;
    public static final int EXT = 7;

    /// The best and the worst nice value.
    public static final int NICE_BEST = -20;

    public static final int NICE_WORST = 19;
    /// Highest static priority of a real-time policy.
    public static final int PRIORITY_MAX = 99;

    private static final long SLICE_NANOS = 4_000_000;
    private static final long SHORTEST_SLICE = 500_000;
    private static final long LONGEST_SLICE = 40_000_000;
    /// One step of nice is a tenth of the processor's time: a factor of 1.25 (kernel/sched/core.c).
    private static final double NICE_STEP = 1.25;

    private volatile int policy = OTHER;
    private volatile int priority;
    private volatile int nice;
    private volatile boolean resetOnFork;
    private volatile int inherited;

    public int policy() {
        return policy;
    }

    /// Static priority: 1 to [#PRIORITY_MAX] for real-time policies, else 0.
    public int priority() {
        return priority;
    }

    public int nice() {
        return nice;
    }

    public boolean resetOnFork() {
        return resetOnFork;
    }

    public static boolean isRealtime(int policy) {
        return policy == FIFO || policy == RR;
    }

    /// Sets policy and priority, which the caller has checked.
    public void set(int newPolicy, int newPriority, boolean reset) {
        policy = newPolicy;
        priority = newPriority;
        resetOnFork = reset;
    }

    /// Sets the nice value, cut to its range.
    public void setNice(int wanted) {
        nice = Math.clamp(wanted, NICE_BEST, NICE_WORST);
    }

    /// What a new thread gets from its maker (man 7 sched, SCHED_RESET_ON_FORK).
    void inherit(Scheduling parent) {
        if (parent.resetOnFork) {
            nice = isRealtime(parent.policy) ? 0 : Math.max(0, parent.nice);
            return;
        }
        policy = parent.policy;
        priority = parent.priority;
        nice = parent.nice;
    }

    /// Who comes first: the static priority, or that of the most urgent task that waits for a lock it holds.
    int rank() {
        return Math.max(priority, inherited);
    }

    void lend(int rank) {
        inherited = rank;
    }

    int lent() {
        return inherited;
    }

    /// Whether others of the same rank wait until it sleeps or yields.
    boolean keepsProcessor() {
        return policy == FIFO;
    }

    /// How long it may run while others of its rank wait.
    public long sliceNanos() {
        if (policy == IDLE) {
            return SHORTEST_SLICE;
        }
        int value = nice;
        if (value == 0 || isRealtime(policy)) {
            return SLICE_NANOS;
        }
        return Math.clamp((long) (SLICE_NANOS * Math.pow(NICE_STEP, -value)), SHORTEST_SLICE, LONGEST_SLICE);
    }
}
