package org.hermitscope.machine;

/// Host time, less the spans in which it was paused.
public final class RealTimeClock implements Clock {
    private static final long TSC_HERTZ = 1_000_000_000L;

    private final long startNanos = System.nanoTime();
    private long pausedNanos;
    private long pauseBegan;
    private int pauses;

    @Override
    public synchronized long monotonicNanos() {
        long now = pauses > 0 ? pauseBegan : System.nanoTime();
        return now - startNanos - pausedNanos;
    }

    @Override
    public long realtimeNanos() {
        java.time.Instant now = java.time.Instant.now();
        long wall = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        synchronized (this) {
            return pauses > 0 ? wall - (System.nanoTime() - pauseBegan) : wall;
        }
    }

    @Override
    public long tscHertz() {
        return TSC_HERTZ;
    }

    /// One count a nanosecond.
    @Override
    public long tsc() {
        return monotonicNanos();
    }

    @Override
    public synchronized void pause() {
        if (pauses++ == 0) {
            pauseBegan = System.nanoTime();
        }
    }

    @Override
    public synchronized void resume() {
        if (pauses > 0 && --pauses == 0) {
            pausedNanos += System.nanoTime() - pauseBegan;
        }
    }
}
