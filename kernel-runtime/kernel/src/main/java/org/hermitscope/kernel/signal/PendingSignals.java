package org.hermitscope.kernel.signal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Signals that wait for a task, or for any task of the process. Standard signals coalesce: the first siginfo stays.
/// Real-time signals queue with their values.
public final class PendingSignals {
    /// Most real-time signals that wait at once, as RLIMIT_SIGPENDING.
    private static final int MOST_QUEUED = 16_384;

    private final @Nullable SignalInfo[] standard = new @Nullable SignalInfo[Signal.REALTIME];
    private final ArrayDeque<SignalInfo> queued = new ArrayDeque<>(4);
    private volatile long set;

    /// The mask of what is pending.
    public long set() {
        return set;
    }

    /// Adds a signal.
    ///
    /// @return false when too many real-time signals wait already
    public synchronized boolean add(SignalInfo info) {
        int number = info.number();
        if (number < Signal.REALTIME) {
            if (standard[number] == null) {
                standard[number] = info;
            }
        } else if (queued.size() < MOST_QUEUED) {
            queued.add(info);
        } else {
            return false;
        }
        set |= Signal.bit(number);
        return true;
    }

    /// Takes the next signal that `wanted` names: those that instructions cause first, then by number (signal(7) and
    /// Linux's next_signal).
    public synchronized @Nullable SignalInfo take(long wanted) {
        long candidates = set & wanted;
        if (candidates == 0) {
            return null;
        }
        if ((candidates & Signal.SYNCHRONOUS) != 0) {
            candidates &= Signal.SYNCHRONOUS;
        }
        int number = Long.numberOfTrailingZeros(candidates) + 1;
        if (number < Signal.REALTIME) {
            SignalInfo info = standard[number];
            standard[number] = null;
            set &= ~Signal.bit(number);
            return info;
        }
        SignalInfo found = null;
        boolean more = false;
        for (SignalInfo info : queued) {
            if (info.number() == number) {
                if (found == null) {
                    found = info;
                } else {
                    more = true;
                }
            }
        }
        if (found != null) {
            queued.removeFirstOccurrence(found);
        }
        if (!more) {
            set &= ~Signal.bit(number);
        }
        return found;
    }

    /// Forgets every signal that `unwanted` names.
    public synchronized void remove(long unwanted) {
        for (int number = 1; number < Signal.REALTIME; number++) {
            if ((unwanted & Signal.bit(number)) != 0) {
                standard[number] = null;
            }
        }
        queued.removeIf(info -> (unwanted & Signal.bit(info.number())) != 0);
        set &= ~unwanted;
    }
}
