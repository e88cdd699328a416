package org.hermitscope.kernel.memory;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.kernel.vfs.SharedMapping;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.jspecify.annotations.Nullable;

/// The pages of one file mapping. Contents come in when a page is first touched. Until its first store a page stays
/// write protected: then the kernel knows which pages of a shared mapping the file must get, and lets pages of a
/// private
/// mapping follow the file until the guest makes them its own.
///
/// The pages of shared mappings lie in [SharedPages], private ones in the window itself.
///
/// Areas that were one when mapped share one instance; it ends with the last of them. The address space's lock guards
/// everything.
public final class FilePages implements SharedMapping {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    /// Pages brought in around the one touched.
    private static final int AROUND = 16;
    /// The same where nothing need be read.
    private static final int AROUND_NOTHING = 512;

    private final Window window;
    private final Object lock;
    private final @Nullable PageSource source;
    private final @Nullable RegularFile file;
    private final @Nullable Dentry name;
    private final long base;
    private final long offset;
    private final long length;
    private final @Nullable SharedPages common;
    private final boolean everWritable;
    /// Pages that are accessible here, and those that were stored to, counted from the base. Shared mappings keep the
    /// latter in common.
    private final BitSet open = new BitSet();

    private final BitSet own = new BitSet();
    private int references;

    /// @param lock the address space
    /// @param source null for zeros
    /// @param file whose contents these are; null for contents that never change, such as a program's image
    /// @param name what /proc/self/maps shows
    /// @param base address of the mapping
    /// @param offset of that address in the source
    /// @param common what a shared mapping shows, null for a private one
    /// @param everWritable whether the file's access mode lets a shared mapping be written
    FilePages(
            Window window,
            Object lock,
            @Nullable PageSource source,
            @Nullable RegularFile file,
            @Nullable Dentry name,
            long base,
            long offset,
            long length,
            @Nullable SharedPages common,
            boolean everWritable) {
        this.window = window;
        this.lock = lock;
        this.source = source;
        this.file = file;
        this.name = name;
        this.base = base;
        this.offset = offset;
        this.length = length;
        this.common = common;
        this.everWritable = everWritable;
    }

    /// The file's name, or null.
    public @Nullable Dentry name() {
        return name;
    }

    /// The offset in the file of an address in the mapping.
    public long offsetOf(long address) {
        return offset + (address - base);
    }

    /// Whether PROT_WRITE may be asked for: always for private mappings.
    boolean mayWrite() {
        return common == null || everWritable;
    }

    boolean isShared() {
        return common != null;
    }

    /// The same contents at another address, for mremap(2): pages that are here are taken along.
    FilePages movedTo(long address, long from, long newLength) {
        FilePages moved = new FilePages(
                window, lock, source, file, name, address, offsetOf(from), newLength, common, everWritable);
        if (common != null) {
            common.reach(offsetOf(from) + newLength);
            return moved;
        }
        int shift = index(from);
        int end = shift + (int) (newLength / PAGE);
        for (int i = open.nextSetBit(shift); i >= 0 && i < end; i = open.nextSetBit(i + 1)) {
            moved.open.set(i - shift);
            moved.own.set(i - shift, own.get(i));
        }
        own.clear(shift, end);
        return moved;
    }

    void retain() {
        if (references++ > 0) {
            return;
        }
        if (common != null) {
            common.reach(offset + length);
            window.memory().share(base, length, common.memory(), offset);
            common.add(this);
        }
        if (file != null) {
            file.acquire();
            file.inode().addMapping(this);
        }
    }

    void release() {
        if (--references > 0) {
            return;
        }
        if (file != null) {
            try {
                flush(base, base + length);
            } catch (SyscallException full) {
                // The file system has no room, and nobody is left to be told: msync(2) is for those who want to know.
            }
            file.inode().removeMapping(this);
            file.release();
        }
        if (common != null) {
            common.remove(this);
        }
    }

    boolean isPresent(long address) {
        return common == null ? open.get(index(address)) : common.present.get(filePage(address));
    }

    /// Whether a page lies wholly behind the end of the file.
    boolean isBehindEnd(long address) {
        PageSource contents = source;
        return contents != null && offsetOf(address & -PAGE) >= contents.size();
    }

    /// Makes a page accessible as far as its area allows.
    ///
    /// @return false behind the end of the file
    boolean supply(Area area, long address, int wanted) {
        long page = address & -PAGE;
        if (!open.get(index(page)) && !bringIn(area, page)) {
            return false;
        }
        if ((wanted & Protection.WRITE) != 0) {
            markDirty(page);
        }
        allow(area, page);
        return true;
    }

    /// Gives the pages of a part of an area the permissions of that area.
    void protect(Area part) {
        for (int i = open.nextSetBit(index(part.start())); i >= 0; i = open.nextSetBit(i + 1)) {
            long page = base + (long) i * PAGE;
            if (page >= part.end()) {
                return;
            }
            allow(part, page);
        }
    }

    /// Writes back and forgets pages that are about to be unmapped or dropped.
    void forget(long start, long end) {
        flush(start, end);
        SharedPages others = common;
        if (others != null) {
            for (int i = open.nextSetBit(index(start)); i >= 0 && i < index(end); i = open.nextSetBit(i + 1)) {
                open.clear(i);
                others.closed(filePage(base + (long) i * PAGE));
            }
        }
        open.clear(index(start), index(end));
        own.clear(index(start), index(end));
    }

    /// Writes what the guest stored through a shared mapping to the file.
    void flush(long start, long end) {
        RegularFile target = file;
        SharedPages pages = common;
        if (pages == null || target == null || !everWritable) {
            return;
        }
        for (int i = open.nextSetBit(index(start)); i >= 0; i = open.nextSetBit(i + 1)) {
            long page = base + (long) i * PAGE;
            if (page >= end) {
                return;
            }
            int number = filePage(page);
            if (!pages.dirty.get(number)) {
                continue;
            }
            // First closed, then written: what is stored meanwhile counts as new.
            pages.dirty.clear(number);
            pages.writeProtect(number);
            long at = offsetOf(page);
            long count = Math.min(PAGE, target.data().size() - at);
            if (count > 0) {
                int _ = target.data().writeBack(bytes(page, (int) count), at);
            }
        }
    }

    /// A page of the file is clean again.
    void writeProtect(long at) {
        if (shows(at)) {
            long page = base + (at - offset);
            window.protect(page, PAGE, window.protection(page) & ~Protection.WRITE);
        }
    }

    /// Whether a page of the file is open here.
    boolean shows(long at) {
        return at >= offset && at < offset + length && open.get((int) ((at - offset) / PAGE));
    }

    /// Zeroes a part of a shared mapping and of its file: MADV_REMOVE.
    void removeContents(long start, long end) {
        RegularFile target = file;
        if (target != null) {
            target.allocate(
                    RegularFile.PUNCH_HOLE | RegularFile.KEEP_SIZE, offsetOf(start), offsetOf(end) - offsetOf(start));
            return;
        }
        for (int i = open.nextSetBit(index(start)); i >= 0 && i < index(end); i = open.nextSetBit(i + 1)) {
            long page = base + (long) i * PAGE;
            window.memory().fill(page, PAGE, (byte) 0);
            window.written(page, PAGE);
        }
    }

    private boolean isDirty(long page) {
        return common == null ? own.get(index(page)) : common.dirty.get(filePage(page));
    }

    private void markDirty(long page) {
        if (common == null) {
            own.set(index(page));
        } else {
            common.dirty.set(filePage(page));
        }
    }

    /// Opens a page as its area allows; one that is clean can be read only.
    private void allow(Area area, long page) {
        int allowed = area.effectiveProtection();
        if (file != null && !isDirty(page)) {
            allowed &= ~Protection.WRITE;
        }
        if (window.protection(page) != allowed) {
            window.protect(page, PAGE, allowed);
        }
    }

    private boolean bringIn(Area area, long page) {
        long around = (source == null ? AROUND_NOTHING : AROUND) * (long) PAGE;
        long first = Math.max(area.start(), page - (page - base) % around);
        long last = Math.min(area.end(), first + around);
        // Linux maps what it has around a page even if that one is missing (do_fault_around).
        for (long at = first; at < last && !isBehindEnd(at); at += PAGE) {
            if (open.get(index(at))) {
                continue;
            }
            if (!isPresent(at)) {
                fill(at);
            }
            window.written(at, PAGE);
            open.set(index(at));
            allow(area, at);
        }
        return open.get(index(page));
    }

    private void fill(long page) {
        PageSource contents = source;
        if (contents != null) {
            ByteBuffer to = bytes(page, PAGE);
            while (to.hasRemaining() && contents.read(to, offsetOf(page) + to.position()) > 0) {
                // Until the page is full or the file ends.
            }
            if (common != null && to.hasRemaining()) {
                // The page may have been shown before.
                window.memory().fill(page + to.position(), to.remaining(), (byte) 0);
            }
        }
        if (common != null) {
            common.present.set(filePage(page));
        }
    }

    private int index(long address) {
        return (int) ((address - base) / PAGE);
    }

    private int filePage(long address) {
        return (int) (offsetOf(address) / PAGE);
    }

    private ByteBuffer bytes(long address, int count) {
        return window.memory().segment().asSlice(address, count).asByteBuffer();
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean writable() {
        return common != null && everWritable;
    }

    @Override
    public void load(long from, ByteBuffer to) {
        synchronized (lock) {
            long at = from;
            while (to.hasRemaining()) {
                long address = base + (at - offset);
                int count = (int) Math.min(PAGE - (address & PAGE - 1), to.remaining());
                if (open.get(index(address))) {
                    to.put(bytes(address, count));
                } else {
                    to.position(to.position() + count);
                }
                at += count;
            }
        }
    }

    @Override
    public void store(long at, ByteBuffer from) {
        synchronized (lock) {
            long next = at;
            while (from.hasRemaining()) {
                long address = base + (next - offset);
                int count = (int) Math.min(PAGE - (address & PAGE - 1), from.remaining());
                ByteBuffer piece = from.slice(from.position(), count);
                from.position(from.position() + count);
                next += count;
                if (open.get(index(address)) && (common != null || !own.get(index(address)))) {
                    bytes(address, count).put(piece);
                    window.written(address, count);
                }
            }
        }
    }

    @Override
    public void truncated(long size) {
        synchronized (lock) {
            for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                long page = base + (long) i * PAGE;
                long at = offsetOf(page);
                if (at >= size) {
                    close(page);
                } else if (at + PAGE > size && (common != null || !own.get(i))) {
                    int kept = (int) (size - at);
                    window.memory().fill(page + kept, PAGE - kept, (byte) 0);
                    window.written(page + kept, PAGE - kept);
                }
            }
        }
    }

    private void close(long page) {
        open.clear(index(page));
        own.clear(index(page));
        window.protect(page, PAGE, Protection.NONE);
        SharedPages others = common;
        if (others == null) {
            window.discard(page, PAGE);
        } else {
            others.dirty.clear(filePage(page));
            others.closed(filePage(page));
        }
    }
}
