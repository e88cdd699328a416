package org.hermitscope.x86.isa;

/// What an instruction works on. Widths are in bits.
public sealed interface Operand {
    /// Bits that the operand holds; 0 where the instruction only needs its address (LEA, INVLPG, PREFETCHh).
    int width();

    /// A register.
    record Register(RegisterFile file, int number, int width) implements Operand {}

    /// A memory operand.
    ///
    /// @param segment the segment that applies, after overrides: [org.hermitscope.machine.CpuState#ES] and so on
    /// @param base general register, [#NONE] or [#RIP]
    /// @param index general register or [#NONE]; with `vectorIndex` a vector register (VSIB)
    /// @param scale 1, 2, 4 or 8
    /// @param displacement sign extended; with base RIP already the sum with the next instruction's address
    /// @param addressWidth 16, 32 or 64: the sum wraps at it before the segment base is added
    /// @param vectorWidth bits of the VSIB index register, 0 without one
    record Memory(
            int segment,
            int base,
            int index,
            int scale,
            long displacement,
            int width,
            int addressWidth,
            int vectorWidth)
            implements Operand {
        public static final int NONE = -1;
        public static final int RIP = 16;
    }

    /// An immediate, already sign or zero extended to 64 bits as the instruction uses it.
    ///
    /// @param width bits of the operation that uses it
    record Immediate(long value, int width) implements Operand {}

    /// A branch target, as an address.
    record Target(long address, int width) implements Operand {}

    /// A far pointer in the instruction: `ptr16:16` or `ptr16:32`.
    record FarPointer(int selector, long offset, int width) implements Operand {}
}
