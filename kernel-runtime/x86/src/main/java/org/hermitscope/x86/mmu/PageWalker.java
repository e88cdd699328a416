package org.hermitscope.x86.mmu;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;

/// Walks the four levels of long mode's page tables: 4 KiB, 2 MiB and 1 GiB pages, with access checks and A and
/// D bits (SDM 3A 4.5 to 4.8). Without paging, linear is physical.
final class PageWalker {
    static final long EFER_LMA = 1 << 10;

    private static final long CR0_PG = 1L << 31;
    private static final long CR0_WP = 1 << 16;
    private static final long EFER_NXE = 1 << 11;

    private static final long P = 1;
    private static final long RW = 1 << 1;
    private static final long US = 1 << 2;
    private static final long A = 1 << 5;
    private static final long D = 1 << 6;
    private static final long PS = 1 << 7;
    private static final long XD = 1L << 63;
    private static final long FRAME = 0x000f_ffff_ffff_f000L;
    /// Address bits above what CPUID names as the physical width (40).
    private static final long BEYOND_WIDTH = FRAME & ~((1L << 40) - 1);

    private final CpuState state;
    private final HostMemory ram;
    private final long[] entryAt = new long[4];
    private int errorCode;

    PageWalker(CpuState state, HostMemory ram) {
        this.state = state;
        this.ram = ram;
    }

    /// Error code of the fault that the last [#walk] found.
    int errorCode() {
        return errorCode;
    }

    /// Translates and marks accessed and dirty.
    ///
    /// @param access 0, [LinearMemory#WRITE] or [LinearMemory#INSTRUCTION]
    /// @return the guest-physical address, or -1 for a page fault
    long walk(long linear, int access, boolean user) {
        if ((state.cr0 & CR0_PG) == 0) {
            return linear & 0xffff_ffffL;
        }
        boolean noExecute = (state.efer & EFER_NXE) != 0;
        int base = access & ~(noExecute ? 0 : LinearMemory.INSTRUCTION) | (user ? LinearMemory.USER : 0);
        long table = state.cr3 & FRAME;
        long rights = RW | US;
        long execute = 0;
        int level = 3;
        long entry;
        while (true) {
            long at = table | (linear >>> 12 + 9 * level & 0x1ff) << 3;
            entry = at + 8 <= ram.size() ? ram.getLong(at) : 0;
            entryAt[level] = at;
            if ((entry & P) == 0) {
                errorCode = base;
                return -1;
            }
            boolean large = (entry & PS) != 0 && level > 0;
            if ((entry & BEYOND_WIDTH) != 0
                    || !noExecute && (entry & XD) != 0
                    || level == 3 && (entry & PS) != 0
                    || large && (entry & FRAME & (1L << 12 + 9 * level) - 1 & ~(1L << 12)) != 0) {
                errorCode = base | LinearMemory.PRESENT | LinearMemory.RESERVED;
                return -1;
            }
            rights &= entry;
            execute |= entry & XD;
            if (level == 0 || large) {
                break;
            }
            table = entry & FRAME;
            level--;
        }
        if (!allowed(access, user, rights, execute)) {
            errorCode = base | LinearMemory.PRESENT;
            return -1;
        }
        mark(level, access == LinearMemory.WRITE);
        long offset = (1L << 12 + 9 * level) - 1;
        return entry & FRAME & ~offset | linear & offset;
    }

    private boolean allowed(int access, boolean user, long rights, long execute) {
        if (user && (rights & US) == 0) {
            return false;
        }
        if (access == LinearMemory.WRITE && (rights & RW) == 0) {
            return !user && (state.cr0 & CR0_WP) == 0;
        }
        return access != LinearMemory.INSTRUCTION || execute == 0;
    }

    private void mark(int leaf, boolean dirty) {
        for (int level = 3; level >= leaf; level--) {
            long entry = ram.getLong(entryAt[level]);
            long marked = entry | A | (level == leaf && dirty ? D : 0);
            if (marked != entry) {
                ram.putLong(entryAt[level], marked);
            }
        }
    }

    /// Translates without checks and without marking; -1 when nothing is mapped.
    long probe(long linear) {
        if ((state.cr0 & CR0_PG) == 0) {
            return linear & 0xffff_ffffL;
        }
        long table = state.cr3 & FRAME;
        for (int level = 3; level >= 0; level--) {
            long at = table | (linear >>> 12 + 9 * level & 0x1ff) << 3;
            long entry = at + 8 <= ram.size() ? ram.getLong(at) : 0;
            if ((entry & P) == 0) {
                return -1;
            }
            if (level == 0 || (entry & PS) != 0) {
                long offset = (1L << 12 + 9 * level) - 1;
                return entry & FRAME & ~offset | linear & offset;
            }
            table = entry & FRAME;
        }
        return -1;
    }
}
