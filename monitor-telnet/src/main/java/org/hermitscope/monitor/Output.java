package org.hermitscope.monitor;

/// Where a command writes its answer. Lines end with `\n`; whoever is behind it turns that into what the
/// wire wants. A slow reader may make `print` block; a reader that cancelled or left makes it throw
/// [CancelledException].
@FunctionalInterface
public interface Output {
    /// Writes text of our own. Control characters other than TAB and LF do not survive: the shell shows them
    /// as `\xNN`, see [Escape#text].
    void print(String text);

    /// Writes a line.
    default void println(String line) {
        print(line + "\n");
    }

    /// Writes an empty line.
    default void println() {
        print("\n");
    }

    /// Writes a name, path or message that came from the guest; it stays within its line, see [Escape#line].
    default void printGuest(String text) {
        print(Escape.line(text));
    }

    /// Writes guest bytes such as a log; line ends are kept, everything that is not UTF-8 text becomes `\xNN`,
    /// see [Escape#bytes].
    default void printGuest(byte[] bytes) {
        print(Escape.bytes(bytes, 0, bytes.length));
    }
}
