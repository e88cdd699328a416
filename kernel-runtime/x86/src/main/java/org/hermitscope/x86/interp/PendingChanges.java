package org.hermitscope.x86.interp;

/// Changes of code that others made, kept until the vCPU is between two blocks.
final class PendingChanges {
    /// A vCPU that sleeps for long while others change code forgets everything instead of a list without end.
    private static final int CAPACITY = 64;

    private final long[] starts = new long[CAPACITY];
    private final long[] lengths = new long[CAPACITY];
    private int count;
    private boolean overflown;

    synchronized void add(long code, long length) {
        if (count < CAPACITY) {
            starts[count] = code;
            lengths[count] = length;
            count++;
        } else {
            overflown = true;
        }
    }

    void applyTo(BlockCache cache) {
        long[] taken;
        boolean everything;
        synchronized (this) {
            taken = new long[2 * count];
            System.arraycopy(starts, 0, taken, 0, count);
            System.arraycopy(lengths, 0, taken, count, count);
            everything = overflown;
            count = 0;
            overflown = false;
        }
        if (everything) {
            cache.clear();
            return;
        }
        for (int i = 0, changes = taken.length / 2; i < changes; i++) {
            boolean _ = cache.invalidate(taken[i], taken[changes + i]);
        }
    }
}
