package org.hermitscope.kernel.task;

/// A task's place among those that want a processor. [Processors] changes it, under its lock.
final class Turn implements Spinning.Awaited {
    /// It wants none: it sleeps, or has not begun.
    static final int ASLEEP = 0;
    /// It waits for one.
    static final int READY = 1;
    /// It has one.
    static final int RUNNING = 2;

    private volatile int state = ASLEEP;
    private volatile int processor;
    private volatile long affinity = -1;
    private long sliceEnd;

    /// Whether something ran in between, and with it on this processor perhaps others: see [RestartableSequence].
    private volatile boolean resumed;

    int state() {
        return state;
    }

    boolean isRunning() {
        return state == RUNNING;
    }

    @Override
    public boolean happened() {
        return state == RUNNING;
    }

    /// The processor that it has, or had last.
    int processor() {
        return processor;
    }

    /// The processors that it may have, bit 0 for processor 0.
    long affinity() {
        return affinity;
    }

    void setAffinity(long processors) {
        affinity = processors;
    }

    boolean mayHave(int number) {
        return (affinity >>> number & 1) != 0;
    }

    /// When another of its rank may ask for the processor, in monotonic nanoseconds.
    long sliceEnd() {
        return sliceEnd;
    }

    void waits() {
        state = READY;
    }

    void leaves() {
        state = ASLEEP;
    }

    void has(int number, long end) {
        processor = number;
        sliceEnd = end;
        resumed = true;
        state = RUNNING;
    }

    /// Whether it got its processor since it last ran guest code; asking forgets it.
    boolean takeResumed() {
        if (!resumed) {
            return false;
        }
        resumed = false;
        return true;
    }

    /// Treats the task as if it had been away: what depends on not being interrupted begins anew.
    void markResumed() {
        resumed = true;
    }
}
