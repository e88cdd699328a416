package org.hermitscope.monitor.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Sized;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.InfoCmp;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/// The client's terminal as JLine sees it. It asks neither the host nor the client for anything: its
/// capabilities come from JLine's built-in tables, it starts no process and no thread and reads no
/// environment variable.
final class WireTerminal extends AbstractTerminal {
    private final EditInput input;
    private final PrintWriter writer;
    private final Attributes attributes = new Attributes();
    private volatile Size size = Size.of(80, 24);
    private boolean muted;

    /// @param kind one of JLine's built-in types
    /// @param output takes what is to be shown; may block
    WireTerminal(String kind, EditInput input, Consumer<String> output) throws IOException {
        super("monitor", kind, StandardCharsets.UTF_8, SignalHandler.SIG_IGN);
        this.input = input;
        this.writer = new PrintWriter(new Screen(output));
        // Ctrl-D on an empty line is how JLine learns of the end.
        attributes.setControlChar(Attributes.ControlChar.VEOF, 4);
        InfoCmp.parseInfoCmp(InfoCmp.getDefaultInfoCmp(kind), bools, ints, strings);
        // Keypad modes would be switched at each prompt, for keys that are bound in both modes.
        strings.remove(InfoCmp.Capability.keypad_xmit);
        strings.remove(InfoCmp.Capability.keypad_local);
        // With colours JLine would draw through output() as bytes, past the writer.
        ints.remove(InfoCmp.Capability.max_colors);
    }

    /// While muted, what JLine draws goes nowhere: for a prompt that is on the screen already.
    void mute(boolean on) {
        writer.flush();
        muted = on;
    }

    boolean muted() {
        return muted;
    }

    void resize(int columns, int rows) {
        size = Size.of(columns, rows);
        raise(Signal.WINCH);
    }

    private final class Screen extends Writer {
        private final Consumer<String> output;
        private final StringBuilder drawn = new StringBuilder();

        Screen(Consumer<String> output) {
            this.output = output;
        }

        @Override
        public void write(char[] text, int offset, int length) {
            drawn.append(text, offset, length);
        }

        @Override
        public void flush() {
            if (drawn.isEmpty()) {
                return;
            }
            String text = drawn.toString();
            drawn.setLength(0);
            if (!muted) {
                output.accept(text);
            }
        }

        @Override
        public void close() {
            flush();
        }
    }

    @Override
    public @Nullable String getenv(String name) {
        return null;
    }

    @Override
    public NonBlockingReader reader() {
        return input;
    }

    @Override
    public PrintWriter writer() {
        return writer;
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public Attributes getAttributes() {
        return new Attributes(attributes);
    }

    @Override
    public void setAttributes(Attributes changed) {
        attributes.copy(changed);
    }

    @Override
    public Size getSize() {
        return size;
    }

    @Override
    public void setSize(Sized changed) {
        size = Size.of(changed.getColumns(), changed.getRows());
    }

    @Override
    public boolean hasMouseSupport() {
        return false;
    }

    @Override
    public boolean trackMouse(MouseTracking tracking) {
        return false;
    }

    @Override
    public boolean isModeSupported(Mode mode) {
        return false;
    }

    @Override
    public boolean supportsGraphemeClusterMode() {
        return false;
    }

    @Override
    public @Nullable TerminalProvider getProvider() {
        return null;
    }

    @Override
    public @Nullable SystemStream getSystemStream() {
        return null;
    }
}
