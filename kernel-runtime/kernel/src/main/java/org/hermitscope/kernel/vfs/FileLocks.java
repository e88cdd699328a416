package org.hermitscope.kernel.vfs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Advisory locks on one file: byte ranges (`fcntl`) and whole files (`flock`). The two kinds ignore each other, as
/// Linux's do on local file systems.
///
/// A range lock belongs to the process (POSIX locks; [#PROCESS]) or to the open file (OFD locks). The guest is one
/// process, so its POSIX locks never conflict among themselves.
public final class FileLocks {
    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int UNLOCK = 2;

    /// The owner of POSIX locks.
    public static final Object PROCESS = new Object();

    private final WaitQueue waiters = new WaitQueue();
    private final List<Range> ranges = new ArrayList<>(2);
    private final List<Object> sharers = new ArrayList<>(2);
    private @Nullable Object exclusive;

    /// A locked range.
    ///
    /// @param owner [#PROCESS] or an open file
    /// @param type [#READ] or [#WRITE]
    /// @param start first byte
    /// @param end last byte, `Long.MAX_VALUE` for all there may ever be
    public record Range(Object owner, int type, long start, long end) {
        private boolean overlaps(long from, long to) {
            return start <= to && from <= end;
        }
    }

    /// Told whenever a lock goes.
    public WaitQueue waitQueue() {
        return waiters;
    }

    /// A lock of someone else that stands in the way, or null.
    public synchronized @Nullable Range conflict(Object owner, int type, long start, long end) {
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            if (!range.owner.equals(owner) && (type == WRITE || range.type == WRITE) && range.overlaps(start, end)) {
                return range;
            }
        }
        return null;
    }

    /// Sets or takes away a range lock, splitting and joining the owner's others.
    ///
    /// @return false if someone else's lock stands in the way
    public synchronized boolean set(Object owner, int type, long start, long end) {
        if (type != UNLOCK && conflict(owner, type, start, end) != null) {
            return false;
        }
        long first = start;
        long last = end;
        for (int i = ranges.size() - 1; i >= 0; i--) {
            Range range = ranges.get(i);
            if (!range.owner.equals(owner)) {
                continue;
            }
            boolean sameType = range.type == type;
            boolean touches = sameType
                    && range.start <= (last == Long.MAX_VALUE ? last : last + 1)
                    && first <= (range.end == Long.MAX_VALUE ? range.end : range.end + 1);
            if (!touches && !range.overlaps(start, end)) {
                continue;
            }
            ranges.remove(i);
            if (sameType) {
                first = Math.min(first, range.start);
                last = Math.max(last, range.end);
                continue;
            }
            if (range.start < start) {
                ranges.add(new Range(owner, range.type, range.start, start - 1));
            }
            if (range.end > end) {
                ranges.add(new Range(owner, range.type, end + 1, range.end));
            }
        }
        if (type != UNLOCK) {
            ranges.add(new Range(owner, type, first, last));
        }
        waiters.wake();
        return true;
    }

    /// `flock(2)`: a lock of the open file on the whole file.
    ///
    /// @return false if another open file's lock stands in the way
    public synchronized boolean lockWhole(Object owner, int type) {
        if (type == UNLOCK) {
            releaseWhole(owner);
            return true;
        }
        boolean others = exclusive != null && !exclusive.equals(owner);
        if (type == WRITE) {
            for (Object sharer : sharers) {
                others |= !sharer.equals(owner);
            }
        }
        if (others) {
            return false;
        }
        releaseWhole(owner);
        if (type == WRITE) {
            exclusive = owner;
        } else {
            sharers.add(owner);
        }
        return true;
    }

    private void releaseWhole(Object owner) {
        if (owner.equals(exclusive)) {
            exclusive = null;
        }
        sharers.remove(owner);
        waiters.wake();
    }

    /// Drops everything that belongs to `owner`.
    public synchronized void releaseOwnedBy(Object owner) {
        ranges.removeIf(range -> range.owner.equals(owner));
        releaseWhole(owner);
    }

    /// The process closed one of its descriptors of this file: its POSIX locks are gone (man 2 fcntl).
    public synchronized void descriptorClosed() {
        if (!ranges.isEmpty()) {
            ranges.removeIf(range -> range.owner.equals(PROCESS));
            waiters.wake();
        }
    }
}
