package org.hermitscope.kernel.event;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.device.AnonymousInode;
import org.jspecify.annotations.Nullable;

/// An epoll instance (man 7 epoll). Files tell it when something changes; it keeps a list of those that did and looks
/// at
/// them when somebody waits. A level-triggered file stays in the list for as long as it is ready, an edge-triggered one
/// until it has been reported.
public final class EpollFile extends OpenFile {
    /// Bytes of struct epoll_event, which is packed on x86-64.
    public static final int EVENT_SIZE = 12;

    private static final int DEEPEST = 4;

    private final Map<Key, EpollItem> items = new HashMap<>();
    private final ArrayDeque<EpollItem> list = new ArrayDeque<>();
    private final WaitQueue waiters = new WaitQueue();

    /// A file is watched once for each descriptor it was added by.
    private record Key(OpenFile file, int fd) {}

    public EpollFile() {
        super(AnonymousInode.event("eventpoll"), OpenFlags.RDWR);
    }

    /// Begins to watch a file. EEXIST, EPERM for files that are always ready, EINVAL for itself, ELOOP.
    public void add(int fd, OpenFile file, int events, long data) {
        WaitQueue queue = requireQueue(file);
        if ((events & EpollItem.EXCLUSIVE) != 0
                && ((events & ~EpollItem.WITH_EXCLUSIVE) != 0 || file instanceof EpollFile)) {
            throw Errno.EINVAL.raise();
        }
        EpollItem item = new EpollItem(this, file, fd);
        item.set(events, data);
        synchronized (items) {
            dropClosed();
            if (file instanceof EpollFile other && other.reaches(this, 0)) {
                throw Errno.ELOOP.raise();
            }
            if (items.putIfAbsent(new Key(file, fd), item) != null) {
                throw Errno.EEXIST.raise();
            }
        }
        queue.add(item);
        item.changed();
    }

    /// Changes what is watched. ENOENT.
    public void modify(int fd, OpenFile file, int events, long data) {
        WaitQueue _ = requireQueue(file);
        EpollItem item;
        synchronized (items) {
            item = items.get(new Key(file, fd));
        }
        if (item == null) {
            throw Errno.ENOENT.raise();
        }
        if ((events & EpollItem.EXCLUSIVE) != 0 || item.exclusive()) {
            throw Errno.EINVAL.raise();
        }
        item.set(events, data);
        item.changed();
    }

    /// Ends watching. ENOENT.
    public void remove(int fd, OpenFile file) {
        WaitQueue _ = requireQueue(file);
        EpollItem item;
        synchronized (items) {
            item = items.remove(new Key(file, fd));
        }
        if (item == null) {
            throw Errno.ENOENT.raise();
        }
        forget(item);
    }

    private WaitQueue requireQueue(OpenFile file) {
        if (file == this) {
            throw Errno.EINVAL.raise();
        }
        WaitQueue queue = file.waitQueue();
        if (queue == null) {
            throw Errno.EPERM.raise();
        }
        return queue;
    }

    private boolean reaches(EpollFile other, int depth) {
        if (this == other || depth >= DEEPEST) {
            return true;
        }
        synchronized (items) {
            for (Key key : items.keySet()) {
                if (key.file() instanceof EpollFile next && next.reaches(other, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void forget(EpollItem item) {
        WaitQueue queue = item.file.waitQueue();
        if (queue != null) {
            queue.remove(item);
        }
        synchronized (list) {
            if (item.listed) {
                item.listed = false;
                boolean _ = list.remove(item);
            }
        }
    }

    /// Files whose last descriptor is gone are watched no more.
    private void dropClosed() {
        items.values().removeIf(item -> {
            boolean closed = !item.file.isOpen();
            if (closed) {
                forget(item);
            }
            return closed;
        });
    }

    /// An item may have become ready. Called with locks of its file held.
    void list(EpollItem item) {
        synchronized (list) {
            if (!item.listed) {
                item.listed = true;
                list.add(item);
            }
        }
        // Even when it was listed: whoever looked last may have found it not ready.
        waiters.wake();
    }

    /// Waits for events.
    ///
    /// @param events takes [#EVENT_SIZE] bytes for each
    /// @return how many, 0 when the deadline passed
    /// @throws org.hermitscope.kernel.abi.SyscallException a restart when the task is wanted elsewhere
    public int await(Task task, byte[] events, long deadline) {
        int found = collect(events);
        if (found > 0 || deadline == 0) {
            return found;
        }
        waiters.add(task.blocking());
        try {
            while (true) {
                task.blocking().prepare();
                found = collect(events);
                if (found > 0) {
                    return found;
                }
                if (!task.blocking().park(deadline)) {
                    return collect(events);
                }
            }
        } finally {
            waiters.remove(task.blocking());
        }
    }

    /// Reports what is ready now. Every listed item is looked at once.
    private int collect(byte[] events) {
        int most = events.length / EVENT_SIZE;
        int looks;
        synchronized (list) {
            looks = list.size();
        }
        int found = 0;
        for (; looks > 0 && found < most; looks--) {
            EpollItem item;
            synchronized (list) {
                item = list.poll();
                if (item == null) {
                    break;
                }
                item.listed = false;
            }
            int ready = item.file.isOpen() ? item.ready() : 0;
            if (ready == 0) {
                continue;
            }
            LittleEndian.putInt(events, found * EVENT_SIZE, ready);
            LittleEndian.putLong(events, found * EVENT_SIZE + 4, item.data());
            found++;
            item.reported();
            if (!item.edgeTriggered()) {
                relist(item);
            }
        }
        return found;
    }

    /// A level-triggered item goes to the end of the list, so that the others get their turn.
    private void relist(EpollItem item) {
        synchronized (list) {
            if (!item.listed) {
                item.listed = true;
                list.add(item);
            }
        }
    }

    @Override
    public int ready() {
        synchronized (list) {
            if (list.isEmpty()) {
                return 0;
            }
        }
        for (EpollItem item : snapshot()) {
            if (item.ready() != 0) {
                return PollEvents.IN | PollEvents.RDNORM;
            }
        }
        return 0;
    }

    /// Whether somebody waits for events right now who has not been told of this one before.
    boolean isAttended(EpollItem item) {
        synchronized (list) {
            return !item.listed && !waiters.isEmpty();
        }
    }

    private EpollItem[] snapshot() {
        synchronized (list) {
            return list.toArray(new EpollItem[0]);
        }
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return waiters;
    }

    @Override
    public int read(ByteBuffer to) {
        throw Errno.EINVAL.raise();
    }

    /// There is no position, and asking for one is no error (noop_llseek).
    @Override
    public long seek(long offset, int whence) {
        return 0;
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EINVAL.raise();
    }

    @Override
    protected void closed() {
        synchronized (items) {
            items.values().forEach(this::forget);
            items.clear();
        }
    }
}
