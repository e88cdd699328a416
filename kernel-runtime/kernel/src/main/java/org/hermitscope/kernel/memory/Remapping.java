package org.hermitscope.kernel.memory;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.machine.HostMemory;

/// mremap(2).
public final class Remapping {
    private static final int PAGE = HostMemory.PAGE_SIZE;

    private Remapping() {}

    /// Changes the length or the place of one area's part. Lengths are whole pages; flags were checked.
    ///
    /// @param target where to, with REMAP_FIXED
    /// @return where it is afterwards
    public static long remap(AddressSpace space, long start, long oldLength, long newLength, int flags, long target) {
        synchronized (space) {
            AreaMap areas = space.map();
            Area area = areas.find(start);
            if (area == null) {
                throw Errno.EFAULT.raise();
            }
            if (oldLength == 0) {
                return duplicate(space, area, start, newLength, flags, target);
            }
            if (area.end() - start < oldLength) {
                throw Errno.EFAULT.raise();
            }
            if ((flags & (MapFlags.REMAP_FIXED | MapFlags.REMAP_DONTUNMAP)) == 0) {
                if (newLength <= oldLength) {
                    space.clear(start + newLength, start + oldLength);
                    return start;
                }
                if (canGrow(space, area, start + oldLength, start + newLength)) {
                    grow(space, area, start + oldLength, start + newLength);
                    return start;
                }
                if ((flags & MapFlags.REMAP_MAYMOVE) == 0) {
                    throw Errno.ENOMEM.raise();
                }
            }
            if ((flags & MapFlags.REMAP_DONTUNMAP) != 0 && newLength != oldLength) {
                throw Errno.EINVAL.raise();
            }
            return move(space, area.part(start, start + oldLength), newLength, flags, target);
        }
    }

    private static boolean canGrow(AddressSpace space, Area area, long end, long newEnd) {
        return area.end() == end
                && newEnd <= space.layout().end()
                && area.pages() == null
                && space.map().isFree(end, newEnd);
    }

    private static void grow(AddressSpace space, Area area, long end, long newEnd) {
        space.insert(end, newEnd - end, area.protection(), area.flags(), area.pages(), area.label());
    }

    /// Maps shared pages a second time (man 2 mremap).
    private static long duplicate(AddressSpace space, Area area, long from, long length, int flags, long target) {
        FilePages pages = area.pages();
        if (pages == null || !pages.isShared() || (flags & MapFlags.REMAP_MAYMOVE) == 0) {
            throw Errno.EINVAL.raise();
        }
        boolean fixed = (flags & MapFlags.REMAP_FIXED) != 0;
        // The first mapping must not vanish under the second one.
        pages.retain();
        try {
            long start = space.place(fixed ? target : 0, length, fixed ? MapFlags.FIXED : 0);
            FilePages again = pages.movedTo(start, from, length);
            space.insert(start, length, area.protection(), area.flags(), again, area.label());
            return start;
        } finally {
            pages.release();
        }
    }

    private static long move(AddressSpace space, Area old, long newLength, int flags, long target) {
        boolean fixed = (flags & MapFlags.REMAP_FIXED) != 0;
        if (fixed && target < old.end() && old.start() < target + newLength) {
            throw Errno.EINVAL.raise();
        }
        long start = space.place(fixed ? target : 0, newLength, fixed ? MapFlags.FIXED : 0);
        long kept = Math.min(old.length(), newLength);
        FilePages pages = old.pages();
        FilePages moved = pages == null ? null : pages.movedTo(start, old.start(), newLength);
        boolean shared = pages != null && pages.isShared();
        if (old.has(Area.TOUCHED) && !shared) {
            copy(space, old.start(), start, kept);
        }
        space.insert(start, newLength, old.protection(), old.flags(), moved, old.label());
        boolean keeps = (flags & MapFlags.REMAP_DONTUNMAP) != 0;
        if (keeps && shared) {
            return start;
        }
        space.clear(old.start(), old.end());
        if (keeps) {
            space.insert(old.start(), old.length(), old.protection(), old.flags(), null, old.label());
        }
        return start;
    }

    /// Copies what may hold something. Pages of nothing but zeros are left alone, so that they stay uncommitted.
    private static void copy(AddressSpace space, long from, long to, long length) {
        HostMemory memory = space.window().memory();
        for (long page = 0; page < length; page += PAGE) {
            for (long at = page; at < page + PAGE; at += 8) {
                if (memory.getLong(from + at) != 0) {
                    memory.copy(from + page, to + page, PAGE);
                    break;
                }
            }
        }
    }
}
