package org.hermitscope.monitor;

/// One call of a command: its arguments, where the answer goes, who asks, and whether to stop.
public final class Invocation {
    private final String name;
    private final String rest;
    private final Arguments arguments;
    private final Session session;
    private final Output out;
    private final Cancellation cancellation;

    Invocation(String name, String rest, Session session, Output out, Cancellation cancellation) {
        this.name = name;
        this.rest = rest;
        this.arguments = new Arguments(name.substring(name.lastIndexOf(' ') + 1), rest, session);
        this.session = session;
        this.out = out;
        this.cancellation = cancellation;
    }

    /// The full name it was called by, abbreviations completed: `info registers`.
    public String name() {
        return name;
    }

    /// Everything behind the name, as typed.
    public String rest() {
        return rest;
    }

    /// The arguments, to be taken one by one; always the same object.
    public Arguments arguments() {
        return arguments;
    }

    /// The client.
    public Session session() {
        return session;
    }

    /// Where the answer goes.
    public Output out() {
        return out;
    }

    /// `out().print(text)`.
    public void print(String text) {
        out.print(text);
    }

    /// `out().println(line)`.
    public void println(String line) {
        out.println(line);
    }

    /// The token to wait on, see [Cancellation#await].
    public Cancellation cancellation() {
        return cancellation;
    }

    /// Whether the command should come to an end.
    public boolean cancelled() {
        return cancellation.cancelled();
    }
}
