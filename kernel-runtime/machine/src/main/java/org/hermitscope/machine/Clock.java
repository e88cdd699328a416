package org.hermitscope.machine;

/// The guest's only source of time: TSC, timers, clock_gettime and sleeps all come from here. It stands still
/// while a debugger has stopped the guest.
public interface Clock {
    /// Nanoseconds since the machine was made, never going back.
    long monotonicNanos();

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    long realtimeNanos();

    /// Frequency of the time stamp counter in hertz.
    long tscHertz();

    /// The time stamp counter.
    long tsc();

    /// Stops time; nested calls count.
    void pause();

    /// Lets time go on.
    void resume();
}
