package org.hermitscope.x86.decode;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// One instruction as objdump lists it.
final class ObjdumpRow {
    private final long address;
    private final byte[] code;
    private final String text;

    private ObjdumpRow(long address, byte[] code, String text) {
        this.address = address;
        this.code = code;
        this.text = text;
    }

    long address() {
        return address;
    }

    int length() {
        return code.length;
    }

    int byteAt(int offset) {
        return code[offset] & 0xFF;
    }

    long end() {
        return address + code.length;
    }

    /// Without symbols, and with 0x in front of addresses.
    String text() {
        return text;
    }

    String hex() {
        return HexFormat.ofDelimiter(" ").formatHex(code);
    }

    /// Reads `  401000:\t48 89 e5 \tmov    %rsp,%rbp`; null for lines without an instruction.
    static @Nullable ObjdumpRow parse(String line) {
        int colon = line.indexOf(":\t");
        int tab = colon < 0 ? -1 : line.indexOf('\t', colon + 2);
        if (tab < 0) {
            return null;
        }
        int start = 0;
        while (line.charAt(start) == ' ') {
            start++;
        }
        long address = Long.parseUnsignedLong(line, start, colon, 16);
        int count = 0;
        for (int i = colon + 2; i + 1 < tab && line.charAt(i) != ' '; i += 3) {
            count++;
        }
        byte[] code = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = colon + 2 + 3 * i;
            code[i] = (byte) (Character.digit(line.charAt(at), 16) << 4 | Character.digit(line.charAt(at + 1), 16));
        }
        return new ObjdumpRow(address, code, normalize(line.substring(tab + 1)));
    }

    /// Takes symbols away and puts 0x in front of addresses, which objdump omits where there are symbols.
    private static String normalize(String text) {
        String stripped = text.strip();
        if (stripped.endsWith(">")) {
            stripped = stripped.substring(0, stripped.lastIndexOf(" <"));
        }
        int comment = stripped.indexOf("# ");
        if (comment >= 0) {
            return stripped.startsWith("0x", comment + 2)
                    ? stripped
                    : stripped.substring(0, comment + 2) + "0x" + stripped.substring(comment + 2);
        }
        int space = stripped.lastIndexOf(' ');
        if (space > 0 && isHex(stripped, space + 1) && isBranch(stripped, space + 1)) {
            return stripped.substring(0, space + 1) + "0x" + stripped.substring(space + 1);
        }
        return stripped;
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether the last word of `text`, which begins at `from`, is the operand of a direct branch.
    private static boolean isBranch(String text, int from) {
        int start = 0;
        while (start < from) {
            if (text.startsWith("j", start)
                    || text.startsWith("call", start)
                    || text.startsWith("loop", start)
                    || text.startsWith("xbegin", start)) {
                return true;
            }
            start = text.indexOf(' ', start) + 1;
        }
        return false;
    }
}
