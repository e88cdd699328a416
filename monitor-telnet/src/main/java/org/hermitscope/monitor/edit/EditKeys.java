package org.hermitscope.monitor.edit;

import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;

/// The keys of the line editor, as in bash. JLine's own map is not used: it binds macros, repeat counts,
/// external editors and named commands, none of which belong on a network port.
final class EditKeys {
    static final String TAB = "monitor-tab";
    static final String YANK = "monitor-yank";
    static final String NOTHING = "monitor-nothing";

    private EditKeys() {}

    static KeyMap<Binding> map() {
        KeyMap<Binding> keys = new KeyMap<>();
        Binding nothing = new Reference(NOTHING);
        Binding insert = new Reference(LineReader.SELF_INSERT);
        for (char c = ' '; c < 127; c++) {
            keys.bind(insert, String.valueOf(c));
        }
        keys.setUnicode(insert);
        keys.setNomatch(nothing);
        for (char c = 1; c < ' '; c++) {
            if (c != 27) {
                keys.bind(nothing, String.valueOf(c));
            }
        }
        unused(keys, nothing);
        bind(keys, LineReader.ACCEPT_LINE, "\r", "\n");
        bind(keys, TAB, "\t");
        bind(keys, LineReader.INTERRUPT, control('C'), control('G'));
        bind(keys, LineReader.DELETE_CHAR, control('D'), "\033[3~");
        bind(keys, LineReader.BACKWARD_DELETE_CHAR, control('H'), "\177");
        bind(keys, LineReader.BEGINNING_OF_LINE, control('A'), "\033[H", "\033OH", "\033[1~", "\033[7~");
        bind(keys, LineReader.END_OF_LINE, control('E'), "\033[F", "\033OF", "\033[4~", "\033[8~");
        bind(keys, LineReader.BACKWARD_CHAR, control('B'), "\033[D", "\033OD");
        bind(keys, LineReader.FORWARD_CHAR, control('F'), "\033[C", "\033OC");
        bind(keys, LineReader.UP_HISTORY, control('P'), "\033[A", "\033OA");
        bind(keys, LineReader.DOWN_HISTORY, control('N'), "\033[B", "\033OB");
        bind(keys, LineReader.BACKWARD_WORD, "\033b", "\033[1;5D", "\033[1;3D");
        bind(keys, LineReader.FORWARD_WORD, "\033f", "\033[1;5C", "\033[1;3C");
        bind(keys, LineReader.BACKWARD_KILL_LINE, control('U'));
        bind(keys, LineReader.KILL_LINE, control('K'));
        bind(keys, LineReader.BACKWARD_KILL_WORD, control('W'), "\033\177", "\033\b");
        bind(keys, LineReader.KILL_WORD, "\033d");
        bind(keys, LineReader.TRANSPOSE_CHARS, control('T'));
        bind(keys, YANK, control('Y'));
        bind(keys, LineReader.CLEAR_SCREEN, control('L'));
        bind(keys, LineReader.HISTORY_INCREMENTAL_SEARCH_BACKWARD, control('R'));
        return keys;
    }

    /// Function keys and modified arrows: known, so that their rest is not typed into the line.
    private static void unused(KeyMap<Binding> keys, Binding nothing) {
        for (int n = 1; n <= 34; n++) {
            keys.bind(nothing, "\033[" + n + "~");
        }
        for (char c = 'A'; c <= 'Z'; c++) {
            if (c != 'O') {
                keys.bind(nothing, "\033[" + c);
                keys.bind(nothing, "\033O" + c);
            }
            for (int modifier = 2; modifier <= 8; modifier++) {
                keys.bind(nothing, "\033[1;" + modifier + c);
            }
        }
        keys.bind(nothing, "\033[200~");
        keys.bind(nothing, "\033[201~");
    }

    private static void bind(KeyMap<Binding> keys, String widget, String... sequences) {
        for (String sequence : sequences) {
            keys.bind(new Reference(widget), sequence);
        }
    }

    private static String control(char letter) {
        return String.valueOf((char) (letter & 0x1f));
    }
}
