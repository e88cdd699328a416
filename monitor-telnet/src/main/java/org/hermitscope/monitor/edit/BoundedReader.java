package org.hermitscope.monitor.edit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.monitor.Session;
import org.hermitscope.monitor.Shell;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.impl.LineReaderImpl;
import org.jspecify.annotations.Nullable;

/// JLine's reader with bounds: the line cannot grow beyond a limit, and it is drawn only when no more input
/// waits, so that a paste costs one drawing instead of one for each character.
final class BoundedReader extends LineReaderImpl {
    private final WireTerminal wire;
    private final EditInput input;
    private final Shell shell;
    private final Session session;
    private final int limit;
    private boolean overlong;

    BoundedReader(WireTerminal terminal, EditInput input, Shell shell, Session session, int limit) {
        super(terminal, "monitor", new HashMap<>());
        this.wire = terminal;
        this.input = input;
        this.shell = shell;
        this.session = session;
        this.limit = limit;
        setParser(new WholeLine());
        setHighlighter(null);
        setVariable(LineReader.HISTORY_SIZE, Session.HISTORY_LINES);
        setVariable(LineReader.BLINK_MATCHING_PAREN, 0L);
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.DISABLE_UNDO);
        setOpt(Option.DISABLE_HIGHLIGHTER);
        getWidgets().put(EditKeys.TAB, this::tab);
        getWidgets().put(EditKeys.YANK, this::boundedYank);
        getWidgets().put(EditKeys.NOTHING, () -> true);
    }

    /// Whether the line last read was cut at the limit; asking forgets it.
    boolean takeOverlong() {
        boolean was = overlong || buf.length() > limit;
        overlong = false;
        return was;
    }

    @Override
    public Map<String, KeyMap<Binding>> defaultKeyMaps() {
        Map<String, KeyMap<Binding>> maps = new HashMap<>();
        maps.put(MAIN, EditKeys.map());
        return maps;
    }

    @Override
    public boolean isSet(Option option) {
        // JLine writes a sequence for this one at each prompt whether it is switched on or off.
        return option != Option.BRACKETED_PASTE && super.isSet(option);
    }

    @Override
    protected boolean selfInsert() {
        if (buf.length() >= limit) {
            overlong = true;
            // The key's own bell would be one byte out for each byte in, for nothing.
            return true;
        }
        return super.selfInsert();
    }

    private boolean boundedYank() {
        return buf.length() < limit / 2 && yank();
    }

    @Override
    protected void redisplay(boolean flush) {
        if (state == State.NORMAL && input.pending() > 0 && !wire.muted()) {
            return;
        }
        super.redisplay(flush);
    }

    /// Tab: the longest start all candidates share, else the candidates themselves.
    private boolean tab() {
        Shell.Completions found = shell.complete(buf.upToCursor(), session);
        List<String> words = found.words();
        if (words.isEmpty()) {
            return false;
        }
        String word = buf.substring(found.from(), buf.cursor());
        String common = commonStart(words);
        boolean only = words.size() == 1;
        if (common.length() > word.length() || only) {
            String rest = common.substring(word.length());
            String blank = only && !common.endsWith("/") && buf.currChar() != ' ' ? " " : "";
            if (buf.length() + rest.length() < limit) {
                buf.write(rest + blank);
            }
            return true;
        }
        list(words);
        return true;
    }

    private void list(List<String> words) {
        int widest = 0;
        for (String word : words) {
            widest = Math.max(widest, word.length());
        }
        int columns = Math.max(1, (size.getColumns() - 1) / (widest + 2));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            boolean end = i % columns == columns - 1 || i == words.size() - 1;
            text.append(words.get(i));
            text.append(end ? "\n" : " ".repeat(widest + 2 - words.get(i).length()));
        }
        int cursor = buf.cursor();
        buf.cursor(buf.length());
        super.redisplay(false);
        println();
        terminal.writer().print(text.toString().replace("\n", "\r\n"));
        redrawLine();
        buf.cursor(cursor);
    }

    private static String commonStart(List<String> words) {
        String common = words.getFirst();
        for (String word : words) {
            int n = 0;
            while (n < common.length() && n < word.length() && common.charAt(n) == word.charAt(n)) {
                n++;
            }
            common = common.substring(0, n);
        }
        return common;
    }

    private void println() {
        terminal.writer().print("\r\n");
    }

    /// Commands have their own grammar: to JLine every line is complete and one word.
    private static final class WholeLine implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, @Nullable ParseContext context) {
            return new Whole(line, cursor);
        }
    }

    private record Whole(String line, int cursor) implements ParsedLine {
        @Override
        public String word() {
            return line;
        }

        @Override
        public int wordCursor() {
            return cursor;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public List<String> words() {
            return List.of(line);
        }
    }
}
