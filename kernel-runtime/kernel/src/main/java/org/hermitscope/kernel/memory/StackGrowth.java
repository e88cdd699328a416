package org.hermitscope.kernel.memory;

import org.hermitscope.machine.HostMemory;
import org.jspecify.annotations.Nullable;

/// Areas that grow down: an access below one, as far as RLIMIT_STACK from its top, extends it (mm/mmap.c,
/// expand_downwards). Another area may not come closer than the guard gap.
final class StackGrowth {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    private static final long GUARD_GAP = 256L * PAGE;

    private final AddressSpace space;
    private long limit = 8L << 20;

    StackGrowth(AddressSpace space) {
        this.space = space;
    }

    void setLimit(long bytes) {
        limit = bytes;
    }

    /// Extends the area above an unmapped address down to it.
    ///
    /// @return the area that holds the address now, or null
    @Nullable
    Area growTo(long address) {
        AreaMap areas = space.map();
        Area above = areas.findFrom(address);
        long start = address & -PAGE;
        if (above == null
                || !above.has(Area.GROWS_DOWN)
                || Long.compareUnsigned(above.end() - start, limit) > 0
                || start < Layout.LOWEST) {
            return null;
        }
        Area below = areas.below(start + 1);
        if (below != null && below.end() > start - GUARD_GAP && !below.has(Area.GROWS_DOWN)) {
            return null;
        }
        long end = above.end();
        areas.remove(above.start(), end);
        Area grown = new Area(start, end, above.protection(), above.flags(), null, above.label());
        areas.add(grown);
        space.window().protect(start, above.start() - start, above.protection());
        return grown;
    }
}
