package org.hermitscope.kernel.memory;

/// The flags of mmap(2) and mremap(2) on x86-64.
public final class MapFlags {
    public static final int SHARED = 1;
    public static final int PRIVATE = 2;
    public static final int SHARED_VALIDATE = 3;
    public static final int TYPE = 0xf;
    public static final int FIXED = 0x10;
    public static final int ANONYMOUS = 0x20;
    /// Below 2 GiB.
    public static final int BITS_32 = 0x40;
    public static final int GROWSDOWN = 0x100;
    public static final int NORESERVE = 0x4000;
    public static final int POPULATE = 0x8000;
    public static final int STACK = 0x20000;
    public static final int FIXED_NOREPLACE = 0x100000;

    /// mremap: the result may lie elsewhere.
    public static final int REMAP_MAYMOVE = 1;
    /// mremap: the result lies where told.
    public static final int REMAP_FIXED = 2;
    /// mremap: the old pages stay mapped, empty.
    public static final int REMAP_DONTUNMAP = 4;

    private MapFlags() {}
}
