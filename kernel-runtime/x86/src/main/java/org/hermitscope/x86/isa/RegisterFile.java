package org.hermitscope.x86.isa;

/// Which registers an operand names.
public enum RegisterFile {
    /// RAX–R15 and their low parts, in encoding order.
    GENERAL,
    /// AH CH DH BH, numbered 0 to 3 after the register they are part of.
    HIGH_BYTE,
    /// ES CS SS DS FS GS.
    SEGMENT,
    CONTROL,
    DEBUG,
    /// ST(0)–ST(7), relative to the top of the stack.
    X87,
    MMX,
    /// XMM and YMM registers: the operand's width tells which.
    VECTOR,
    /// BND0–BND3 (MPX).
    BOUND,
    /// K0–K7 (AVX-512).
    MASK,
    /// TMM0–TMM7 (AMX).
    TILE,
    /// TR0–TR7 of the 386 and 486, which only disassembly knows.
    TEST
}
