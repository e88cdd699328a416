package org.hermitscope.kernel.memory;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
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
                throw duplicate(area, flags);
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

    /// Why a mapping cannot be had a second time.
    private static SyscallException duplicate(Area area, int flags) {
        // Only shared mappings can be mapped a second time (man 2 mremap), and one window cannot show the same page at
        // two addresses.
        if (!area.shared() || (flags & MapFlags.REMAP_MAYMOVE) == 0) {
            return Errno.EINVAL.raise();
        }
        return Errno.ENOMEM.raise();
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
        if (old.has(Area.TOUCHED)) {
            copy(space, old.start(), start, kept);
        }
        space.insert(start, newLength, old.protection(), old.flags(), moved, old.label());
        space.clear(old.start(), old.end());
        if ((flags & MapFlags.REMAP_DONTUNMAP) != 0) {
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
