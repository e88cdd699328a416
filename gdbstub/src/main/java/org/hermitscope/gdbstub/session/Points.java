package org.hermitscope.gdbstub.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Breakpoints;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.Watchpoint;
import org.hermitscope.gdbstub.target.Watchpoints;

/// The breakpoints and watchpoints a client has inserted. Inserting one twice and removing one that is not
/// there do nothing, as the protocol wants it.
public final class Points {
    // A client that inserts without end must not exhaust the memory.
    private static final int LIMIT = 65_536;

    private record Place(int pid, Breakpoint.Kind kind, long address) {}

    private final Target target;
    private final Map<Place, Breakpoint> breakpoints = new LinkedHashMap<>();
    private final Map<Watchpoint, Watchpoint> watchpoints = new LinkedHashMap<>();

    Points(Target target) {
        this.target = target;
    }

    /// Inserts a breakpoint. One at the same place with other conditions is replaced, or stays if the target
    /// refuses.
    ///
    /// @return false if the target has no such breakpoints
    public boolean insert(Breakpoint breakpoint) {
        Optional<Breakpoints> capability = capability(breakpoint.kind());
        if (capability.isEmpty()) {
            return false;
        }
        Place place = new Place(breakpoint.pid(), breakpoint.kind(), breakpoint.address());
        Breakpoint present = breakpoints.get(place);
        if (breakpoint.equals(present)) {
            return true;
        }
        if (present == null) {
            checkLimit();
            capability.get().insert(breakpoint);
        } else {
            replace(capability.get(), present, breakpoint);
        }
        breakpoints.put(place, breakpoint);
        return true;
    }

    private static void replace(Breakpoints capability, Breakpoint present, Breakpoint breakpoint) {
        capability.remove(present);
        try {
            capability.insert(breakpoint);
        } catch (TargetException refused) {
            capability.insert(present);
            throw refused;
        }
    }

    /// @return false if the target has no such breakpoints
    public boolean remove(int pid, Breakpoint.Kind kind, long address) {
        Optional<Breakpoints> capability = capability(kind);
        if (capability.isEmpty()) {
            return false;
        }
        Place place = new Place(pid, kind, address);
        Breakpoint present = breakpoints.get(place);
        if (present != null) {
            capability.get().remove(present);
            breakpoints.remove(place);
        }
        return true;
    }

    /// @return false if the target has no such watchpoints
    public boolean insert(Watchpoint watchpoint) {
        Optional<Watchpoints> capability = capability(watchpoint.kind());
        if (capability.isEmpty()) {
            return false;
        }
        if (!watchpoints.containsKey(watchpoint)) {
            checkLimit();
            capability.get().insert(watchpoint);
            watchpoints.put(watchpoint, watchpoint);
        }
        return true;
    }

    /// @return false if the target has no such watchpoints
    public boolean remove(Watchpoint watchpoint) {
        Optional<Watchpoints> capability = capability(watchpoint.kind());
        if (capability.isEmpty()) {
            return false;
        }
        if (watchpoints.containsKey(watchpoint)) {
            capability.get().remove(watchpoint);
            watchpoints.remove(watchpoint);
        }
        return true;
    }

    /// Removes everything, as far as the target lets it.
    ///
    /// @return what the target threw
    List<RuntimeException> removeAll() {
        List<RuntimeException> failures = new ArrayList<>();
        target.breakpoints().ifPresent(capability -> {
            for (Breakpoint breakpoint : breakpoints.values()) {
                attempt(() -> capability.remove(breakpoint), failures);
            }
        });
        target.watchpoints().ifPresent(capability -> {
            for (Watchpoint watchpoint : watchpoints.values()) {
                attempt(() -> capability.remove(watchpoint), failures);
            }
        });
        breakpoints.clear();
        watchpoints.clear();
        return failures;
    }

    private static void attempt(Runnable removal, List<RuntimeException> failures) {
        try {
            removal.run();
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    private void checkLimit() {
        if (breakpoints.size() + watchpoints.size() >= LIMIT) {
            throw new TargetException(TargetException.ENOSPC, "more than " + LIMIT + " breakpoints and watchpoints");
        }
    }

    private Optional<Breakpoints> capability(Breakpoint.Kind kind) {
        return target.breakpoints().filter(breakpoint -> breakpoint.supports(kind));
    }

    private Optional<Watchpoints> capability(Watchpoint.Kind kind) {
        return target.watchpoints().filter(watchpoint -> watchpoint.supports(kind));
    }
}
