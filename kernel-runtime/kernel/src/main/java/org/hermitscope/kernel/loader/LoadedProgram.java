package org.hermitscope.kernel.loader;

/// A program in memory, ready to run.
public final class LoadedProgram {
    private final long entry;
    private final long stackPointer;
    private final long bias;
    private final byte[] auxv;

    LoadedProgram(long entry, long stackPointer, long bias, byte[] auxv) {
        this.entry = entry;
        this.stackPointer = stackPointer;
        this.bias = bias;
        this.auxv = auxv;
    }

    /// Address of its first instruction.
    public long entry() {
        return entry;
    }

    /// RSP to begin with; argc lies there.
    public long stackPointer() {
        return stackPointer;
    }

    /// What was added to the file's addresses; 0 unless it is position-independent.
    public long bias() {
        return bias;
    }

    /// The auxiliary vector as it lies in memory, AT_NULL included.
    public byte[] auxv() {
        return auxv.clone();
    }
}
