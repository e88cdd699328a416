package org.hermitscope.x86.decode;

import java.util.List;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;

/// Decodes instructions (SDM 2A 2).
///
/// ```java
/// Instruction instruction = Decoder.decode(address -> code[(int) address] & 0xff, 0, Mode.BITS_64);
/// ```
public final class Decoder {
    private Decoder() {}

    /// Decodes the instruction at `address`.
    ///
    /// What no processor executes is [Op#INVALID], with the bytes seen so far as its length: undefined opcodes,
    /// reserved VEX fields, LOCK where it is not allowed. An instruction that would be longer than 15 bytes is
    /// [Op#INVALID] with [Instruction#isTooLong()]; its 16th byte is not fetched.
    ///
    /// @param address of the first byte, less the base of the code segment; the source is asked for this
    ///     address and the following ones, wrapped to 32 bits outside 64-bit mode
    public static Instruction decode(CodeSource source, long address, Mode mode) {
        Decoding decoding = new Decoding();
        decoding.decode(source, address, mode);
        return instruction(decoding);
    }

    static Instruction instruction(Decoding decoding) {
        if (decoding.row == null || decoding.invalid) {
            return new Instruction(
                    decoding.address,
                    decoding.tooLong ? Decoding.MAX_LENGTH + 1 : decoding.length,
                    decoding.mode,
                    Op.INVALID,
                    0,
                    List.of(),
                    decoding.operandWidth,
                    decoding.addressWidth,
                    decoding.lock,
                    decoding.repeat(),
                    decoding.vex,
                    0);
        }
        Op op = decoding.row.op();
        return new Instruction(
                decoding.address,
                decoding.length,
                decoding.mode,
                op,
                decoding.condition(),
                new Operands(decoding).list(),
                Operands.instructionWidth(decoding),
                decoding.addressWidth,
                decoding.lock,
                decoding.repeat(),
                decoding.vex,
                decoding.vectorWidth);
    }
}
