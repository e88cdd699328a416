package org.hermitscope.kernel.memory;

import org.hermitscope.machine.Protection;
import org.jspecify.annotations.Nullable;

/// A range of guest addresses with one set of properties: a line of /proc/self/maps.
///
/// @param start first address, a page boundary
/// @param end address behind the last, a page boundary
/// @param protection as mmap(2) or mprotect(2) set it, a sum of [Protection] bits
/// @param flags a sum of the constants below
/// @param pages where contents come from; null for anonymous memory
/// @param label what /proc/self/maps shows for areas without a file, such as `[heap]`; else empty
public record Area(
        long start,
        long end,
        int protection,
        int flags,
        @Nullable FilePages pages,
        String label) {
    /// MAP_SHARED.
    public static final int SHARED = 1;
    /// Grows down when touched below: MAP_GROWSDOWN, the main stack.
    public static final int GROWS_DOWN = 2;
    /// Pages become accessible when first touched, because there are too many to open one by one.
    public static final int LAZY = 4;
    /// Some page was accessible once, so contents and permissions need clearing.
    public static final int TOUCHED = 8;

    public long length() {
        return end - start;
    }

    public boolean shared() {
        return (flags & SHARED) != 0;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// What the pages allow in effect: whatever can be written or executed can be read.
    int effectiveProtection() {
        return protection == Protection.NONE ? Protection.NONE : protection | Protection.READ;
    }

    Area part(long from, long to) {
        return new Area(from, to, protection, flags, pages, label);
    }

    Area withProtection(int changed) {
        return new Area(start, end, changed, flags | (changed == Protection.NONE ? 0 : TOUCHED), pages, label);
    }

    /// Whether the other one, which begins where this one ends, can be one area with it.
    boolean continuesAs(Area next) {
        return end == next.start
                && protection == next.protection
                && flags == next.flags
                && pages == next.pages
                && label.equals(next.label)
                && (flags & GROWS_DOWN) == 0;
    }

    /// Whether the guest can reach its pages without the kernel opening them first: what counts as resident.
    public boolean isResident() {
        return protection() != Protection.NONE && (flags() & LAZY) == 0;
    }
}
