package org.hermitscope.monitor.edit;

import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hermitscope.monitor.Session;
import org.hermitscope.monitor.Shell;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jspecify.annotations.Nullable;

/// Reads lines from a client's terminal. Used by one thread, which [#read] blocks; keys and size changes come
/// from others.
public final class LineEditor {
    /// What came of reading a line.
    public sealed interface Result {
        /// Enter was pressed.
        record Line(String text) implements Result {}

        /// Enter was pressed on a line that had grown too long.
        record TooLong() implements Result {}

        /// Ctrl-C.
        record Interrupted() implements Result {}

        /// Ctrl-D on an empty line, or the end of input.
        record End() implements Result {}
    }

    private final WireTerminal terminal;
    private final BoundedReader reader;
    private final AtomicReference<int @Nullable []> newSize = new AtomicReference<>();

    /// @param kind the kind of terminal, see `TerminalTypes`
    /// @param output takes what is to be shown, with CR LF line ends; may block
    /// @param limit the longest line in characters
    public LineEditor(String kind, EditInput input, Consumer<String> output, Shell shell, Session session, int limit) {
        try {
            this.terminal = new WireTerminal(kind, input, output);
        } catch (IOException e) {
            // Only a missing built-in table could cause this.
            throw new UncheckedIOException(e);
        }
        this.reader = new BoundedReader(terminal, input, shell, session, limit);
        input.beforeRead(this::beforeRead);
    }

    /// Tells the client's window size; absurd ones are brought into range. Takes effect with the next key.
    public void resize(int columns, int rows) {
        newSize.set(new int[] {Math.clamp(columns, 20, 500), Math.clamp(rows, 4, 200)});
    }

    /// On the reading thread, since JLine's drawing is not safe for others.
    private void beforeRead() {
        if (terminal.muted()) {
            terminal.mute(false);
        }
        int[] size = newSize.getAndSet(null);
        if (size != null) {
            terminal.resize(size[0], size[1]);
        }
    }

    /// Reads a line.
    ///
    /// @param prompt shown in front of it
    /// @param shown whether the prompt stands on the screen already
    public Result read(String prompt, boolean shown) {
        if (shown) {
            terminal.mute(true);
        }
        try {
            // JLine expands % in prompts.
            String line = reader.readLine(prompt.replace("%", "%%"));
            return reader.takeOverlong() ? new Result.TooLong() : new Result.Line(line);
        } catch (UserInterruptException e) {
            reader.takeOverlong();
            return new Result.Interrupted();
        } catch (EndOfFileException | IOError e) {
            return new Result.End();
        }
    }
}
