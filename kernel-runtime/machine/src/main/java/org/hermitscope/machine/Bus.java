package org.hermitscope.machine;

import java.util.Map;
import java.util.TreeMap;

/// Maps address ranges to devices: one bus for ports, one for memory-mapped registers. Ranges do not overlap.
/// Reads that no device answers give all ones, writes vanish, as on an ISA bus.
///
/// Built before the first vCPU runs, read-only afterwards.
public final class Bus {
    /// A device at its place.
    ///
    /// @param start first address
    /// @param length bytes
    public record Range(long start, long length, String name, BusDevice device) {}

    private final TreeMap<Long, Range> ranges = new TreeMap<>(Long::compareUnsigned);

    public void attach(Range range) {
        Map.Entry<Long, Range> below = ranges.floorEntry(range.start() + range.length() - 1);
        if (below != null
                && Long.compareUnsigned(
                                below.getValue().start() + below.getValue().length(), range.start())
                        > 0) {
            throw new IllegalArgumentException(
                    range.name() + " overlaps " + below.getValue().name());
        }
        ranges.put(range.start(), range);
    }

    public Iterable<Range> ranges() {
        return ranges.values();
    }

    public long read(long address, int size) {
        Map.Entry<Long, Range> entry = ranges.floorEntry(address);
        if (entry != null) {
            Range range = entry.getValue();
            long offset = address - range.start();
            if (Long.compareUnsigned(offset, range.length()) < 0) {
                return range.device().read(offset, size);
            }
        }
        return size == 8 ? -1L : (1L << size * 8) - 1;
    }

    public void write(long address, int size, long value) {
        Map.Entry<Long, Range> entry = ranges.floorEntry(address);
        if (entry != null) {
            Range range = entry.getValue();
            long offset = address - range.start();
            if (Long.compareUnsigned(offset, range.length()) < 0) {
                range.device().write(offset, size, value);
            }
        }
    }
}
