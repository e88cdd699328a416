package org.hermitscope.x86.interp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hermitscope.machine.DebugPoints;
import org.hermitscope.machine.Watchpoint;
import org.jspecify.annotations.Nullable;

/// The debugger's points of one machine. Breakpoints cost where blocks are decoded; watchpoints cost on the
/// pages that they touch.
public final class Breakpoints implements DebugPoints {
    /// What the engine does when points change.
    public interface Changes {
        /// A breakpoint came or went: blocks that hold the address are decoded anew.
        void breakpointChanged(long linear);

        /// Which accesses to the page of `linear` must be looked at: a sum of Window's WATCH bits.
        void watchPage(long linear, int kinds);
    }

    private final Changes changes;
    private final Set<Long> breakpoints = new HashSet<>();
    private final List<Watchpoint> watchpoints = new ArrayList<>();

    public Breakpoints(Changes changes) {
        this.changes = changes;
    }

    boolean contains(long linear) {
        return !breakpoints.isEmpty() && breakpoints.contains(linear);
    }

    @Override
    public void addBreakpoint(long linear) {
        if (breakpoints.add(linear)) {
            changes.breakpointChanged(linear);
        }
    }

    @Override
    public void removeBreakpoint(long linear) {
        if (breakpoints.remove(linear)) {
            changes.breakpointChanged(linear);
        }
    }

    @Override
    public void addWatchpoint(Watchpoint point) {
        if (!watchpoints.contains(point)) {
            watchpoints.add(point);
            watchPages(point);
        }
    }

    @Override
    public void removeWatchpoint(Watchpoint point) {
        if (watchpoints.remove(point)) {
            watchPages(point);
        }
    }

    private void watchPages(Watchpoint changed) {
        Map<Long, Integer> kinds = new HashMap<>();
        long firstPage = changed.linear() >>> 12;
        long lastPage = (changed.linear() + changed.length() - 1) >>> 12;
        for (Watchpoint point : watchpoints) {
            int kind = (point.kind().reads() ? READ : 0) | (point.kind().writes() ? WRITE : 0);
            long from = Math.max(firstPage, point.linear() >>> 12);
            long to = Math.min(lastPage, (point.linear() + point.length() - 1) >>> 12);
            for (long page = from; page <= to; page++) {
                kinds.merge(page, kind, (a, b) -> a | b);
            }
        }
        for (long page = firstPage; page <= lastPage; page++) {
            changes.watchPage(page << 12, kinds.getOrDefault(page, 0));
        }
    }

    /// The first watchpoint that an access touches.
    @Nullable
    Watchpoint touched(long linear, int size, boolean write) {
        for (Watchpoint point : watchpoints) {
            if (point.overlaps(linear, size)
                    && (write ? point.kind().writes() : point.kind().reads())) {
                return point;
            }
        }
        return null;
    }

    private static final int READ = org.hermitscope.machine.Window.WATCH_READ;
    private static final int WRITE = org.hermitscope.machine.Window.WATCH_WRITE;
}
