package org.hermitscope.kernel.vfs.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The contents of a tmpfs file: pages that exist only where something was written. Not thread-safe.
final class MemoryPages {
    private static final int PAGE = MemoryFileSystem.PAGE;
    private static final int SHIFT = 12;
    /// Pages of a table, so that a file with one byte far out costs little.
    private static final int TABLE_SHIFT = 10;

    private static final int TABLE = 1 << TABLE_SHIFT;
    /// As far as the tables reach: 16 TiB, what ext4 allows as well.
    static final long MAX_SIZE = 1L << 44;

    private static final byte[] ZEROS = new byte[PAGE];

    private final MemoryFileSystem fileSystem;
    private byte[][][] tables = new byte[0][][];
    private long size;
    private long count;

    MemoryPages(MemoryFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    long size() {
        return size;
    }

    /// Pages that take memory.
    long count() {
        return count;
    }

    int read(ByteBuffer to, long offset) {
        if (offset >= size) {
            return 0;
        }
        int total = (int) Math.min(to.remaining(), size - offset);
        int left = total;
        long at = offset;
        while (left > 0) {
            int within = (int) (at & PAGE - 1);
            int part = Math.min(left, PAGE - within);
            byte[] page = page(at);
            to.put(page == null ? ZEROS : page, within, part);
            at += part;
            left -= part;
        }
        return total;
    }

    /// Writes as much as the limit lets it; ENOSPC if that is nothing.
    int write(ByteBuffer from, long offset) {
        int total = from.remaining();
        MemoryFile.requireIndexable(offset + total);
        int done = 0;
        long at = offset;
        while (done < total) {
            int within = (int) (at & PAGE - 1);
            int part = Math.min(total - done, PAGE - within);
            byte[] page = page(at);
            if (page == null) {
                if (done > 0 && fileSystem.stat().free() == 0) {
                    break;
                }
                page = addPage(at);
            }
            from.get(page, within, part);
            at += part;
            done += part;
        }
        size = Math.max(size, at);
        return done;
    }

    void resize(long newSize) {
        MemoryFile.requireIndexable(newSize);
        if (newSize < size) {
            long first = newSize + PAGE - 1 & -PAGE;
            for (long at = nextData(first); at >= 0; at = nextData(at + PAGE)) {
                drop(at);
            }
            byte[] last = page(newSize);
            int within = (int) (newSize & PAGE - 1);
            if (last != null && within != 0) {
                Arrays.fill(last, within, PAGE, (byte) 0);
            }
        }
        size = newSize;
    }

    /// Zeroes a range; whole pages become holes when `drop`.
    void clear(long start, long end, boolean drop) {
        long at = start;
        while (at < end) {
            int within = (int) (at & PAGE - 1);
            int part = (int) Math.min(end - at, PAGE - within);
            byte[] page = page(at);
            if (page != null) {
                boolean whole = within == 0 && (part == PAGE || at + part == size);
                if (drop && whole) {
                    drop(at);
                } else {
                    Arrays.fill(page, within, within + part, (byte) 0);
                }
            }
            at += part;
        }
    }

    /// Gives every page of a range memory.
    void reserve(long start, long end) {
        MemoryFile.requireIndexable(end);
        for (long at = start & -PAGE; at < end; at += PAGE) {
            if (page(at) == null) {
                addPage(at);
            }
        }
    }

    long nextData(long offset) {
        long at = offset;
        while (at < size) {
            if (page(at) != null) {
                return at;
            }
            long step = table(at) == null ? (long) PAGE << TABLE_SHIFT : PAGE;
            at = (at & -step) + step;
        }
        return -1;
    }

    long nextHole(long offset) {
        for (long at = offset; at < size; at = (at & -PAGE) + PAGE) {
            if (page(at) == null) {
                return at;
            }
        }
        return size;
    }

    void free() {
        fileSystem.release(count);
        count = 0;
        tables = new byte[0][][];
        size = 0;
    }

    private byte @Nullable [][] table(long offset) {
        long index = offset >>> SHIFT + TABLE_SHIFT;
        return index < tables.length ? tables[(int) index] : null;
    }

    private byte @Nullable [] page(long offset) {
        byte @Nullable [][] table = table(offset);
        return table == null ? null : table[(int) (offset >>> SHIFT) & TABLE - 1];
    }

    private byte[] addPage(long offset) {
        fileSystem.charge(1);
        int index = (int) (offset >>> SHIFT + TABLE_SHIFT);
        if (index >= tables.length) {
            tables = Arrays.copyOf(tables, Math.max(index + 1, tables.length * 2));
        }
        byte[][] table = tables[index];
        if (table == null) {
            table = new byte[TABLE][];
            tables[index] = table;
        }
        byte[] page = new byte[PAGE];
        table[(int) (offset >>> SHIFT) & TABLE - 1] = page;
        count++;
        return page;
    }

    /// Precondition: the page exists.
    private void drop(long offset) {
        byte[][] table = tables[(int) (offset >>> SHIFT + TABLE_SHIFT)];
        table[(int) (offset >>> SHIFT) & TABLE - 1] = null;
        count--;
        fileSystem.release(1);
    }
}
