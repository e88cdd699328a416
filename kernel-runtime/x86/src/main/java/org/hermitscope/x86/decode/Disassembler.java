package org.hermitscope.x86.decode;

import java.util.Objects;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.X87Map;
import org.jspecify.annotations.Nullable;

/// Writes instructions as GNU binutils 2.40 does (`objdump -d`, for Intel syntax `objdump -d -M intel`), with `0x` in
/// front of addresses as GDB has it.
///
/// ```java
/// Disassembler disassembler = new Disassembler(Disassembler.Syntax.ATT);
/// String text = disassembler.disassemble(source, rip, Mode.BITS_64).text(); // "mov    %rsp,%rbp"
/// ```
///
/// Not safe for use by several threads at once.
public final class Disassembler {
    /// How operands are written.
    public enum Syntax {
        ATT,
        INTEL
    }

    /// What stands on one line of a listing.
    ///
    /// @param length bytes that the text covers
    public record Line(long address, int length, String text) {}

    /// Text of an EVEX instruction, which is recognised but not decoded.
    static final String EVEX = "(evex)";

    private static final String BAD = "(bad)";
    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private final boolean att;
    private final SymbolResolver symbols;
    private final Decoding decoding = new Decoding();

    /// Without names.
    public Disassembler(Syntax syntax) {
        this(syntax, address -> null);
    }

    public Disassembler(Syntax syntax, SymbolResolver symbols) {
        this.att = syntax == Syntax.ATT;
        this.symbols = symbols;
    }

    /// The instruction at `address`, or `(bad)` where there is none. What the source throws is passed on; it may be
    /// asked for the byte behind an FWAIT too, which is listed with the instruction it waits for.
    ///
    /// Operand-size prefixes in front of near branches are read as Intel processors and [Decoder] do, which is
    /// `objdump -M intel64`.
    public Line disassemble(CodeSource source, long address, Mode mode) {
        StringBuilder text = new StringBuilder(48);
        int lone = LonePrefixes.prefixes(source, address, mode, text);
        if (lone > 0) {
            return new Line(address, lone, text.toString());
        }
        int wait = LonePrefixes.waiting(source, address, mode, text);
        if (wait > 0) {
            return new Line(address, wait, text.toString());
        }
        decoding.waits = wait < 0;
        decoding.decode(source, address, mode);
        OpcodeRow row = decoding.row;
        if (row == null) {
            return decoding.evex ? new Line(address, decoding.length, EVEX) : bad(text);
        }
        if (decoding.vex && !row.usesVvvv() && decoding.vvvvUsed) {
            return new Line(address, decoding.opcodeEnd, BAD);
        }
        new PrefixUse(decoding, row, att).appendTo(text);
        new Mnemonic(decoding, row, att).appendTo(text);
        int end = text.length();
        new OperandText(decoding, row, att, text).append();
        if (text.length() > end) {
            pad(text, end);
            comment(text, row);
        }
        return new Line(address, decoding.length, text.toString());
    }

    /// No instruction: what stands in front of it is written all the same.
    private Line bad(StringBuilder text) {
        if (decoding.map == X87Map.MAP && decoding.mod != 3) {
            return badX87(text);
        }
        int length = LonePrefixes.appendAll(decoding, text);
        if (decoding.vex && decoding.vvvvUsed) {
            text.setLength(0);
        }
        text.append(BAD);
        if (decoding.map == X87Map.MAP) {
            return new Line(decoding.address, decoding.length, text.toString());
        }
        boolean wrongModRm = decoding.opcodeEnd == 0 || Selection.fitsOtherMod(decoding);
        return new Line(decoding.address, wrongModRm ? length + 1 : decoding.opcodeEnd, text.toString());
    }

    /// The memory operand is written although it says nothing.
    private Line badX87(StringBuilder text) {
        MemoryBytes.read(decoding);
        OpcodeRow likeness = Objects.requireNonNull(OneByteMap.MAP.first(0xFE));
        new PrefixUse(decoding, likeness, att).appendTo(text);
        text.append(BAD);
        pad(text, text.length());
        text.append(' ');
        OperandText.appendMemory(decoding, att, text);
        comment(text, null);
        return new Line(decoding.address, decoding.length, text.toString());
    }

    /// Mnemonics with what stands before them have at least six columns.
    private static void pad(StringBuilder text, int end) {
        for (int i = end; i < 6; i++) {
            text.insert(i, ' ');
        }
    }

    /// Names the address that a branch goes to or that an operand relative to RIP has.
    private void comment(StringBuilder text, @Nullable OpcodeRow row) {
        if (decoding.hasModRm && decoding.mod != 3 && decoding.base == Memory.RIP) {
            text.append("        # ");
            long address = decoding.end() + decoding.displacement;
            address = decoding.addressWidth == 32 ? address & 0xFFFF_FFFFL : address;
            hex(text, address);
            name(text, address);
        } else if (row != null && row.operandCount() > 0 && row.operand(0).addressing() == Addressing.RELATIVE) {
            name(text, decoding.listedTarget());
        }
    }

    private void name(StringBuilder text, long address) {
        @Nullable String name = symbols.nameOf(address);
        if (name != null) {
            text.append(" <").append(name).append('>');
        }
    }

    static void hex(StringBuilder text, long value) {
        text.append("0x");
        int shift = 60;
        while (shift > 0 && value >>> shift == 0) {
            shift -= 4;
        }
        for (; shift >= 0; shift -= 4) {
            text.append(DIGITS[(int) (value >>> shift) & 15]);
        }
    }
}
