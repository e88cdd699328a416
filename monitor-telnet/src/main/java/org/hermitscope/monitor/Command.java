package org.hermitscope.monitor;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A monitor command or a topic of `info`: one class each, registered once in a [CommandTable]. The same
/// object serves telnet clients, gdb's `monitor` and scripts, so it keeps a client's settings in the
/// [Session], not in itself.
public interface Command {
    /// The word that calls it: letters, digits, `_` and `-`. One- or two-letter short forms are aliases.
    String name();

    /// Further words that call it, for example `c` for `cont`.
    default List<String> aliases() {
        return List.of();
    }

    /// The parameters as the help shows them, QEMU's style: `/fmt addr`, `[-a|vcpu]`. Empty if there are none; then
    /// the shell refuses arguments before [#run] is called.
    default String usage() {
        return "";
    }

    /// What it does, in one line without a full stop.
    String help();

    /// What `help name` prints below the one line; may have several lines, may be empty.
    default String longHelp() {
        return "";
    }

    /// Whether it may run beside other commands. Commands that change the machine must not (the default), they
    /// wait for each other in one queue; a command that only reads, or that runs until it is cancelled, should.
    default boolean concurrent() {
        return false;
    }

    /// Whether help, completion and prefixes know it. A command that only explains why it does not exist on this
    /// machine is not listed; it is still called by its full name.
    default boolean listed() {
        return true;
    }

    /// Does it, and prints the answer to [Invocation#out]. It may block.
    ///
    /// @throws CommandException when the user asked for something wrong or impossible
    void run(Invocation call);

    /// What could stand at the place of the word being typed. The shell keeps those that start with it.
    default List<String> complete(Completion at) {
        return List.of();
    }

    /// The table of the second word for a command such as `info`; null for all others. With a table, [#run] is
    /// called only when no second word was given.
    default @Nullable CommandTable topics() {
        return null;
    }

    /// A small command made of a function. It is not concurrent.
    static Command of(String name, String usage, String help, Consumer<Invocation> body) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String usage() {
                return usage;
            }

            @Override
            public String help() {
                return help;
            }

            @Override
            public void run(Invocation call) {
                body.accept(call);
            }
        };
    }
}
