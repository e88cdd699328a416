package org.hermitscope.machine;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/// An anonymous private mapping from `mmap(2)` that commits nothing before it is touched. Hosts without `mmap`
/// get memory from an [Arena], which is committed by their own rules.
final class HostMapping implements AutoCloseable {
    private static final int PROT_READ_WRITE = 1 | 2;
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

    @Override
    public void close() {
        if (mapped) {
            Posix.munmap(segment.address(), segment.byteSize());
        }
        arena.close();
    }

    @SuppressWarnings(
            "restricted") // SAFETY: the range was just mapped with this address and size, and lives until close().
    private static MemorySegment view(long address, long size, Arena arena) {
        return MemorySegment.ofAddress(address).reinterpret(size, arena, null);
    }

    private static long mmap(long address, long size, int flags) {
        return Posix.mmap(address, size, PROT_READ_WRITE, flags);
    }

    private static String osName() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    /// The two calls, bound when first needed.
    private static final class Posix {
        private static final AddressLayout POINTER = ValueLayout.ADDRESS;
        private static final MethodHandle MMAP = bind(
                "mmap",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        POINTER,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        private static final MethodHandle MUNMAP =
                bind("munmap", FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, ValueLayout.JAVA_LONG));

        @SuppressWarnings("restricted") // SAFETY: the descriptors are those of mmap(2) and munmap(2) on LP64 systems.
        private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }

        static long mmap(long address, long size, int protection, int flags) {
            try {
                return (long) MMAP.invokeExact(MemorySegment.ofAddress(address), size, protection, flags, -1, 0L);
            } catch (Throwable failure) {
                throw new MachineException("mmap could not be called", failure);
            }
        }

        static void munmap(long address, long size) {
            try {
                int _ = (int) MUNMAP.invokeExact(MemorySegment.ofAddress(address), size);
            } catch (Throwable failure) {
                throw new MachineException("munmap could not be called", failure);
            }
        }
    }
}
