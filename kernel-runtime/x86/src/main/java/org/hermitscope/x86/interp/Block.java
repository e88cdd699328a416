package org.hermitscope.x86.interp;

import org.hermitscope.x86.isa.Mode;
import org.jspecify.annotations.Nullable;

/// A run of instructions that is entered at its first: decoded once, run many times. It ends at a branch, at
/// the end of its page, before a breakpoint, or after [#MAX_LENGTH] instructions.
final class Block {
    static final int MAX_LENGTH = 64;

    final long start;
    final Mode mode;
    /// Where the first byte really is; see [org.hermitscope.x86.mmu.LinearMemory#codeAddress].
    final long code;
    /// Bytes from the first instruction to behind the last.
    final int bytes;

    final Operation[] operations;
    /// Offset of each instruction from the first.
    final short[] offsets;
    /// The last operation writes RIP itself.
    final boolean branches;
    /// A breakpoint sits on the first instruction.
    final boolean breakpoint;

    /// Code changed under it; it must not run again.
    boolean dead;
    /// Translation generation for which `code` was last confirmed.
    int generation;

    /// Successors seen most recently.
    @Nullable
    Block first;

    @Nullable
    Block second;

    Block(
            long start,
            Mode mode,
            long code,
            int bytes,
            Operation[] operations,
            short[] offsets,
            boolean branches,
            boolean breakpoint,
            int generation) {
        this.start = start;
        this.mode = mode;
        this.code = code;
        this.bytes = bytes;
        this.operations = operations;
        this.offsets = offsets;
        this.branches = branches;
        this.breakpoint = breakpoint;
        this.generation = generation;
    }

    /// Address of instruction `index`, or of what follows the last.
    long addressOf(int index) {
        return index < offsets.length ? start + offsets[index] : start + bytes;
    }

    /// Whether any of its bytes lie in `[from, to)`, as code addresses. A block that crosses into another page
    /// is one instruction long and counts as touched by any change there.
    boolean overlaps(long from, long to) {
        return code < to && from < code + bytes;
    }
}
