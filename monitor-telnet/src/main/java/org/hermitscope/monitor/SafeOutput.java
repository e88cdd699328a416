package org.hermitscope.monitor;

/// What commands print through: ends a cancelled command, and lets no control character through, whether or
/// not the command's author remembered to escape.
final class SafeOutput implements Output {
    private final Output out;
    private final Cancellation token;
    private boolean lineStart = true;

    SafeOutput(Output out, Cancellation token) {
        this.out = out;
        this.token = token;
    }

    @Override
    public void print(String text) {
        token.check();
        if (!text.isEmpty()) {
            out.print(Escape.text(text));
            lineStart = text.charAt(text.length() - 1) == '\n';
        }
    }

    /// Completes a line a command left unfinished.
    void freshLine() {
        if (!lineStart) {
            println();
        }
    }
}
