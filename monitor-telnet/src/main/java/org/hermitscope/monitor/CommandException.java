package org.hermitscope.monitor;

/// A command's way to tell its user what is wrong: the message is printed as one line. An error about the
/// arguments is followed by `Try "help x" for more information`, as in QEMU.
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean aboutArguments;

    private CommandException(String message, boolean aboutArguments) {
        // No stack trace: this is a message for a person, not a defect of the program.
        super(message, null, false, false);
        this.aboutArguments = aboutArguments;
    }

    /// The command was understood but cannot be done.
    ///
    /// @param message one line without a full stop, in QEMU's tone: `invalid CPU index`
    public static CommandException failed(String message) {
        return new CommandException(message, false);
    }

    /// The arguments make no sense; a hint to the command's help follows the message.
    ///
    /// @param message one line, for example `unexpected end of expression`
    public static CommandException arguments(String message) {
        return new CommandException(message, true);
    }

    /// Whether the hint to the command's help is to be printed.
    public boolean aboutArguments() {
        return aboutArguments;
    }

    /// The message; never null.
    public String text() {
        String message = getMessage();
        return message == null ? "failed" : message;
    }
}
