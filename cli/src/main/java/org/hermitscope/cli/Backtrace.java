package org.hermitscope.cli;

import java.io.IOException;
import java.util.OptionalLong;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.Symbol;

/// Stops the demo guest at a function and follows its frame pointers, for people without gdb.
final class Backtrace {
    private static final int RBP = 6;
    private static final int RIP = 16;
    private static final int MOST_FRAMES = 16;

    private Backtrace() {}

    /// Sets a breakpoint, lets the guest run into it, and lists who called whom; then the guest runs to its end.
    static String at(RspConversation gdb, ElfImage program, String function) throws IOException {
        OptionalLong address = program.symbols().address(function);
        if (address.isEmpty()) {
            throw new IOException("the demo guest has no function " + function);
        }
        // Behind `push %rbp; mov %rsp,%rbp`, 1 and 3 bytes, where the new frame can be followed.
        long place = address.getAsLong() + 4;
        String point = "0," + Long.toHexString(place) + ",1";
        StringBuilder text = new StringBuilder();
        gdb.ask("?");
        expectOk(gdb.ask("Z" + point));
        text.append("breakpoint at ").append(name(program, place)).append('\n');
        text.append("stop reply: ").append(gdb.ask("c")).append('\n');
        appendFrames(text, gdb, program);
        expectOk(gdb.ask("z" + point));
        return text.append("at the end: ").append(gdb.ask("c")).append('\n').toString();
    }

    private static void appendFrames(StringBuilder text, RspConversation gdb, ElfImage program) throws IOException {
        String registers = gdb.ask("g");
        long rip = RspConversation.register(registers, RIP);
        long frame = RspConversation.register(registers, RBP);
        for (int i = 0; i < MOST_FRAMES; i++) {
            text.append('#')
                    .append(i)
                    .append("  0x")
                    .append(Long.toHexString(rip))
                    .append(" in ");
            text.append(name(program, rip)).append('\n');
            if (frame == 0) {
                return;
            }
            rip = gdb.readLong(frame + 8);
            frame = gdb.readLong(frame);
        }
    }

    private static String name(ElfImage program, long address) {
        Symbol symbol = program.symbols().at(address);
        return symbol == null ? "?" : symbol.name() + "+" + (address - symbol.address());
    }

    private static void expectOk(String answer) throws IOException {
        if (!answer.equals("OK")) {
            throw new IOException("the gdb port answered '" + answer + "'");
        }
    }
}
