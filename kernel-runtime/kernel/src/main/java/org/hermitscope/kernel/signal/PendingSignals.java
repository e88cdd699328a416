package org.hermitscope.kernel.signal;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Signals that wait for a task, or for any task of the process. Standard signals coalesce: the first siginfo stays.
/// Real-time signals queue with their values.
public final class PendingSignals {
    private final SignalQuota quota;
    private final @Nullable SignalInfo[] standard = new @Nullable SignalInfo[Signal.REALTIME];
    private final ArrayDeque<SignalInfo> queued = new ArrayDeque<>(4);
    private volatile long set;

    public PendingSignals(SignalQuota quota) {
        this.quota = quota;
    }

    /// The mask of what is pending.
    public long set() {
        return set;
    }

    /// Adds a signal. Where no more may queue, kill(2) and the kernel itself still make theirs pending, once and
    /// without a sender (__send_signal_locked in kernel/signal.c); those of timers have a place of their own.
    ///
    /// @return false when too many real-time signals wait already
    public synchronized boolean add(SignalInfo info) {
        int number = info.number();
        if (number < Signal.REALTIME) {
            if (standard[number] == null) {
                standard[number] = info;
            }
        } else if (info.sender() != null || quota.take()) {
            queued.add(info);
        } else if (info.code() != SignalInfo.SI_USER && info.code() != SignalInfo.SI_KERNEL) {
            return false;
        }
        set |= Signal.bit(number);
        return true;
    }

    /// Takes the next signal that `wanted` names: those that instructions cause first, then by number (signal(7) and
    /// Linux's next_signal).
    public @Nullable SignalInfo take(long wanted) {
        SignalInfo info = takeOne(wanted);
        if (info == null) {
            return null;
        }
        SignalInfo.Sender sender = info.sender();
        return sender == null ? info : sender.taken(info);
    }

    private synchronized @Nullable SignalInfo takeOne(long wanted) {
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
                if (found != null) {
                    more = true;
                    break;
                }
                found = info;
            }
        }
        if (!more) {
            set &= ~Signal.bit(number);
        }
        if (found == null) {
            return SignalInfo.user(number, SignalInfo.SI_USER, 0, 0);
        }
        boolean _ = queued.removeFirstOccurrence(found);
        release(found);
        return found;
    }

    /// Whether a signal of this sender waits.
    public synchronized boolean holds(int number, SignalInfo.Sender sender) {
        if (number < Signal.REALTIME) {
            SignalInfo info = standard[number];
            return info != null && sender.equals(info.sender());
        }
        for (SignalInfo info : queued) {
            if (sender.equals(info.sender())) {
                return true;
            }
        }
        return false;
    }

    /// Forgets the signals of a source that is gone.
    public synchronized void remove(int number, SignalInfo.Sender sender) {
        boolean others = false;
        if (number < Signal.REALTIME) {
            SignalInfo info = standard[number];
            others = info != null && !sender.equals(info.sender());
            standard[number] = others ? info : null;
        } else {
            for (Iterator<SignalInfo> each = queued.iterator(); each.hasNext(); ) {
                SignalInfo info = each.next();
                if (sender.equals(info.sender())) {
                    each.remove();
                } else {
                    others |= info.number() == number;
                }
            }
        }
        if (!others) {
            set &= ~Signal.bit(number);
        }
    }

    /// Forgets every signal that `unwanted` names.
    public synchronized void remove(long unwanted) {
        for (int number = 1; number < Signal.REALTIME; number++) {
            if ((unwanted & Signal.bit(number)) != 0) {
                standard[number] = null;
            }
        }
        for (Iterator<SignalInfo> each = queued.iterator(); each.hasNext(); ) {
            SignalInfo info = each.next();
            if ((unwanted & Signal.bit(info.number())) != 0) {
                each.remove();
                release(info);
            }
        }
        set &= ~unwanted;
    }

    private void release(SignalInfo info) {
        if (info.sender() == null) {
            quota.give();
        }
    }
}
