package org.hermitscope.kernel.vfs;

/// The event bits of `poll(2)`, which are also those of epoll.
public final class PollEvents {
    public static final int IN = 1;
    public static final int PRI = 2;
    public static final int OUT = 4;
    public static final int ERR = 8;
    public static final int HUP = 0x10;
    public static final int NVAL = 0x20;
    public static final int RDNORM = 0x40;
    public static final int RDBAND = 0x80;
    public static final int WRNORM = 0x100;
    public static final int WRBAND = 0x200;
    public static final int RDHUP = 0x2000;

    /// What a file that never blocks answers.
    public static final int ALWAYS = IN | OUT | RDNORM | WRNORM;

    private PollEvents() {}
}
