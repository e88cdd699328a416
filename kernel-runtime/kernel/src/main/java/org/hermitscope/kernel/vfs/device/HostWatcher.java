package org.hermitscope.kernel.vfs.device;

import java.util.concurrent.Semaphore;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.WaitQueue;

/// Waits on the host for one of its descriptors in place of the guest thread that must stay interruptible, and takes
/// no byte from it: whoever reads the descriptor after this process finds what the guest left.
final class HostWatcher {
    private static final int FOREVER = -1;

    private final HostTerminal host;
    private final int fd;
    private final int events;
    private final WaitQueue waiters;
    private final Semaphore wanted = new Semaphore(0);
    private boolean started;
    private boolean watching;

    HostWatcher(HostTerminal host, int fd, int events, WaitQueue waiters) {
        this.host = host;
        this.fd = fd;
        this.events = events;
        this.waiters = waiters;
    }

    /// Wakes the queue once when the descriptor becomes ready. Cheap while a watch is on.
    synchronized void watch() {
        if (!started) {
            started = true;
            Thread.ofPlatform().daemon().name("fd-" + fd + "-watcher").start(this::run);
        }
        if (!watching) {
            watching = true;
            wanted.release();
        }
    }

    private void run() {
        while (true) {
            wanted.acquireUninterruptibly();
            var _ = host.poll(fd, events, FOREVER);
            synchronized (this) {
                watching = false;
            }
            waiters.wake();
        }
    }
}
