package org.hermitscope.x86.cpu;

/// What an op object asks of the loop that runs it. Bits of [Cpu#request].
public final class Request {
    /// SYSCALL in a vCPU whose kernel is the library OS.
    public static final int SYSCALL = 1;
    /// HLT.
    public static final int HALT = 1 << 1;
    /// A watchpoint was touched.
    public static final int WATCH = 1 << 2;
    /// IF, TPR, CR or code changed: look at interrupts and blocks anew. Needs no action but leaving the block.
    public static final int RESYNC = 1 << 3;
    /// Interrupts stay blocked for one instruction (MOV SS, POP SS, STI).
    public static final int SHADOW = 1 << 4;

    /// A repeated string instruction stopped between iterations: it has not retired and goes on at the same RIP.
    public static final int REPEAT = 1 << 5;

    /// No debug exception between this instruction and the next: MOV SS and POP SS (SDM 3A 6.8.3); nor a single-step
    /// trap behind SYSCALL, whose mask has cleared TF.
    public static final int DEBUG_SHADOW = 1 << 6;
    /// Debug registers changed.
    public static final int DEBUG_REGISTERS = 1 << 7;

    private Request() {}
}
