package org.hermitscope.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs command lines, for telnet clients, gdb's `monitor` and scripts alike. It has the commands that need
/// no machine (help, info, history, clients, exit, echo, script, kick); the host registers the others in
/// [#commands] and [#info]. All methods may be called by any thread.
public final class Shell implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Shell.class.getName());

    private final CommandTable commands = new CommandTable();
    private final CommandTable info;
    private final CommandQueue queue = new CommandQueue();
    private final Map<Integer, Session> sessions = new TreeMap<>();
    private int lastId;

    /// @param version what `info version` prints, for example `HermitScope 0.1.0`
    public Shell(String version) {
        info = commands.group("info", "[subcommand]", "show various information about the system state");
        BuiltIns.register(this, version);
    }

    /// The table of commands.
    public CommandTable commands() {
        return commands;
    }

    /// The table of the topics of `info`.
    public CommandTable info() {
        return info;
    }

    /// A session for a client that cannot be cut off from here.
    ///
    /// @param peer who it is: `gdb`, `script`
    public Session open(String peer) {
        return open(peer, () -> {});
    }

    /// A session for a client.
    ///
    /// @param peer who it is: `telnet 127.0.0.1:40312`
    /// @param disconnect what cuts it off; called by any thread, must not block
    public Session open(String peer, Runnable disconnect) {
        synchronized (sessions) {
            lastId++;
            Session session = new Session(lastId, peer, this, disconnect);
            sessions.put(session.id(), session);
            return session;
        }
    }

    void forget(Session session) {
        synchronized (sessions) {
            sessions.remove(session.id());
        }
    }

    /// The sessions that are open, oldest first.
    public List<Session> sessions() {
        synchronized (sessions) {
            return new ArrayList<>(sessions.values());
        }
    }

    /// Runs a line and returns when it is done; see [#execute(String, Session, Output, Cancellation)].
    public Status execute(String line, Session session, Output out) {
        return execute(line, session, out, new Cancellation());
    }

    /// Runs the commands of a line, each whether or not the one before succeeded, until one was cancelled or
    /// ended the session. Never throws because of a command: what is wrong is printed.
    ///
    /// @param line commands separated by `;`, a comment from `#` on; `!!` stands for the last line
    /// @param token cancels it, besides [Session#interrupt]
    /// @return the worst of the commands' ends
    public Status execute(String line, Session session, Output out, Cancellation token) {
        SafeOutput safe = new SafeOutput(out, token);
        String expanded = line;
        if (line.strip().startsWith("!!")) {
            List<String> history = session.history();
            if (history.isEmpty()) {
                return failed(safe, CommandException.failed("no last command"), "");
            }
            expanded = history.getLast() + line.strip().substring(2);
        }
        List<String> parts = CommandLines.split(expanded);
        if (parts.isEmpty()) {
            return Status.OK;
        }
        session.remember(expanded.strip());
        Session.@Nullable Running before = session.started(new Session.Running(expanded.strip(), token));
        try {
            Status worst = Status.OK;
            for (String part : parts) {
                Status status = executeOne(part, session, safe, token);
                if (status.compareTo(worst) > 0) {
                    worst = status;
                }
                if (status == Status.CANCELLED || session.leaving()) {
                    break;
                }
            }
            return worst;
        } finally {
            session.finished(before);
        }
    }

    private Status executeOne(String text, Session session, SafeOutput out, Cancellation token) {
        String name = "";
        try {
            CommandTable.Found found = commands.resolve(text);
            name = found.name();
            Command command = found.command();
            if (command.usage().isEmpty() && !found.rest().isBlank()) {
                new Arguments(command.name(), found.rest(), session).end();
            }
            if (command.concurrent()) {
                command.run(new Invocation(name, found.rest(), session, out, token));
            } else {
                queue.run(
                        to -> command.run(new Invocation(found.name(), found.rest(), session, to, token)), out, token);
            }
            return token.cancelled() ? Status.CANCELLED : Status.OK;
        } catch (CommandException e) {
            return failed(out, e, name);
        } catch (CancelledException e) {
            return Status.CANCELLED;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(System.Logger.Level.WARNING, "monitor command '" + name + "' failed", e);
            return failed(out, CommandException.failed("internal error: " + e), name);
        }
    }

    private static Status failed(SafeOutput out, CommandException e, String name) {
        try {
            out.freshLine();
            out.println(e.text());
            if (e.aboutArguments() && !name.isEmpty()) {
                out.println("Try \"help " + name + "\" for more information");
            }
            return Status.ERROR;
        } catch (CancelledException gone) {
            return Status.CANCELLED;
        }
    }

    /// What could be typed next.
    ///
    /// @param from index in the line at which the word being typed starts
    /// @param words what could stand there, sorted
    public record Completions(int from, List<String> words) {}

    /// What Tab offers.
    ///
    /// @param line the line up to the cursor
    public Completions complete(String line, Session session) {
        return Completer.complete(commands, line, session);
    }

    /// Refuses further commands that wait in the queue. Sessions stay open until they are closed.
    @Override
    public void close() {
        queue.close();
    }
}
