package org.hermitscope.kernel.task;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import org.hermitscope.machine.Clock;
import org.jspecify.annotations.Nullable;

/// How many tasks may execute guest instructions at once. Every task has a vCPU of its own, so that registers never
/// move; the number of processors is the number of them that run.
///
/// Higher ranks come first, and among equals who has waited longest. Who has run for a time slice while others of its
/// rank wait is asked to give way. Whoever wakes a task puts it in its place here: the host thread behind it is not
/// disturbed before it has a processor.
final class Processors {
    /// Longest and shortest time between two looks at the slices.
    private static final long LONGEST_TICK = 4_000_000;

    private static final long SHORTEST_TICK = 200_000;
    /// Ticks without anybody waiting after which the ticker sleeps.
    private static final int QUIET_TICKS = 25;

    private final int count;
    private final Clock clock;
    private final @Nullable Task[] seats;
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private long free;
    private @Nullable Thread ticker;
    private boolean tickerSleeps;
    private int quiet;
    private boolean stopped;

    Processors(int count, Clock clock) {
        this.count = count;
        this.clock = clock;
        this.seats = new @Nullable Task[count];
        this.free = all(count);
    }

    int count() {
        return count;
    }

    /// A bit for each processor.
    long all() {
        return all(count);
    }

    private static long all(int count) {
        return count == Long.SIZE ? -1 : (1L << count) - 1;
    }

    /// Waits for a processor, unless the task was given one as it was woken. Called on the task's thread.
    void acquire(Task task) {
        if (task.turn().isRunning()) {
            return;
        }
        synchronized (this) {
            boolean _ = admit(task);
        }
        await(task);
    }

    /// A new task takes its place, before its host thread begins.
    void enter(Task task) {
        synchronized (this) {
            boolean _ = admit(task);
        }
    }

    /// A sleeping task has reason to go on: it gets a free processor, or its place among those that wait. Any thread
    /// may call it.
    void ready(Task task) {
        boolean given;
        synchronized (this) {
            // Whoever wakes it may be late: by now the task may be stopped or have ended, and wants none.
            given = task.blocking().isParking() && task.turn().state() == Turn.ASLEEP && admit(task);
        }
        if (given) {
            LockSupport.unpark(task.thread());
        }
    }

    /// Gives the processor to the first of those that wait.
    void release(Task task) {
        Task next;
        synchronized (this) {
            next = vacate(task);
        }
        if (next != null) {
            LockSupport.unpark(next.thread());
        }
    }

    /// Gives way if someone waits: sched_yield(2), the end of a time slice; and leaves a processor that the task may
    /// no longer have.
    ///
    /// @return whether it had to
    boolean yieldTo(Task task) {
        Task next;
        synchronized (this) {
            Turn turn = task.turn();
            if (!turn.isRunning()) {
                return false;
            }
            boolean mayStay = turn.mayHave(turn.processor());
            if (mayStay && first(turn.processor(), task.scheduling().rank()) == null) {
                turn.has(turn.processor(), end(task));
                return false;
            }
            next = vacate(task);
            boolean _ = admit(task);
        }
        if (next != null) {
            LockSupport.unpark(next.thread());
        }
        await(task);
        return true;
    }

    private void await(Task task) {
        Turn turn = task.turn();
        if (turn.isRunning() || task.spinning().until(turn)) {
            return;
        }
        while (!turn.isRunning()) {
            LockSupport.park(this);
            // A host interrupt would make every further park return at once.
            boolean _ = Thread.interrupted();
        }
        task.spinning().slept();
    }

    /// Called under the lock.
    ///
    /// @return whether the task now has a processor
    private boolean admit(Task task) {
        Turn turn = task.turn();
        if (turn.state() != Turn.ASLEEP) {
            return turn.isRunning();
        }
        long possible = free & turn.affinity();
        if (possible != 0) {
            int last = turn.processor();
            place(task, (possible >>> last & 1) != 0 ? last : Long.numberOfTrailingZeros(possible));
            return true;
        }
        turn.waits();
        waiting.add(task);
        urge(task);
        if (tickerSleeps) {
            tickerSleeps = false;
            LockSupport.unpark(ticker);
        } else if (ticker == null && !stopped) {
            startTicker();
        }
        return false;
    }

    private void place(Task task, int processor) {
        free &= ~(1L << processor);
        seats[processor] = task;
        task.turn().has(processor, end(task));
        task.cpuTime().mark(true);
    }

    private long end(Task task) {
        return clock.monotonicNanos() + task.scheduling().sliceNanos();
    }

    /// Called under the lock.
    ///
    /// @return who has the processor now
    private @Nullable Task vacate(Task task) {
        Turn turn = task.turn();
        if (!turn.isRunning()) {
            if (turn.state() == Turn.READY) {
                boolean _ = waiting.remove(task);
                turn.leaves();
            }
            return null;
        }
        int processor = turn.processor();
        turn.leaves();
        task.cpuTime().mark(false);
        seats[processor] = null;
        free |= 1L << processor;
        Task next = first(processor, 0);
        if (next != null) {
            boolean _ = waiting.remove(next);
            place(next, processor);
        }
        return next;
    }

    /// Who should have a processor: the first of the highest rank, which is at least `rank`.
    private @Nullable Task first(int processor, int rank) {
        Task best = null;
        int highest = rank - 1;
        for (Task task : waiting) {
            if (task.turn().mayHave(processor) && task.scheduling().rank() > highest) {
                best = task;
                highest = task.scheduling().rank();
            }
        }
        return best;
    }

    /// A task of higher rank does not wait for the end of a slice.
    private void urge(Task task) {
        int rank = task.scheduling().rank();
        if (rank == 0) {
            return;
        }
        Task lowest = null;
        for (int i = 0; i < count; i++) {
            Task running = seats[i];
            if (running != null
                    && task.turn().mayHave(i)
                    && running.scheduling().rank()
                            < (lowest == null ? rank : lowest.scheduling().rank())) {
                lowest = running;
            }
        }
        if (lowest != null) {
            lowest.post(Work.YIELD);
        }
    }

    private void startTicker() {
        Thread fresh = new Thread(null, this::tick, "scheduler", 1 << 18);
        fresh.setDaemon(true);
        ticker = fresh;
        fresh.start();
    }

    private void tick() {
        while (true) {
            long pause;
            synchronized (this) {
                if (stopped) {
                    return;
                }
                pause = expire();
            }
            if (pause == 0) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, pause);
            }
        }
    }

    /// Asks those whose slice is over to give way.
    ///
    /// @return nanoseconds until the next look, 0 for when someone waits again
    private long expire() {
        if (waiting.isEmpty()) {
            quiet++;
            tickerSleeps = quiet > QUIET_TICKS;
            return tickerSleeps ? 0 : LONGEST_TICK;
        }
        quiet = 0;
        long now = clock.monotonicNanos();
        long pause = LONGEST_TICK;
        for (int i = 0; i < count; i++) {
            Task running = seats[i];
            if (running == null) {
                continue;
            }
            int rank = running.scheduling().rank();
            Task next = first(i, rank);
            if (next == null) {
                continue;
            }
            long left = running.turn().sliceEnd() - now;
            if (next.scheduling().rank() > rank
                    || left <= 0 && !running.scheduling().keepsProcessor()) {
                running.post(Work.YIELD);
            } else if (left > 0) {
                pause = Math.min(pause, left);
            }
        }
        return Math.max(pause, SHORTEST_TICK);
    }

    /// Lets tasks that may not have their processor any more leave it, and looks whether others may have one now.
    void affinityChanged(Task task) {
        boolean moved;
        Task next = null;
        synchronized (this) {
            Turn turn = task.turn();
            if (turn.state() == Turn.READY) {
                Iterator<Task> places = waiting.iterator();
                while (places.hasNext()) {
                    if (places.next() == task) {
                        places.remove();
                    }
                }
                turn.leaves();
                next = admit(task) ? task : null;
            }
            moved = turn.isRunning() && !turn.mayHave(turn.processor());
        }
        if (next != null) {
            LockSupport.unpark(next.thread());
        }
        if (moved) {
            task.post(Work.YIELD);
        }
    }

    /// The process is over.
    synchronized void stop() {
        stopped = true;
        LockSupport.unpark(ticker);
    }
}
