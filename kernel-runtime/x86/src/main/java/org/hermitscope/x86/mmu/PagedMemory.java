package org.hermitscope.x86.mmu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.semantics.DebugRegisters;

/// Linear memory of a whole machine: page tables of long mode behind a software TLB, RAM from guest-physical 0
/// on, devices on a bus everywhere else.
///
/// A TLB tag is the linear page, or -1. A tag stands only for accesses that need no second look: write tags for
/// pages that are dirty, hold no code and are not watched; no tags at all for devices.
public final class PagedMemory extends LinearMemory {
    private static final int ENTRIES = 4096;
    private static final int SUPERVISOR = 1;

    private final CpuState state;
    private final HostMemory ram;
    private final long ramSize;
    private final Bus bus;
    private final PageWalker walker;
    /// Pages of RAM that hold decoded instructions.
    private final byte[] code;
    private final Map<Long, Integer> watched = new HashMap<>();

    private final Tlb[] tlbs = {new Tlb(), new Tlb()};
    private Tlb tlb = tlbs[SUPERVISOR];
    private boolean supervisor = true;

    /// Translations for one privilege: tags, and what to add to a linear address to get the offset in RAM.
    private static final class Tlb {
        final long[] read = new long[ENTRIES];
        final long[] write = new long[ENTRIES];
        final long[] addend = new long[ENTRIES];

        Tlb() {
            flush();
        }

        void flush() {
            Arrays.fill(read, -1);
            Arrays.fill(write, -1);
        }
    }

    public PagedMemory(CpuState state, HostMemory ram, Bus bus, GuestFault fault) {
        super(fault);
        this.state = state;
        this.ram = ram;
        this.ramSize = ram.size();
        this.bus = bus;
        this.walker = new PageWalker(state, ram);
        this.code = new byte[(int) (ram.size() >>> 12)];
    }

    @Override
    public void supervisor(boolean yes) {
        supervisor = yes;
        tlb = tlbs[yes ? SUPERVISOR : 0];
    }

    @Override
    public void flush(boolean global) {
        tlbs[0].flush();
        tlbs[1].flush();
        generation++;
    }

    @Override
    public void invalidatePage(long linear) {
        flush(true);
    }

    /// Sets which accesses to a linear page are reported: a sum of Window's WATCH bits.
    public void watch(long linear, int kinds) {
        if (kinds == 0) {
            watched.remove(linear >>> 12);
        } else {
            watched.put(linear >>> 12, kinds);
        }
        flush(true);
    }

    /// Which accesses to the page of an address the debugger or the guest's debug registers want to see.
    private int kinds(long linear) {
        int kinds = watched.isEmpty() ? 0 : watched.getOrDefault(linear >>> 12, 0);
        return kinds | DebugRegisters.watchKinds(state.debug, linear);
    }

    private static int slot(long linear) {
        return (int) (linear >>> 12) & ENTRIES - 1;
    }

    private boolean readable(long linear, int bytes) {
        return tlb.read[slot(linear)] == (linear & ~(long) PAGE_MASK) && (linear & PAGE_MASK) <= 0x1000 - bytes;
    }

    private boolean writable(long linear, int bytes) {
        return tlb.write[slot(linear)] == (linear & ~(long) PAGE_MASK) && (linear & PAGE_MASK) <= 0x1000 - bytes;
    }

    @Override
    public long load8(long linear) {
        return readable(linear, 1) ? ram.getByte(linear + tlb.addend[slot(linear)]) & 0xff : slowLoad(linear, 1);
    }

    @Override
    public long load16(long linear) {
        return readable(linear, 2) ? ram.getShort(linear + tlb.addend[slot(linear)]) & 0xffff : slowLoad(linear, 2);
    }

    @Override
    public long load32(long linear) {
        return readable(linear, 4) ? ram.getInt(linear + tlb.addend[slot(linear)]) & 0xffff_ffffL : slowLoad(linear, 4);
    }

    @Override
    public long load64(long linear) {
        return readable(linear, 8) ? ram.getLong(linear + tlb.addend[slot(linear)]) : slowLoad(linear, 8);
    }

    @Override
    public void store8(long linear, long value) {
        if (writable(linear, 1)) {
            ram.putByte(linear + tlb.addend[slot(linear)], (byte) value);
        } else {
            slowStore(linear, value, 1);
        }
    }

    @Override
    public void store16(long linear, long value) {
        if (writable(linear, 2)) {
            ram.putShort(linear + tlb.addend[slot(linear)], (short) value);
        } else {
            slowStore(linear, value, 2);
        }
    }

    @Override
    public void store32(long linear, long value) {
        if (writable(linear, 4)) {
            ram.putInt(linear + tlb.addend[slot(linear)], (int) value);
        } else {
            slowStore(linear, value, 4);
        }
    }

    @Override
    public void store64(long linear, long value) {
        if (writable(linear, 8)) {
            ram.putLong(linear + tlb.addend[slot(linear)], value);
        } else {
            slowStore(linear, value, 8);
        }
    }

    @Override
    public boolean compareAndSet(long linear, int width, long expected, long value) {
        int bytes = width / 8;
        if (!HostMemory.fitsWord(linear, bytes)) {
            return compareAndSetExclusively(linear, width, expected, value);
        }
        if (writable(linear, bytes)) {
            return ram.compareAndSet(linear + tlb.addend[slot(linear)], width, expected, value);
        }
        long physical = translate(linear, WRITE);
        look(linear, bytes, Window.WATCH_WRITE, true);
        if (Long.compareUnsigned(physical, ramSize - bytes) > 0) {
            // A device has no atomic accesses.
            bus.write(physical, bytes, value);
            return true;
        }
        boolean stored = ram.compareAndSet(physical, width, expected, value);
        if (code[(int) (physical >>> 12)] != 0) {
            listener.codeStored(physical, bytes);
        }
        return stored;
    }

    @Override
    public int copy(long from, long to, int bytes, int element) {
        int count = Math.min(bytes, Math.min(left(from), left(to))) & -element;
        if (count == 0 || to - from > 0 && to - from < count || !readable(from, 1) || !writable(to, 1)) {
            return 0;
        }
        ram.copy(from + tlb.addend[slot(from)], to + tlb.addend[slot(to)], count);
        return count;
    }

    @Override
    public int fill(long to, int bytes, int element, long value) {
        int count = Math.min(bytes, left(to)) & -element;
        if (count == 0 || !writable(to, 1)) {
            return 0;
        }
        if (element == 1) {
            ram.fill(to + tlb.addend[slot(to)], count, (byte) value);
        } else {
            for (int i = 0; i < count; i += element) {
                store(to + i, element * 8, value);
            }
        }
        return count;
    }

    private static int left(long linear) {
        return 0x1000 - (int) (linear & PAGE_MASK);
    }

    @Override
    public void checkStore(long linear, int bytes) {
        if (!writable(linear, bytes)) {
            checkPages(linear, bytes, WRITE);
        }
    }

    @Override
    public void checkLoad(long linear, int bytes) {
        if (!readable(linear, bytes)) {
            checkPages(linear, bytes, 0);
        }
    }

    private void checkPages(long linear, int bytes, int access) {
        translate(linear, access);
        long last = linear + bytes - 1;
        if ((linear ^ last) >>> 12 != 0) {
            translate(last & ~(long) PAGE_MASK, access);
        }
    }

    @Override
    public int fetch(long linear) {
        return (int) loadPhysical(translate(linear, INSTRUCTION), 1);
    }

    @Override
    public long codeAddress(long linear) {
        return translate(linear, INSTRUCTION);
    }

    /// Makes stores to the page of a code address tell the listener.
    public void markCode(long physical) {
        if (Long.compareUnsigned(physical, ramSize) < 0 && code[(int) (physical >>> 12)] == 0) {
            code[(int) (physical >>> 12)] = 1;
            dropWriteTags();
        }
    }

    /// Takes the mark back.
    public void clearCode(long physical) {
        if (Long.compareUnsigned(physical, ramSize) < 0) {
            code[(int) (physical >>> 12)] = 0;
        }
    }

    /// The same frame may be mapped at several linear addresses, so all write tags go.
    private void dropWriteTags() {
        Arrays.fill(tlbs[0].write, -1);
        Arrays.fill(tlbs[1].write, -1);
    }

    private long slowLoad(long linear, int bytes) {
        long last = linear + bytes - 1;
        if ((linear ^ last) >>> 12 == 0) {
            long physical = translate(linear, 0);
            look(linear, bytes, Window.WATCH_READ, false);
            return loadPhysical(physical, bytes);
        }
        checkPages(linear, bytes, 0);
        look(linear, bytes, Window.WATCH_READ, false);
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | loadPhysical(translate(linear + i, 0), 1);
        }
        return value;
    }

    private void slowStore(long linear, long value, int bytes) {
        long last = linear + bytes - 1;
        if ((linear ^ last) >>> 12 == 0) {
            long physical = translate(linear, WRITE);
            look(linear, bytes, Window.WATCH_WRITE, true);
            storePhysical(physical, value, bytes);
            return;
        }
        checkPages(linear, bytes, WRITE);
        look(linear, bytes, Window.WATCH_WRITE, true);
        for (int i = 0; i < bytes; i++) {
            storePhysical(translate(linear + i, WRITE), value >>> 8 * i & 0xff, 1);
        }
    }

    private void look(long linear, int bytes, int kind, boolean write) {
        if (((kinds(linear) | kinds(linear + bytes - 1)) & kind) != 0) {
            listener.watched(linear, bytes, write);
        }
    }

    private long loadPhysical(long physical, int bytes) {
        if (Long.compareUnsigned(physical, ramSize - bytes) <= 0) {
            return switch (bytes) {
                case 1 -> ram.getByte(physical) & 0xff;
                case 2 -> ram.getShort(physical) & 0xffff;
                case 4 -> ram.getInt(physical) & 0xffff_ffffL;
                default -> ram.getLong(physical);
            };
        }
        return bus.read(physical, bytes);
    }

    private void storePhysical(long physical, long value, int bytes) {
        if (Long.compareUnsigned(physical, ramSize - bytes) > 0) {
            bus.write(physical, bytes, value);
            return;
        }
        switch (bytes) {
            case 1 -> ram.putByte(physical, (byte) value);
            case 2 -> ram.putShort(physical, (short) value);
            case 4 -> ram.putInt(physical, (int) value);
            default -> ram.putLong(physical, value);
        }
        if (code[(int) (physical >>> 12)] != 0) {
            listener.codeStored(physical, bytes);
        }
    }

    /// Guest-physical address of a linear one, after all checks; fills the TLB where it may.
    private long translate(long linear, int access) {
        if ((state.efer & PageWalker.EFER_LMA) != 0 && !isCanonical(linear)) {
            throw notCanonical(linear);
        }
        long physical = walker.walk(linear, access, !supervisor);
        if (physical < 0) {
            throw pageFault(linear, walker.errorCode());
        }
        long page = linear & ~(long) PAGE_MASK;
        if (access != INSTRUCTION && Long.compareUnsigned(physical, ramSize) < 0) {
            int kinds = kinds(linear);
            int at = slot(linear);
            if (tlb.read[at] != page) {
                tlb.write[at] = -1;
            }
            tlb.addend[at] = (physical & ~(long) PAGE_MASK) - page;
            tlb.read[at] = (kinds & Window.WATCH_READ) == 0 ? page : -1;
            if (access == WRITE && (kinds & Window.WATCH_WRITE) == 0 && code[(int) (physical >>> 12)] == 0) {
                tlb.write[at] = page;
            }
        }
        return physical;
    }

    /// What a debugger sees at a linear address: the guest-physical address, or -1 when nothing is mapped. Sets
    /// no bits.
    public long peek(long linear) {
        return walker.probe(linear);
    }
}
