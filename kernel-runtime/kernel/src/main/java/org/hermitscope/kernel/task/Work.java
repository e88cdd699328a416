package org.hermitscope.kernel.task;

/// What can be waiting for a task besides its own instructions: bits of one word that its loop looks at.
final class Work {
    /// A signal may be deliverable.
    static final int SIGNAL = 1;
    /// The debugger wants it to stop.
    static final int STOP = 2;
    /// The process ends.
    static final int EXIT = 4;
    /// Another task waits for its processor.
    static final int YIELD = 8;

    private Work() {}
}
