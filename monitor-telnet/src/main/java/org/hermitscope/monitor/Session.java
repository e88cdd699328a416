package org.hermitscope.monitor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A client of the shell: its settings (default CPU, default memory format, ...), history and running
/// command. Made by [Shell#open], given back by [#close]. Safe for use by several threads.
public final class Session implements AutoCloseable {
    /// Lines of history a client keeps.
    public static final int HISTORY_LINES = 200;

    /// Names a setting of a session and gives its first value.
    ///
    /// @param name for people
    /// @param type its class
    /// @param initial what [Session#get] answers before the first [Session#set]
    public record Key<T>(String name, Class<T> type, T initial) {}

    private final int id;
    private final String peer;
    private final Shell shell;
    private final Runnable disconnect;
    private final Map<Key<?>, Object> settings = new ConcurrentHashMap<>();
    private final Deque<String> history = new ArrayDeque<>();
    private @Nullable Running running;
    private volatile boolean leaving;
    private volatile boolean script;

    Session(int id, String peer, Shell shell, Runnable disconnect) {
        this.id = id;
        this.peer = peer;
        this.shell = shell;
        this.disconnect = disconnect;
    }

    /// A small number, unique among the clients of the shell's life.
    public int id() {
        return id;
    }

    /// Who it is, as `info clients` shows it: `telnet 127.0.0.1:40312`, `gdb`, `script`.
    public String peer() {
        return peer;
    }

    /// A setting's value.
    public <T> T get(Key<T> key) {
        Object value = settings.get(key);
        return value == null ? key.initial() : key.type().cast(value);
    }

    /// Changes a setting for this client only.
    public <T> void set(Key<T> key, T value) {
        settings.put(key, key.type().cast(value));
    }

    /// The lines entered so far, oldest first, at most [#HISTORY_LINES].
    public List<String> history() {
        synchronized (history) {
            return new ArrayList<>(history);
        }
    }

    void remember(String line) {
        synchronized (history) {
            if (line.equals(history.peekLast())) {
                return;
            }
            history.addLast(line);
            if (history.size() > HISTORY_LINES) {
                history.removeFirst();
            }
        }
    }

    /// A line in execution and the token that cancels it.
    record Running(String line, Cancellation token) {}

    /// Cancels the command that runs for this client.
    ///
    /// @return false when none runs
    public boolean interrupt() {
        Running now;
        synchronized (this) {
            now = running;
        }
        if (now == null) {
            return false;
        }
        now.token().cancel();
        return true;
    }

    /// The line being executed, or null.
    public synchronized @Nullable String runningLine() {
        return running == null ? null : running.line();
    }

    synchronized @Nullable Running started(Running line) {
        Running before = running;
        running = line;
        return before;
    }

    synchronized void finished(@Nullable Running before) {
        running = before;
    }

    /// Asks whoever serves the client to end the session after the present command: what `exit` does.
    public void leave() {
        leaving = true;
    }

    /// Whether [#leave] was called.
    public boolean leaving() {
        return leaving;
    }

    /// Whether answers are framed for programs, see the command `script`.
    public boolean script() {
        return script;
    }

    void script(boolean on) {
        script = on;
    }

    /// Cuts the client off: what `kick` does.
    public void disconnect() {
        leaving = true;
        interrupt();
        disconnect.run();
    }

    /// The client is gone: its command is cancelled and it leaves `info clients`.
    @Override
    public void close() {
        leaving = true;
        interrupt();
        shell.forget(this);
    }
}
