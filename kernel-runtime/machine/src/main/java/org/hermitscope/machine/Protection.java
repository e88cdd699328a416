package org.hermitscope.machine;

/// What a page allows, in the numbers of `mmap(2)`. As on x86 without protection keys, a page that can be
/// written or executed can be read.
public final class Protection {
    public static final int NONE = 0;
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int EXEC = 4;

    private Protection() {}
}
