package org.hermitscope.kernel.memory;

import java.nio.ByteBuffer;
import java.util.BitSet;
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
/// Areas that were one when mapped share one instance; it ends with the last of them. The address space's lock guards
/// everything.
public final class FilePages implements SharedMapping {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    /// Pages brought in around the one touched.
    private static final int AROUND = 16;

    private final Window window;
    private final Object lock;
    private final PageSource source;
    private final @Nullable RegularFile file;
    private final @Nullable Dentry name;
    private final long base;
    private final long offset;
    private final long length;
    private final boolean shared;
    private final boolean everWritable;
    private final BitSet present = new BitSet();
    private final BitSet dirty = new BitSet();
    private int references;

    /// @param lock the address space
    /// @param file whose contents these are; null for contents that never change, such as a program's image
    /// @param name what /proc/self/maps shows
    /// @param base address of the mapping
    /// @param offset of that address in the source
    /// @param everWritable whether the file's access mode lets a shared mapping be written
    FilePages(
            Window window,
            Object lock,
            PageSource source,
            @Nullable RegularFile file,
            @Nullable Dentry name,
            long base,
            long offset,
            long length,
            boolean shared,
            boolean everWritable) {
        this.window = window;
        this.lock = lock;
        this.source = source;
        this.file = file;
        this.name = name;
        this.base = base;
        this.offset = offset;
        this.length = length;
        this.shared = shared;
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
        return !shared || everWritable;
    }

    /// The same contents at another address, for mremap(2): pages that are here are taken along.
    FilePages movedTo(long address, long from, long newLength) {
        FilePages moved = new FilePages(
                window, lock, source, file, name, address, offsetOf(from), newLength, shared, everWritable);
        int shift = index(from);
        for (int i = present.nextSetBit(shift); i >= 0 && i < shift + newLength / PAGE; i = present.nextSetBit(i + 1)) {
            moved.present.set(i - shift);
            moved.dirty.set(i - shift, dirty.get(i));
        }
        dirty.clear(shift, shift + (int) (newLength / PAGE));
        return moved;
    }

    void retain() {
        if (references++ == 0 && file != null) {
            file.acquire();
            file.inode().addMapping(this);
        }
    }

    void release() {
        if (--references == 0 && file != null) {
            flush(base, base + length);
            file.inode().removeMapping(this);
            file.release();
        }
    }

    boolean isPresent(long address) {
        return present.get(index(address));
    }

    /// Whether a page lies wholly behind the end of the file.
    boolean isBehindEnd(long address) {
        return offsetOf(address & -PAGE) >= source.size();
    }

    /// Makes a page accessible as far as its area allows.
    ///
    /// @return false behind the end of the file
    boolean supply(Area area, long address, int wanted) {
        long page = address & -PAGE;
        if (!isPresent(page) && !bringIn(area, page)) {
            return false;
        }
        if ((wanted & Protection.WRITE) != 0) {
            dirty.set(index(page));
        }
        open(area, page);
        return true;
    }

    /// Gives the pages of a part of an area the permissions of that area.
    void protect(Area part) {
        for (int i = present.nextSetBit(index(part.start())); i >= 0; i = present.nextSetBit(i + 1)) {
            long page = base + (long) i * PAGE;
            if (page >= part.end()) {
                return;
            }
            open(part, page);
        }
    }

    /// Writes back and forgets pages that are about to be unmapped or dropped.
    void forget(long start, long end) {
        flush(start, end);
        present.clear(index(start), index(end));
        dirty.clear(index(start), index(end));
    }

    /// Writes what the guest stored through a shared mapping to the file.
    void flush(long start, long end) {
        RegularFile target = file;
        if (!shared || target == null || !everWritable) {
            return;
        }
        for (int i = dirty.nextSetBit(index(start)); i >= 0; i = dirty.nextSetBit(i + 1)) {
            long page = base + (long) i * PAGE;
            if (page >= end) {
                return;
            }
            long at = offsetOf(page);
            long count = Math.min(PAGE, source.size() - at);
            if (count > 0) {
                int _ = target.data().write(bytes(page, (int) count), at);
            }
            dirty.clear(i);
            if (window.protection(page) != Protection.NONE) {
                window.protect(page, PAGE, window.protection(page) & ~Protection.WRITE);
            }
        }
    }

    /// A fresh copy of the permissions is needed after [#flush]: pages are write protected again.
    private void open(Area area, long page) {
        int allowed = area.effectiveProtection();
        if (file != null && !dirty.get(index(page))) {
            allowed &= ~Protection.WRITE;
        }
        if (window.protection(page) != allowed) {
            window.protect(page, PAGE, allowed);
        }
    }

    private boolean bringIn(Area area, long page) {
        long first = Math.max(area.start(), page - (page - base) % (AROUND * PAGE));
        long last = Math.min(area.end(), first + AROUND * PAGE);
        if (isBehindEnd(page)) {
            return false;
        }
        for (long at = first; at < last && !isBehindEnd(at); at += PAGE) {
            if (isPresent(at)) {
                continue;
            }
            ByteBuffer to = bytes(at, PAGE);
            while (to.hasRemaining() && source.read(to, offsetOf(at) + to.position()) > 0) {
                // Until the page is full or the file ends.
            }
            window.written(at, PAGE);
            present.set(index(at));
            open(area, at);
        }
        return isPresent(page);
    }

    private int index(long address) {
        return (int) ((address - base) / PAGE);
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
        return shared && everWritable;
    }

    @Override
    public void load(long from, ByteBuffer to) {
        synchronized (lock) {
            long at = from;
            while (to.hasRemaining()) {
                long address = base + (at - offset);
                int count = (int) Math.min(PAGE - (address & PAGE - 1), to.remaining());
                if (isPresent(address)) {
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
                if (isPresent(address) && (shared || !dirty.get(index(address)))) {
                    bytes(address, count).put(piece);
                    window.written(address, count);
                }
            }
        }
    }

    @Override
    public void truncated(long size) {
        synchronized (lock) {
            for (int i = present.nextSetBit(0); i >= 0; i = present.nextSetBit(i + 1)) {
                long page = base + (long) i * PAGE;
                long at = offsetOf(page);
                if (at >= size) {
                    present.clear(i);
                    dirty.clear(i);
                    window.protect(page, PAGE, Protection.NONE);
                    window.discard(page, PAGE);
                } else if (at + PAGE > size && (shared || !dirty.get(i))) {
                    int kept = (int) (size - at);
                    window.memory().fill(page + kept, PAGE - kept, (byte) 0);
                    window.written(page + kept, PAGE - kept);
                }
            }
        }
    }
}
