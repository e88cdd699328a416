package org.hermitscope.kernel.task;

/// Looks for a while whether a host thread must sleep at all: waking one takes the host several microseconds, which is
/// longer than most waits of threads that work hand in hand. How long is learnt from how the last waits went.
///
/// One instance belongs to one task and is used on its thread only.
final class Spinning {
    private static final boolean USEFUL = Runtime.getRuntime().availableProcessors() > 1;
    private static final long LONGEST_NANOS = 20_000;
    private static final long SHORTEST_NANOS = 500;
    /// A sleep that was shorter, with the host's own time for it, had better been spun through.
    private static final long SHORT_SLEEP_NANOS = 40_000;
    private static final int LOOKS = 8;

    private long limit = 4_000;
    private long start;

    /// What is waited for.
    interface Awaited {
        boolean happened();
    }

    /// Looks for a short time whether something has happened.
    boolean until(Awaited awaited) {
        if (!USEFUL) {
            return false;
        }
        start = System.nanoTime();
        do {
            for (int i = 0; i < LOOKS; i++) {
                if (awaited.happened()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - start < limit);
        return false;
    }

    /// After a sleep that followed [#until] in vain.
    void slept() {
        limit = System.nanoTime() - start < SHORT_SLEEP_NANOS
                ? Math.min(LONGEST_NANOS, limit * 2)
                : Math.max(SHORTEST_NANOS, limit - limit / 8);
    }
}
