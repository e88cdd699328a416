package org.hermitscope.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// An anonymous private mapping from `mmap(2)` that commits nothing before it is touched. Hosts without `mmap`
/// get memory from an [Arena], which is committed by their own rules.
final class HostMapping implements AutoCloseable {
    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final boolean MAC = osName().contains("mac");
    private static final int MAP_ANONYMOUS = MAC ? 0x1000 : 0x20;
    private static final int MAP_NORESERVE = MAC ? 0x40 : 0x4000;
    private static final int MAP_FIXED = 0x10;
    private static final long MAP_FAILED = -1;

    private final MemorySegment segment;
    private final Arena arena;
    private final boolean mapped;

    private HostMapping(MemorySegment segment, Arena arena, boolean mapped) {
        this.segment = segment;
        this.arena = arena;
        this.mapped = mapped;
    }

    static HostMapping reserve(long size) {
        Arena arena = Arena.ofShared();
        try {
            if (osName().contains("windows")) {
                return new HostMapping(arena.allocate(size, HostMemory.PAGE_SIZE), arena, false);
            }
            long address = mmap(0, size, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
            if (address == MAP_FAILED) {
                throw new MachineException(
                        "mmap of " + size + " bytes refused: raise the address space limit (ulimit -v)"
                                + " or set vm.overcommit_memory to 0 or 1");
            }
            return new HostMapping(view(address, size, arena), arena, true);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    MemorySegment segment() {
        return segment;
    }

    void discard(long offset, long length) {
        if (length == 0) {
            return;
        }
        MemorySegment range = segment.asSlice(offset, length);
        if (!mapped) {
            range.fill((byte) 0);
            return;
        }
        // A fresh mapping over the old one is zero on every POSIX system; MADV_DONTNEED promises that on Linux
        // only.
        long address = mmap(range.address(), length, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED);
        if (address != range.address()) {
            throw new MachineException("mmap over " + length + " bytes of guest memory refused");
        }
    }

    /// Shows a part of shared memory in place of what was there.
    void share(long offset, long length, SharedMemory memory, long at) {
        if (!mapped) {
            throw new MachineException("this host cannot show memory at two places");
        }
        MemorySegment range = segment.asSlice(offset, length);
        long address = HostCalls.mmap(
                range.address(), length, PROT_READ_WRITE, MAP_SHARED | MAP_FIXED, memory.descriptor(), at);
        if (address != range.address()) {
            throw new MachineException("mmap of " + length + " bytes of shared memory refused");
        }
    }

    /// Whether the host has given the page memory, or would have to.
    boolean isResident(long offset) {
        return !mapped || HostCalls.isResident(segment.address() + offset, HostMemory.PAGE_SIZE);
    }

    @Override
    public void close() {
        if (mapped) {
            HostCalls.munmap(segment.address(), segment.byteSize());
        }
        arena.close();
    }

    @SuppressWarnings(
            "restricted") // SAFETY: the range was just mapped with this address and size, and lives until close().
    private static MemorySegment view(long address, long size, Arena arena) {
        return MemorySegment.ofAddress(address).reinterpret(size, arena, null);
    }

    private static long mmap(long address, long size, int flags) {
        return HostCalls.mmap(address, size, PROT_READ_WRITE, flags, -1, 0);
    }

    private static String osName() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
