package org.hermitscope.kernel.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.Inode;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.jspecify.annotations.Nullable;

/// What is mapped where: mmap(2) and its relatives over the [Window]. Arguments that depend on nothing but themselves
/// are the callers' to check; addresses and lengths here are whole pages unless stated.
///
/// Reserving without access costs nothing, whatever the length: permission bytes of pages that nobody could ever access
/// are 0 already. Huge accessible ranges open in chunks when first touched.
///
/// Any thread may call; the instance is the lock.
public final class AddressSpace implements PageSupply {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    /// From this length on anonymous pages open on touch.
    private static final long LAZY_LENGTH = 64L << 20;
    /// Bytes opened at once in such a range.
    private static final long LAZY_CHUNK = 2L << 20;
    /// MAP_32BIT's upper end.
    private static final long LOW_END = 1L << 31;
    /// Pages kept free below an area that grows down (stack_guard_gap).
    private static final long GUARD_GAP = 256L * PAGE;

    private final Window window;
    private final UserMemory memory;
    private final Layout layout;
    private final AreaMap areas = new AreaMap();
    private final StackGrowth stack = new StackGrowth(this);
    private final Map<Inode, SharedPages> shared = new HashMap<>();
    private long memorySize = Long.MAX_VALUE;
    private long breakStart;
    private long breakEnd;

    public AddressSpace(Window window) {
        this.window = window;
        this.memory = new UserMemory(window, this);
        this.layout = new Layout(window.size());
    }

    public UserMemory memory() {
        return memory;
    }

    public Layout layout() {
        return layout;
    }

    Window window() {
        return window;
    }

    AreaMap map() {
        return areas;
    }

    /// Sets how far the main stack may grow, in bytes (RLIMIT_STACK).
    public void setStackLimit(long bytes) {
        stack.setLimit(bytes);
    }

    /// Sets how much memory the guest believes to have: a single larger request to write is refused, as Linux's
    /// heuristic
    /// overcommit does (proc(5), overcommit_memory).
    public void setMemorySize(long bytes) {
        memorySize = bytes;
    }

    /// The areas in ascending order, as they are now.
    public synchronized List<Area> areas() {
        return areas.all();
    }

    /// Bytes that count as resident.
    public synchronized long residentBytes() {
        long sum = 0;
        for (Area area : areas.all()) {
            sum += area.isResident() ? area.length() : 0;
        }
        return sum;
    }

    /// The area that holds an address, or null.
    public synchronized @Nullable Area areaAt(long address) {
        return areas.find(address);
    }

    /// Maps anonymous memory.
    ///
    /// @param hint where to, honoured when free; must be with FIXED
    /// @param flags of [MapFlags]
    /// @return where it is
    public synchronized long mapAnonymous(long hint, long length, int protection, int flags) {
        if (length > memorySize && (protection & Protection.WRITE) != 0 && (flags & MapFlags.NORESERVE) == 0) {
            throw Errno.ENOMEM.raise();
        }
        boolean shared = (flags & MapFlags.TYPE) != MapFlags.PRIVATE;
        SharedPages common = shared ? new SharedPages(() -> {}) : null;
        long start = place(hint, length, flags);
        int kind = shared ? Area.SHARED : (flags & MapFlags.GROWSDOWN) != 0 ? Area.GROWS_DOWN : 0;
        FilePages pages =
                common == null ? null : new FilePages(window, this, null, null, null, start, 0, length, common, true);
        insert(start, length, protection, kind, pages, shared ? "/dev/zero (deleted)" : "");
        return start;
    }

    /// Maps a file from `offset` on. Access modes were checked.
    public synchronized long mapFile(long hint, long length, int protection, int flags, RegularFile file, long offset) {
        boolean shared = (flags & MapFlags.TYPE) != MapFlags.PRIVATE;
        SharedPages common = shared ? sharedPages(file.inode(), offset + length) : null;
        long start = place(hint, length, flags);
        FilePages pages = new FilePages(
                window,
                this,
                new RegularFileSource(file),
                file,
                file.dentry(),
                start,
                offset,
                length,
                common,
                file.writable() && file.data().mayMapWritable());
        insert(start, length, protection, shared ? Area.SHARED : 0, pages, "");
        if ((flags & MapFlags.POPULATE) != 0) {
            populate(start, length);
        }
        return start;
    }

    /// What all shared mappings of a file show, as far as `end` at least.
    private SharedPages sharedPages(Inode inode, long end) {
        SharedPages known = shared.get(inode);
        if (known == null) {
            known = new SharedPages(() -> shared.remove(inode));
            SharedPages _ = shared.put(inode, known);
        }
        known.reach(end);
        return known;
    }

    /// Maps a part of a program's image at a fixed place, privately.
    ///
    /// @param name what /proc/self/maps shows, if the image is a file of the guest
    public synchronized void mapImage(
            long start, long length, int protection, PageSource source, long offset, @Nullable Dentry name) {
        clear(start, start + length);
        insert(
                start,
                length,
                protection,
                0,
                new FilePages(window, this, source, null, name, start, offset, length, null, true),
                "");
    }

    /// Maps anonymous memory at a fixed place under a name, as a loader does.
    public synchronized void mapNamed(long start, long length, int protection, String label) {
        clear(start, start + length);
        insert(start, length, protection, 0, null, label);
    }

    /// Makes the main stack, which grows down when touched.
    public synchronized void mapStack(long start, long length) {
        insert(start, length, Protection.READ | Protection.WRITE, Area.GROWS_DOWN, null, "[stack]");
    }

    /// Says where the heap begins.
    public synchronized void setBreakStart(long address) {
        breakStart = address;
        breakEnd = address;
    }

    /// brk(2): moves the end of the heap if that is possible.
    ///
    /// @param limit bytes the heap may have (RLIMIT_DATA)
    /// @return the end of the heap afterwards
    public synchronized long brk(long wanted, long limit) {
        if (wanted < breakStart || wanted - breakStart > Math.min(limit, memorySize) || wanted > layout.end()) {
            return breakEnd;
        }
        long oldPage = pageUp(breakEnd);
        long newPage = pageUp(wanted);
        if (newPage > oldPage) {
            if (!areas.isFree(oldPage, newPage + GUARD_GAP)) {
                return breakEnd;
            }
            insert(oldPage, newPage - oldPage, Protection.READ | Protection.WRITE, 0, null, "[heap]");
        } else if (newPage < oldPage) {
            clear(newPage, oldPage);
        }
        breakEnd = wanted;
        return wanted;
    }

    /// munmap(2).
    public synchronized void unmap(long start, long length) {
        clear(start, start + length);
    }

    /// mprotect(2): changes what lies before the first hole, then fails with ENOMEM.
    public synchronized void protect(long start, long length, int protection) {
        long end = start + length;
        long at = start;
        while (at < end) {
            Area area = areas.find(at);
            if (area == null) {
                throw Errno.ENOMEM.raise();
            }
            long upTo = Math.min(end, area.end());
            if ((protection & Protection.WRITE) != 0
                    && area.pages() != null
                    && !area.pages().mayWrite()) {
                throw Errno.EACCES.raise();
            }
            Area changed = area.part(at, upTo).withProtection(protection);
            boolean untouched = !area.has(Area.TOUCHED);
            if (area.pages() != null) {
                // The pages outlive the moment between the two areas.
                area.pages().retain();
            }
            areas.remove(at, upTo);
            areas.add(changed);
            if (area.pages() != null) {
                area.pages().release();
            }
            if (protection != area.protection()) {
                apply(changed, untouched);
            }
            at = upTo;
        }
    }

    /// Whether PROT_GROWSDOWN or PROT_GROWSUP may be asked for there; nothing grows up.
    public synchronized boolean isStack(long start, long protection) {
        Area area = areas.find(start);
        return area != null && area.has(Area.GROWS_DOWN) && (protection & 0x0200_0000) == 0;
    }

    /// Whether every page of the range is mapped.
    public synchronized boolean covers(long start, long length) {
        return areas.covers(start, start + length);
    }

    /// madvise(MADV_DONTNEED): anonymous pages read as zero again, file pages come in anew. ENOMEM when there are
    /// holes,
    /// after the rest has been done.
    public synchronized void discard(long start, long length) {
        for (Area part : areas.inside(start, start + length)) {
            FilePages pages = part.pages();
            if (pages != null && pages.isShared()) {
                // The contents are the file's and stay.
                continue;
            }
            if (pages != null) {
                pages.forget(part.start(), part.end());
                window.protect(part.start(), part.length(), Protection.NONE);
            }
            if (part.has(Area.TOUCHED)) {
                window.discard(part.start(), part.length());
            }
        }
        if (!areas.covers(start, start + length)) {
            throw Errno.ENOMEM.raise();
        }
    }

    /// madvise(MADV_REMOVE): cuts a hole into what a shared mapping shows. EINVAL where nothing is shared, EACCES where
    /// it
    /// may not be written.
    public synchronized void remove(long start, long length) {
        for (Area part : areas.inside(start, start + length)) {
            FilePages pages = part.pages();
            if (pages == null || !pages.isShared()) {
                throw Errno.EINVAL.raise();
            }
            if ((part.protection() & Protection.WRITE) == 0) {
                throw Errno.EACCES.raise();
            }
            pages.removeContents(part.start(), part.end());
        }
        if (!areas.covers(start, start + length)) {
            throw Errno.ENOMEM.raise();
        }
    }

    /// Whether every area of a range allows an access.
    public synchronized boolean allows(long start, long length, int wanted) {
        for (Area part : areas.inside(start, start + length)) {
            if ((part.effectiveProtection() & wanted) != wanted) {
                return false;
            }
        }
        return true;
    }

    /// Whether a range is private memory of no file.
    public synchronized boolean isAnonymous(long start, long length) {
        for (Area part : areas.inside(start, start + length)) {
            if (part.pages() != null) {
                return false;
            }
        }
        return true;
    }

    /// Bytes of all areas (RLIMIT_AS).
    public synchronized long mappedBytes() {
        long sum = 0;
        for (Area area : areas.all()) {
            sum += area.length();
        }
        return sum;
    }

    /// Bytes of private areas that can be written, stacks apart (RLIMIT_DATA).
    public synchronized long dataBytes() {
        long sum = 0;
        for (Area area : areas.all()) {
            if ((area.protection() & Protection.WRITE) != 0 && !area.shared() && !area.has(Area.GROWS_DOWN)) {
                sum += area.length();
            }
        }
        return sum;
    }

    /// msync(2): writes shared pages to their files.
    public synchronized void flush(long start, long length) {
        for (Area part : areas.inside(start, start + length)) {
            FilePages pages = part.pages();
            if (pages != null) {
                pages.flush(part.start(), part.end());
            }
        }
    }

    /// Makes all pages of a range present: MAP_POPULATE, mlock(2).
    public synchronized void populate(long start, long length) {
        for (Area part : areas.inside(start, start + length)) {
            if (part.pages() != null && part.protection() != Protection.NONE) {
                for (long page = part.start(); page < part.end(); page += PAGE) {
                    boolean _ = part.pages().supply(part, page, Protection.READ);
                }
            }
        }
    }

    /// Bytes of areas that can be written, an upper bound of what memory the guest uses.
    public synchronized long accessibleBytes() {
        long sum = 0;
        for (Area area : areas.all()) {
            if ((area.protection() & Protection.WRITE) != 0 && !area.has(Area.LAZY)) {
                sum += area.length();
            }
        }
        return sum;
    }

    /// Whether a page's contents are in memory, for mincore(2).
    public synchronized boolean isResident(long address) {
        Area area = areas.find(address);
        if (area == null) {
            return false;
        }
        if (area.pages() != null) {
            return area.pages().isPresent(address);
        }
        return area.has(Area.TOUCHED) && window.memory().isResident(address);
    }

    /// Lets go of every file at the end of the process; shared pages are written.
    public synchronized void close() {
        for (Area area : areas.all()) {
            areas.remove(area.start(), area.end());
        }
    }

    @Override
    public synchronized boolean supply(long linear, int wanted) {
        if (linear < 0 || linear >= layout.end()) {
            return false;
        }
        Area area = areas.find(linear);
        if (area == null) {
            area = stack.growTo(linear);
            if (area == null) {
                return false;
            }
        }
        if ((area.effectiveProtection() & wanted) != wanted) {
            return false;
        }
        if (area.pages() != null) {
            return area.pages().supply(area, linear, wanted);
        }
        if ((window.protection(linear) & wanted) != wanted) {
            long chunk = linear & -LAZY_CHUNK;
            long from = Math.max(chunk, area.start());
            window.protect(from, Math.min(chunk + LAZY_CHUNK, area.end()) - from, area.protection());
        }
        return true;
    }

    /// Whether a page that an access was refused to has an entry in Linux's page tables, which is what error codes
    /// tell.
    ///
    /// @param fetch whether it was an instruction fetch, for which Linux brings data in before it refuses
    public synchronized boolean isMappedPage(long linear, boolean fetch) {
        Area area = linear >= 0 ? areas.find(linear) : null;
        if (area == null || area.protection() == Protection.NONE) {
            return false;
        }
        return fetch && (area.pages() == null || !area.pages().isBehindEnd(linear)) || isResident(linear);
    }

    /// Why an access that [#supply] refuses is refused.
    public synchronized AccessFault explain(long linear, int wanted) {
        Area area = linear >= 0 ? areas.find(linear) : null;
        if (area == null) {
            return AccessFault.UNMAPPED;
        }
        if ((area.effectiveProtection() & wanted) == wanted
                && area.pages() != null
                && area.pages().isBehindEnd(linear)) {
            return AccessFault.BEHIND_FILE;
        }
        return AccessFault.DENIED;
    }

    /// Finds room and makes it free.
    long place(long hint, long length, int flags) {
        boolean noReplace = (flags & MapFlags.FIXED_NOREPLACE) != 0;
        if ((flags & MapFlags.FIXED) != 0 || noReplace) {
            if (hint < 0 || hint > layout.end() - length) {
                throw Errno.ENOMEM.raise();
            }
            if (hint < Layout.LOWEST) {
                throw Errno.EPERM.raise();
            }
            if (noReplace) {
                if (!areas.isFree(hint, hint + length)) {
                    throw Errno.EEXIST.raise();
                }
                return hint;
            }
            clear(hint, hint + length);
            return hint;
        }
        if (hint != 0) {
            long wanted = Math.max(hint & -PAGE, Layout.LOWEST);
            if (hint > 0 && wanted <= layout.end() - length && areas.isFree(wanted, wanted + length)) {
                return wanted;
            }
        }
        if ((flags & MapFlags.BITS_32) != 0) {
            long low = findBelow(Math.min(LOW_END, layout.mapTop()), length);
            if (low < 0) {
                throw Errno.ENOMEM.raise();
            }
            return low;
        }
        long found = findBelow(layout.mapTop(), length);
        if (found < 0) {
            found = findBelow(layout.stackTop(), length);
        }
        if (found < 0) {
            throw Errno.ENOMEM.raise();
        }
        return found;
    }

    /// The highest free range below `top`, or -1.
    private long findBelow(long top, long length) {
        long end = top;
        while (end - length >= Layout.LOWEST) {
            Area below = areas.below(end);
            if (below == null || below.end() <= end - length) {
                return end - length;
            }
            long gap = below.has(Area.GROWS_DOWN) ? GUARD_GAP : 0;
            end = below.start() - gap;
        }
        return -1;
    }

    /// Adds an area where nothing is and opens its pages.
    void insert(long start, long length, int protection, int flags, @Nullable FilePages pages, String label) {
        int all = flags;
        if (pages == null && length >= LAZY_LENGTH) {
            all |= Area.LAZY;
        }
        Area area = new Area(start, start + length, Protection.NONE, all, pages, label).withProtection(protection);
        areas.add(area);
        apply(area, true);
    }

    /// Sets the window's permissions for an area.
    ///
    /// @param closed whether no page of it is accessible yet
    private void apply(Area area, boolean closed) {
        if (area.pages() != null) {
            area.pages().protect(area);
        } else if (area.has(Area.LAZY)) {
            // Whatever is allowed comes back on touch.
            if (!closed) {
                window.protect(area.start(), area.length(), Protection.NONE);
            }
        } else if (!closed || area.protection() != Protection.NONE) {
            window.protect(area.start(), area.length(), area.protection());
        }
    }

    /// Unmaps a range: areas, contents, permissions.
    void clear(long start, long end) {
        for (Area part : areas.inside(start, end)) {
            if (part.pages() != null) {
                part.pages().forget(part.start(), part.end());
            }
            if (part.has(Area.TOUCHED) || part.pages() != null && part.pages().isShared()) {
                window.protect(part.start(), part.length(), Protection.NONE);
                window.discard(part.start(), part.length());
            }
        }
        areas.remove(start, end);
    }

    static long pageUp(long address) {
        return address + PAGE - 1 & -PAGE;
    }
}
