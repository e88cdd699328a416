package org.hermitscope.kernel.event;

import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;

/// One file that an epoll instance watches.
final class EpollItem implements WaitQueue.Waiter {
    static final int EXCLUSIVE = 1 << 28;
    static final int WAKEUP = 1 << 29;
    static final int ONESHOT = 1 << 30;
    static final int EDGE = 1 << 31;

    private static final int FLAGS = EXCLUSIVE | WAKEUP | ONESHOT | EDGE;
    private static final int UNASKED = PollEvents.ERR | PollEvents.HUP;
    /// All that goes with EXCLUSIVE (EPOLLEXCLUSIVE_OK_BITS).
    static final int WITH_EXCLUSIVE = EXCLUSIVE
            | WAKEUP
            | EDGE
            | UNASKED
            | PollEvents.IN
            | PollEvents.OUT
            | PollEvents.RDNORM
            | PollEvents.WRNORM;

    final OpenFile file;
    final int fd;
    private final EpollFile owner;
    private volatile int wanted;
    private volatile long data;
    /// Whether it is in the owner's list; under the list's lock.
    boolean listed;

    EpollItem(EpollFile owner, OpenFile file, int fd) {
        this.owner = owner;
        this.file = file;
        this.fd = fd;
    }

    void set(int events, long userData) {
        data = userData;
        wanted = events;
    }

    long data() {
        return data;
    }

    /// Events to report now.
    int ready() {
        int mask = wanted;
        return (mask & ~FLAGS) == 0 ? 0 : file.ready() & (mask & ~FLAGS | UNASKED);
    }

    @Override
    public boolean attended() {
        return owner.isAttended(this);
    }

    @Override
    public boolean exclusive() {
        return (wanted & EXCLUSIVE) != 0;
    }

    boolean edgeTriggered() {
        return (wanted & EDGE) != 0;
    }

    /// A one-shot item reports nothing more until it is modified.
    void reported() {
        if ((wanted & ONESHOT) != 0) {
            wanted &= FLAGS;
        }
    }

    @Override
    public void changed() {
        owner.list(this);
    }

    @Override
    public void changed(int events) {
        if (((wanted | UNASKED) & events) != 0) {
            owner.list(this);
        }
    }
}
