package org.hermitscope.machine;

/// Breakpoints and watchpoints of one machine, without limit of number or length. All of its vCPUs obey them.
///
/// Callers change them only while no vCPU runs. Adding twice and removing what is not there are harmless.
public interface DebugPoints {
    void addBreakpoint(long linear);

    void removeBreakpoint(long linear);

    void addWatchpoint(Watchpoint point);

    void removeWatchpoint(Watchpoint point);
}
