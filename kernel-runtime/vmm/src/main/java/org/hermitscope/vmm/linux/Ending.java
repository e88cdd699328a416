package org.hermitscope.vmm.linux;

import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.vmm.guest.GuestSymbols;
import org.jspecify.annotations.Nullable;

/// Tells in one line how a guest ended, where that is worth a line.
final class Ending {
    private Ending() {}

    /// The line, or null for a guest that ended by itself or because nobody reads its output any more.
    static @Nullable String describe(String name, ExitStatus status, GuestSymbols symbols) {
        return switch (status) {
            case ExitStatus.Exited _ -> null;
            case ExitStatus.Killed killed ->
                killed.info().number() == Signal.PIPE ? null : name + ": " + describe(killed, symbols);
        };
    }

    private static String describe(ExitStatus.Killed killed, GuestSymbols symbols) {
        StringBuilder line = new StringBuilder(Signal.name(killed.info().number()));
        String verb = switch (killed.access()) {
            case READ -> " reading ";
            case WRITE -> " writing ";
            case EXECUTE -> " executing ";
            case NONE -> "";
        };
        if (!verb.isEmpty()) {
            line.append(verb).append(hex(killed.info().address()));
        }
        // Ended from outside, a guest was nowhere in particular.
        if (killed.pc() != 0 || !verb.isEmpty()) {
            line.append(" at ").append(hex(killed.pc()));
            String symbol = symbols.at(killed.pc());
            if (symbol != null) {
                line.append(" <").append(symbol).append('>');
            }
        }
        return line.append(", exit ").append(killed.code()).toString();
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
