package org.hermitscope.kernel.task;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The host threads that tasks run on. A thread whose task has ended waits for another: making one takes the JVM longer
/// than most guest threads live.
final class HostThreads {
    /// Translated code keeps guest calls on the host stack.
    private static final long STACK_SIZE = 8L << 20;

    private final ArrayDeque<Host> idle = new ArrayDeque<>();
    private int made;

    /// A thread and the next thing it runs.
    private final class Host implements Runnable {
        private volatile @Nullable Runnable next;
        private @Nullable Thread thread;

        Host(Runnable first) {
            next = first;
        }

        @Override
        public void run() {
            while (true) {
                Runnable present = next;
                if (present == null) {
                    LockSupport.park(this);
                    continue;
                }
                next = null;
                present.run();
                synchronized (idle) {
                    idle.push(this);
                }
            }
        }

        void give(Runnable loop) {
            next = loop;
            LockSupport.unpark(thread);
        }
    }

    void run(Runnable loop) {
        Host host;
        synchronized (idle) {
            host = idle.poll();
        }
        if (host != null) {
            host.give(loop);
            return;
        }
        Host fresh = new Host(loop);
        int number;
        synchronized (idle) {
            number = made++;
        }
        Thread thread = new Thread(null, fresh, "vcpu-" + number, STACK_SIZE);
        thread.setDaemon(true);
        fresh.thread = thread;
        thread.start();
    }
}
