package org.hermitscope.monitor.server;

import io.netty.channel.Channel;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.hermitscope.monitor.CancelledException;
import org.hermitscope.monitor.Output;
import org.hermitscope.monitor.Session;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.Status;
import org.hermitscope.monitor.edit.EditInput;
import org.hermitscope.monitor.edit.LineEditor;
import org.jspecify.annotations.Nullable;

/// The client's own side: runs its commands one after the other on its thread. The methods are called by the
/// event loop unless they say otherwise.
final class MonitorClientThread {
    private static final System.Logger LOG = System.getLogger(MonitorClientThread.class.getName());

    private final Channel channel;
    private final Shell shell;
    private final MonitorOptions options;
    private final Session session;
    private final ChannelOutput out;
    private final SerialTasks tasks;
    private final AtomicInteger waitingLines = new AtomicInteger();
    private final Runnable keepsUp;
    private volatile @Nullable EditInput keys;
    private volatile @Nullable LineEditor editor;
    /// Whether the cursor stands behind a prompt that was printed here.
    private volatile boolean promptShown;
    private int columns = 80;
    private int rows = 24;

    /// @param keepsUp called on the event loop when waiting input was consumed
    MonitorClientThread(Channel channel, Shell shell, MonitorOptions options, Executor threads, Runnable keepsUp) {
        this.channel = channel;
        this.shell = shell;
        this.options = options;
        this.keepsUp = keepsUp;
        this.out = new ChannelOutput(channel, options.slowClient());
        this.tasks = new SerialTasks(threads);
        this.session = shell.open("telnet " + name(channel), () -> end("disconnected by another client"));
    }

    private static String name(Channel channel) {
        return String.valueOf(channel.remoteAddress()).replace("/", "");
    }

    ChannelOutput output() {
        return out;
    }

    boolean leaving() {
        return session.leaving();
    }

    boolean editing() {
        return keys != null;
    }

    /// How much input waits, in characters.
    int waiting() {
        EditInput present = keys;
        return waitingLines.get() + (present == null ? 0 : present.pending());
    }

    void greet(String banner) {
        promptShown = true;
        out.print(banner + "\n" + options.prompt());
    }

    void line(String line) {
        // An empty line costs something, too.
        int size = line.length() + 32;
        waitingLines.addAndGet(size);
        tasks.executeTyped(() -> {
            if (waitingLines.addAndGet(-size) < size) {
                channel.eventLoop().execute(keepsUp);
            }
            out.enterPressed();
            runLine(line);
        });
    }

    void tooLong() {
        tasks.executeTyped(() -> {
            out.enterPressed();
            complain();
            prompt(Status.ERROR);
        });
    }

    /// Cancels the running command and forgets what was typed ahead.
    ///
    /// @return false when no command runs
    boolean interrupt() {
        if (session.runningLine() == null) {
            return false;
        }
        // Cancelled last: the command's thread shows the next prompt at once, and that one must stay.
        tasks.forgetTypedAhead();
        waitingLines.set(0);
        EditInput present = keys;
        if (present != null) {
            present.discard();
        }
        out.discardPending();
        session.interrupt();
        return true;
    }

    void key(int c) {
        EditInput present = keys;
        if (present != null) {
            present.put(c);
        }
    }

    /// The connection's input is over while a line is edited.
    void keysEnded() {
        session.interrupt();
        EditInput present = keys;
        if (present != null) {
            present.end();
        }
    }

    void resize(int newColumns, int newRows) {
        columns = newColumns;
        rows = newRows;
        LineEditor present = editor;
        if (present != null) {
            present.resize(columns, rows);
        }
    }

    /// Changes from plain lines to editing; what was typed of the present line goes over.
    void startEditing(String terminal, String typed) {
        EditInput input = new EditInput(() -> channel.eventLoop().execute(keepsUp));
        LineEditor made = new LineEditor(terminal, input, out::print, shell, session, options.lineLimit());
        made.resize(columns, rows);
        typed.codePoints().forEach(input::put);
        keys = input;
        editor = made;
        tasks.execute(() -> edit(made));
    }

    /// Ends the session when the lines before are done.
    void finishAfterLines() {
        tasks.execute(this::finish);
    }

    /// Ends the session now. Any thread; it happens on the event loop, which never waits for a slow client.
    void end(String reason) {
        channel.eventLoop().execute(() -> {
            try {
                out.freshLine();
                out.print(reason + "\n");
            } catch (CancelledException e) {
                LOG.log(System.Logger.Level.TRACE, "monitor client left", e);
            }
            session.leave();
            out.finish();
            session.interrupt();
        });
    }

    /// The connection has ended.
    void gone() {
        tasks.clear();
        out.closed();
        EditInput present = keys;
        if (present != null) {
            present.end();
        }
        session.close();
    }

    private void finish() {
        session.leave();
        out.finish();
    }

    private void runLine(String line) {
        if (session.leaving()) {
            return;
        }
        promptShown = false;
        boolean script = session.script();
        Output to = script ? new ScriptOutput(out) : out;
        Status status;
        try {
            status = shell.execute(line, session, to);
        } catch (CancelledException e) {
            return;
        }
        if (!script && session.script()) {
            // The answer must stand on a line of its own, behind the prompt.
            out.print("\n");
        }
        prompt(status);
    }

    private void prompt(Status status) {
        out.resume();
        try {
            out.freshLine();
            if (session.script()) {
                out.print(status.name() + "\n");
            }
            if (session.leaving()) {
                out.finish();
            } else if (editor == null && !session.script()) {
                promptShown = true;
                out.print(options.prompt());
            }
        } catch (CancelledException e) {
            // The client is gone; the channel's end is reported elsewhere.
            LOG.log(System.Logger.Level.TRACE, "monitor client left", e);
        }
    }

    private void complain() {
        Output to = session.script() ? new ScriptOutput(out) : out;
        try {
            to.print("\u0007line too long (limit " + options.lineLimit() + " characters)\n");
        } catch (CancelledException e) {
            LOG.log(System.Logger.Level.TRACE, "monitor client left", e);
        }
    }

    /// Reads and runs lines until the client leaves.
    private void edit(LineEditor from) {
        boolean shown = promptShown;
        try {
            while (!session.leaving()) {
                LineEditor.Result result = from.read(session.script() ? "" : options.prompt(), shown);
                shown = false;
                switch (result) {
                    case LineEditor.Result.Line(String text) -> runLine(text);
                    case LineEditor.Result.TooLong() -> {
                        complain();
                        prompt(Status.ERROR);
                    }
                    case LineEditor.Result.Interrupted() -> {}
                    case LineEditor.Result.End() -> finish();
                }
            }
        } catch (CancelledException e) {
            LOG.log(System.Logger.Level.TRACE, "monitor client left", e);
        } catch (RuntimeException e) {
            // A defect of the editor must not leave a client connected to nobody.
            LOG.log(System.Logger.Level.WARNING, "line editor failed", e);
            finish();
        }
    }
}
