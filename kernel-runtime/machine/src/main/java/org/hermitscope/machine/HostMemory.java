package org.hermitscope.machine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.internal.misc.Unsafe;

/// One off-heap, page-aligned range of host memory, and the only way to touch it.
///
/// Two backends stand behind the accessors: `jdk.internal.misc.Unsafe` (no bounds check; 1.0 to 2.2 times
/// faster in byte loops) and `MemorySegment` (the supported API, bounds checked). The property
/// `hermitscope.memory` chooses: `unsafe` (default where the package is exported) or `segment`. Multi-byte
/// values are little endian and need no alignment. Offsets are bytes from the start of the range.
///
/// Threads: reads have acquire and writes release semantics, so that several vCPUs see each other's accesses in
/// the order that x86 promises (SDM 3A 9.2.2); on an x86 host that costs nothing. The bulk methods promise no
/// order among their own bytes.
///
/// Precondition of every accessor: `0 <= offset` and `offset + size <= size()`. The callers on the guest's path
/// (window, software TLB) establish it; with the Unsafe backend nothing else does.
public final class HostMemory implements AutoCloseable {
    /// Bytes of a page: the unit of permissions and of [#discard].
    public static final int PAGE_SIZE = 4096;

    private static final boolean UNSAFE = HostMemoryBackend.chooseUnsafe();
    private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ATOMIC_INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();
    private static final VarHandle ATOMIC_LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final HostMapping mapping;
    private final MemorySegment segment;
    private final long base;
    private final long size;

    private HostMemory(HostMapping mapping) {
        this.mapping = mapping;
        this.segment = mapping.segment();
        this.base = segment.address();
        this.size = segment.byteSize();
    }

    /// Reserves `size` bytes, zero when first read. Nothing is committed before it is touched, so a range may
    /// be far larger than the host's memory.
    ///
    /// @param size bytes, a multiple of [#PAGE_SIZE]
    /// @throws MachineException if the host refuses
    public static HostMemory reserve(long size) {
        if (size <= 0 || size % PAGE_SIZE != 0) {
            throw new IllegalArgumentException("not a positive multiple of the page size: " + size);
        }
        return new HostMemory(HostMapping.reserve(size));
    }

    /// Bytes of the range.
    public long size() {
        return size;
    }

    /// Host address of offset 0.
    public long address() {
        return base;
    }

    /// The range as a segment, for bulk transfer and for engines that share it with the host kernel.
    public MemorySegment segment() {
        return segment;
    }

    public byte getByte(long offset) {
        byte value = UNSAFE ? Unsafe.getUnsafe().getByte(base + offset) : segment.get(JAVA_BYTE, offset);
        VarHandle.acquireFence();
        return value;
    }

    public short getShort(long offset) {
        short value =
                UNSAFE ? Unsafe.getUnsafe().getShortUnaligned(null, base + offset, false) : segment.get(SHORT, offset);
        VarHandle.acquireFence();
        return value;
    }

    public int getInt(long offset) {
        int value = UNSAFE ? Unsafe.getUnsafe().getIntUnaligned(null, base + offset, false) : segment.get(INT, offset);
        VarHandle.acquireFence();
        return value;
    }

    public long getLong(long offset) {
        long value =
                UNSAFE ? Unsafe.getUnsafe().getLongUnaligned(null, base + offset, false) : segment.get(LONG, offset);
        VarHandle.acquireFence();
        return value;
    }

    public void putByte(long offset, byte value) {
        VarHandle.releaseFence();
        if (UNSAFE) {
            Unsafe.getUnsafe().putByte(base + offset, value);
        } else {
            segment.set(JAVA_BYTE, offset, value);
        }
    }

    public void putShort(long offset, short value) {
        VarHandle.releaseFence();
        if (UNSAFE) {
            Unsafe.getUnsafe().putShortUnaligned(null, base + offset, value, false);
        } else {
            segment.set(SHORT, offset, value);
        }
    }

    public void putInt(long offset, int value) {
        VarHandle.releaseFence();
        if (UNSAFE) {
            Unsafe.getUnsafe().putIntUnaligned(null, base + offset, value, false);
        } else {
            segment.set(INT, offset, value);
        }
    }

    public void putLong(long offset, long value) {
        VarHandle.releaseFence();
        if (UNSAFE) {
            Unsafe.getUnsafe().putLongUnaligned(null, base + offset, value, false);
        } else {
            segment.set(LONG, offset, value);
        }
    }

    /// Sequentially consistent read of an aligned 32-bit word (futex words).
    public int getIntVolatile(long offset) {
        return (int) ATOMIC_INT.getVolatile(segment, offset);
    }

    /// Atomic compare and set of an aligned 32-bit word.
    public boolean compareAndSetInt(long offset, int expected, int value) {
        return ATOMIC_INT.compareAndSet(segment, offset, expected, value);
    }

    /// Atomic compare and set of an aligned 64-bit word.
    public boolean compareAndSetLong(long offset, long expected, long value) {
        return ATOMIC_LONG.compareAndSet(segment, offset, expected, value);
    }

    /// Whether [#compareAndSet] can reach a value of `bytes` bytes: it lies in one aligned 64-bit word.
    public static boolean fitsWord(long offset, int bytes) {
        return (offset & 7) + bytes <= 8;
    }

    /// Atomic compare and set of a value of 8, 16, 32 or 64 bits.
    /// Precondition: [#fitsWord]. Bits of `expected` and `value` above `width` are ignored.
    public boolean compareAndSet(long offset, int width, long expected, long value) {
        if (width == 64) {
            return compareAndSetLong(offset, expected, value);
        }
        if (width == 32 && (offset & 3) == 0) {
            return compareAndSetInt(offset, (int) expected, (int) value);
        }
        long word = offset & ~7L;
        int shift = (int) (offset & 7) * 8;
        long mask = (1L << width) - 1 << shift;
        while (true) {
            long old = (long) ATOMIC_LONG.getVolatile(segment, word);
            if (((old ^ expected << shift) & mask) != 0) {
                return false;
            }
            if (compareAndSetLong(word, old, old & ~mask | value << shift & mask)) {
                return true;
            }
        }
    }

    /// Copies `length` bytes out of the range.
    public void get(long offset, byte[] to, int at, int length) {
        MemorySegment.copy(segment, JAVA_BYTE, offset, to, at, length);
    }

    /// Copies `length` bytes into the range.
    public void put(long offset, byte[] from, int at, int length) {
        MemorySegment.copy(from, at, segment, JAVA_BYTE, offset, length);
    }

    /// Moves `length` bytes inside the range; source and destination may overlap.
    public void copy(long from, long to, long length) {
        MemorySegment.copy(segment, from, segment, to, length);
    }

    public void fill(long offset, long length, byte value) {
        segment.asSlice(offset, length).fill(value);
    }

    /// Makes whole pages read as zero again and gives their memory back to the host.
    ///
    /// @param offset start, a multiple of [#PAGE_SIZE]
    /// @param length bytes, a multiple of [#PAGE_SIZE]
    public void discard(long offset, long length) {
        mapping.discard(offset, length);
    }

    /// Shows a part of shared memory here, until [#discard].
    ///
    /// @param offset start, a multiple of [#PAGE_SIZE]
    /// @param length bytes, a multiple of [#PAGE_SIZE]
    /// @param at where the part begins in the shared memory, a multiple of [#PAGE_SIZE]; it reaches far enough
    public void share(long offset, long length, SharedMemory memory, long at) {
        mapping.share(offset, length, memory, at);
    }

    /// Whether the page at an offset has ever been touched since it was discarded.
    public boolean isResident(long offset) {
        return mapping.isResident(offset & -PAGE_SIZE);
    }

    /// Gives the range back; no access may follow.
    @Override
    public void close() {
        mapping.close();
    }
}
