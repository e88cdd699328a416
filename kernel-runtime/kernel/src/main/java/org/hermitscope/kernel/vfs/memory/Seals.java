package org.hermitscope.kernel.vfs.memory;

/// What can be forbidden about a memfd for ever (man 2 fcntl, "File sealing").
public final class Seals {
    public static final int SEAL = 1;
    public static final int SHRINK = 2;
    public static final int GROW = 4;
    public static final int WRITE = 8;
    public static final int FUTURE_WRITE = 16;
    public static final int EXEC = 32;
    public static final int ALL = SEAL | SHRINK | GROW | WRITE | FUTURE_WRITE | EXEC;

    private Seals() {}
}
