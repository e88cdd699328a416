package org.hermitscope.x86.isa;

import java.util.List;

/// One decoded instruction. Immutable; made by the decoder, read by disassembler, interpreter and translator.
///
/// @param address of its first byte (linear, less the CS base)
/// @param length bytes, 1 to 15; 16 for one that is too long
/// @param mode in which it was decoded
/// @param op the mnemonic; an instruction with both a legacy and a VEX form has one op for both
/// @param condition 0 to 15 for JCC, SETCC and CMOVCC (SDM 2D table B-10), else 0
/// @param operands destination first, in the manual's order; implied operands are included where the manual
///     names them (`ADD AL, imm8`, `SHL r, CL`, `FADD ST(0), ST(i)`). String instructions have their memory
///     operands, based on rSI and rDI, and their register; XLAT has memory based on rBX, MASKMOVQ and
///     MASKMOVDQU have memory based on rDI last. The first source of a VEX form stands second, and is absent
///     from the legacy form
/// @param operandWidth bits after prefixes: 8 for byte forms of the integer instructions, else 16, 32 or 64
/// @param addressWidth 16, 32 or 64
/// @param lock F0 prefix present
/// @param repeat F2/F3 where they are not part of the opcode
/// @param vex encoded with VEX: three-operand form, upper lanes cleared
/// @param vectorWidth 128 or 256 for VEX instructions, 128 for legacy SSE, else 0
public record Instruction(
        long address,
        int length,
        Mode mode,
        Op op,
        int condition,
        List<Operand> operands,
        int operandWidth,
        int addressWidth,
        boolean lock,
        Repeat repeat,
        boolean vex,
        int vectorWidth) {
    /// Address of the instruction behind this one.
    public long next() {
        return address + length;
    }

    /// Whether it is [Op#INVALID] for being longer than 15 bytes, which is #GP rather than #UD (SDM 2A 2.3.11).
    public boolean isTooLong() {
        return length > 15;
    }

    public Operand operand(int index) {
        return operands.get(index);
    }
}
