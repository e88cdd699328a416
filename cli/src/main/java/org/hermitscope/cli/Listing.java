package org.hermitscope.cli;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.Segment;
import org.hermitscope.machine.image.Symbol;
import org.hermitscope.x86.decode.Disassembler;
import org.hermitscope.x86.decode.Disassembler.Line;
import org.hermitscope.x86.isa.Mode;
import org.jspecify.annotations.Nullable;

/// A program's machine code, laid out as `objdump -d` does it.
final class Listing {
    /// Bytes that are shown on a line; longer instructions go on below.
    private static final int BYTES_A_LINE = 7;

    private static final HexFormat HEX = HexFormat.of();

    /// A fetch from behind the end of the code.
    private static final class EndOfCode extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndOfCode() {
            super("the code ends within an instruction", null, false, false);
        }
    }

    private final ElfImage image;
    private final Disassembler disassembler;

    Listing(ElfImage image, Disassembler.Syntax syntax) {
        this.image = image;
        this.disassembler = new Disassembler(syntax, this::name);
    }

    private @Nullable String name(long address) {
        Symbol symbol = image.symbols().at(address);
        if (symbol == null) {
            return null;
        }
        long offset = address - symbol.address();
        return offset == 0 ? symbol.name() : symbol.name() + "+0x" + Long.toHexString(offset);
    }

    /// Every function, or whole segments where no symbol tells where the functions are.
    int printAll() {
        List<Symbol> functions = functions();
        int status = 0;
        for (int i = 0; i < functions.size() && status == 0; i++) {
            status = printFunction(functions.get(i));
        }
        if (functions.isEmpty()) {
            for (Segment segment : image.segments()) {
                if (isCode(segment) && status == 0) {
                    status = printSegment(segment);
                }
            }
        }
        return status;
    }

    private static boolean isCode(Segment segment) {
        return (segment.protection() & Protection.EXEC) != 0;
    }

    private List<Symbol> functions() {
        List<Symbol> functions = new ArrayList<>();
        long last = -1;
        for (Symbol symbol : image.symbols().symbols()) {
            boolean isCode = symbol.function() || symbol.size() == 0;
            if (isCode && segment(symbol.address()) != null && symbol.address() != last) {
                functions.add(symbol);
                last = symbol.address();
            }
        }
        return functions;
    }

    private @Nullable Segment segment(long address) {
        for (Segment segment : image.segments()) {
            if (isCode(segment) && address >= segment.linear() && address - segment.linear() < segment.fileSize()) {
                return segment;
            }
        }
        return null;
    }

    int printFunction(Symbol function) {
        Segment segment = segment(function.address());
        if (segment == null) {
            throw Usage.error(function.name() + " is no code");
        }
        long end = segment.linear() + segment.fileSize();
        if (function.size() > 0) {
            end = Math.min(end, function.address() + function.size());
        } else {
            // Nothing says how long it is: up to the next name.
            for (Symbol next : image.symbols().symbols()) {
                if (next.address() > function.address()) {
                    end = Math.min(end, next.address());
                    break;
                }
            }
        }
        StringBuilder text = new StringBuilder("\n");
        text.append(HEX.toHexDigits(function.address()))
                .append(" <")
                .append(function.name())
                .append(">:\n");
        return print(text, segment, function.address(), end);
    }

    private int printSegment(Segment segment) {
        // Old linkers put the file's headers into the code's segment: those are no instructions.
        boolean entryWithin = segment.equals(segment(image.entry()));
        long start = segment.fileOffset() == 0 && entryWithin ? image.entry() : segment.linear();
        return print(new StringBuilder("\n"), segment, start, segment.linear() + segment.fileSize());
    }

    private int print(StringBuilder text, Segment segment, long start, long end) {
        long at = start;
        while (at < end) {
            Line line = line(segment, at, end);
            append(text, segment, line);
            at += line.length();
        }
        return Console.answer(text.toString());
    }

    private Line line(Segment segment, long at, long end) {
        try {
            return disassembler.disassemble(
                    address -> {
                        if (address >= end) {
                            throw new EndOfCode();
                        }
                        return byteAt(segment, address);
                    },
                    at,
                    Mode.BITS_64);
        } catch (EndOfCode e) {
            return new Line(at, 1, ".byte 0x" + HEX.toHexDigits((byte) byteAt(segment, at)));
        }
    }

    private int byteAt(Segment segment, long address) {
        return image.bytes()[segment.fileOffset() + (int) (address - segment.linear())] & 0xff;
    }

    private void append(StringBuilder text, Segment segment, Line line) {
        for (int done = 0; done < line.length(); done += BYTES_A_LINE) {
            String address = Long.toHexString(line.address() + done);
            text.repeat(' ', Math.max(0, 8 - address.length())).append(address).append(":\t");
            int shown = Math.min(BYTES_A_LINE, line.length() - done);
            for (int i = done; i < done + shown; i++) {
                text.append(HEX.toHexDigits((byte) byteAt(segment, line.address() + i)))
                        .append(' ');
            }
            if (done == 0) {
                text.repeat(' ', 3 * (BYTES_A_LINE - shown)).append('\t').append(line.text());
            }
            text.append('\n');
        }
    }
}
