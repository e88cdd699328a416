package org.hermitscope.kernel.task;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The host threads that tasks run on. A thread whose task has ended waits for another: making one takes the
/// JVM longer than most guest threads live.
final class HostThreads {
    /// Translated code keeps guest calls on the host stack.
    private static final long STACK_SIZE = 8L << 20;

    private final ArrayDeque<Host> idle = new ArrayDeque<>();
    private int made;

    /// A thread and the next thing it runs.
    private final class Host implements Runnable, Spinning.Awaited {
        private final Thread thread;
        private final Spinning spinning = new Spinning();
        private volatile @Nullable Runnable next;

        Host(int number, Runnable first) {
            next = first;
            thread = new Thread(null, this, "vcpu-" + number, STACK_SIZE);
            thread.setDaemon(true);
        }

        @Override
        public boolean happened() {
            return next != null;
        }

        @Override
        public void run() {
            while (true) {
                Runnable present = next;
                if (present == null) {
                    await();
                    continue;
                }
                next = null;
                present.run();
                synchronized (idle) {
                    idle.push(this);
                }
            }
        }

        private void await() {
            if (spinning.until(this)) {
                return;
            }
            while (next == null) {
                LockSupport.park(this);
                boolean _ = Thread.interrupted();
            }
            spinning.slept();
        }
    }

    /// Has a thread run something.
    ///
    /// @throws OutOfMemoryError when the host has no more threads
    void run(Runnable loop) {
        Host host;
        int number;
        synchronized (idle) {
            host = idle.poll();
            number = host == null ? made++ : 0;
        }
        if (host == null) {
            new Host(number, loop).thread.start();
            return;
        }
        host.next = loop;
        LockSupport.unpark(host.thread);
    }
}
