package org.hermitscope.machine;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The memory calls of a POSIX host, each bound when first needed.
final class HostCalls {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private HostCalls() {}

    @SuppressWarnings("restricted") // SAFETY: the descriptors are those of the manual pages on LP64 systems.
    private static MethodHandle bind(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private static MachineException uncallable(String name, Throwable failure) {
        return new MachineException(name + " could not be called", failure);
    }

    private static final class Mapping {
        private static final MethodHandle MMAP =
                bind("mmap", FunctionDescriptor.of(LONG, POINTER, LONG, INT, INT, INT, LONG));
        private static final MethodHandle MUNMAP = bind("munmap", FunctionDescriptor.of(INT, POINTER, LONG));
    }

    /// @return the address, or -1
    static long mmap(long address, long size, int protection, int flags, int descriptor, long offset) {
        try {
            return (long) Mapping.MMAP.invokeExact(
                    MemorySegment.ofAddress(address), size, protection, flags, descriptor, offset);
        } catch (Throwable failure) {
            throw uncallable("mmap", failure);
        }
    }

    static void munmap(long address, long size) {
        try {
            int _ = (int) Mapping.MUNMAP.invokeExact(MemorySegment.ofAddress(address), size);
        } catch (Throwable failure) {
            throw uncallable("munmap", failure);
        }
    }

    private static final class Residency {
        private static final MethodHandle MINCORE = bind("mincore", FunctionDescriptor.of(INT, POINTER, LONG, POINTER));
    }

    /// Whether the page at an address is in memory.
    static boolean isResident(long address, long pageSize) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vector = arena.allocate(1);
            int failed = (int) Residency.MINCORE.invokeExact(MemorySegment.ofAddress(address), pageSize, vector);
            return failed != 0 || (vector.get(ValueLayout.JAVA_BYTE, 0) & 1) != 0;
        } catch (Throwable failure) {
            throw uncallable("mincore", failure);
        }
    }

    private static final class Anonymous {
        private static final MethodHandle MEMFD_CREATE = bind("memfd_create", FunctionDescriptor.of(INT, POINTER, INT));
        private static final MethodHandle FTRUNCATE = bind("ftruncate", FunctionDescriptor.of(INT, INT, LONG));
        private static final MethodHandle CLOSE = bind("close", FunctionDescriptor.of(INT, INT));
    }

    /// @return a descriptor, or -1
    static int memfdCreate(String name, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) Anonymous.MEMFD_CREATE.invokeExact(arena.allocateFrom(name), flags);
        } catch (Throwable failure) {
            throw uncallable("memfd_create", failure);
        }
    }

    static boolean ftruncate(int descriptor, long size) {
        try {
            return (int) Anonymous.FTRUNCATE.invokeExact(descriptor, size) == 0;
        } catch (Throwable failure) {
            throw uncallable("ftruncate", failure);
        }
    }

    static void close(int descriptor) {
        try {
            int _ = (int) Anonymous.CLOSE.invokeExact(descriptor);
        } catch (Throwable failure) {
            throw uncallable("close", failure);
        }
    }
}
