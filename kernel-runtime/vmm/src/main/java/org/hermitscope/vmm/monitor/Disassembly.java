package org.hermitscope.vmm.monitor;

import org.hermitscope.machine.CpuState;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.MemoryDump;
import org.hermitscope.vmm.guest.GuestSymbols;
import org.hermitscope.x86.decode.Disassembler;
import org.hermitscope.x86.isa.Mode;

/// `x /i` in QEMU's layout: address, up to eight bytes, mnemonic and operands in AT&T syntax.
final class Disassembly {
    private static final int BYTES_A_LINE = 8;
    private static final int EFER_LMA = 1 << 10;
    private static final int LONGEST = 15;

    private Disassembly() {}

    /// Ends a listing where memory cannot be read.
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    static void print(
            Invocation call, MemoryDump.Memory memory, long from, int count, CpuState state, GuestSymbols symbols) {
        Disassembler disassembler = new Disassembler(Disassembler.Syntax.ATT, symbols::at);
        byte[] one = new byte[1];
        long at = from;
        for (int i = 0; i < count && !call.cancelled(); i++) {
            Disassembler.Line line;
            try {
                line = disassembler.disassemble(
                        address -> {
                            if (!memory.read(address, one, 1)) {
                                throw new Unreadable();
                            }
                            return one[0] & 0xff;
                        },
                        at,
                        mode(state));
            } catch (Unreadable unreadable) {
                call.println(address(at) + "  Cannot access memory");
                return;
            }
            print(call, memory, line);
            at += Math.max(1, line.length());
        }
    }

    private static void print(Invocation call, MemoryDump.Memory memory, Disassembler.Line line) {
        byte[] bytes = new byte[LONGEST];
        int length = Math.min(line.length(), LONGEST);
        if (!memory.read(line.address(), bytes, length)) {
            return;
        }
        StringBuilder text = new StringBuilder(address(line.address())).append("  ");
        int shown = Math.min(length, BYTES_A_LINE);
        bytes(text, bytes, 0, shown);
        text.append("   ".repeat(BYTES_A_LINE - shown)).append(' ').append(line.text());
        call.println(text.toString());
        if (length > shown) {
            StringBuilder rest = new StringBuilder(address(line.address() + shown)).append("  ");
            bytes(rest, bytes, shown, length);
            call.println(rest.toString().stripTrailing());
        }
    }

    private static void bytes(StringBuilder text, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            String digits = Integer.toHexString(bytes[i] & 0xff);
            text.append(digits.length() < 2 ? "0" : "").append(digits).append(' ');
        }
    }

    private static String address(long value) {
        String digits = Long.toHexString(value);
        return "0x" + "0".repeat(Math.max(0, 8 - digits.length())) + digits + ":";
    }

    private static Mode mode(CpuState state) {
        boolean longMode = (state.efer & EFER_LMA) != 0;
        if (longMode && state.segments[CpuState.CS].isLong()) {
            return Mode.BITS_64;
        }
        return state.segments[CpuState.CS].isBig() ? Mode.BITS_32 : Mode.BITS_16;
    }
}
