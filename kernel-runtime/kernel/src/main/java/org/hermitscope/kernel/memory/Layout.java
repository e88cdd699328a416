package org.hermitscope.kernel.memory;

import org.hermitscope.machine.HostMemory;

/// Where things lie in an address space, as Linux places them without randomisation, scaled to the window: the stack at
/// the top, maps below it downwards, position-independent programs at two thirds.
public final class Layout {
    /// Lowest address that is given out (vm.mmap_min_addr).
    public static final long LOWEST = 0x10000;
    /// Room for the stack above the highest map, at least (mmap_base in arch/x86/mm/mmap.c).
    private static final long STACK_GAP = 128L << 20;
    private static final int PAGE = HostMemory.PAGE_SIZE;

    private final long size;

    /// @param size bytes of the window
    public Layout(long size) {
        this.size = size;
    }

    /// The end of all addresses.
    public long end() {
        return size;
    }

    /// The address behind the main stack; one page is kept free at the very end.
    public long stackTop() {
        return size - PAGE;
    }

    /// Maps lie below this.
    public long mapTop() {
        return stackTop() - Math.min(STACK_GAP, size / 8);
    }

    /// Where a position-independent program's first page goes.
    public long programBase() {
        return size / 3 * 2 & -PAGE;
    }
}
