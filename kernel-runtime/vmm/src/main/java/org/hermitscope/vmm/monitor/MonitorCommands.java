package org.hermitscope.vmm.monitor;

import org.hermitscope.monitor.Shell;
import org.hermitscope.vmm.guest.GuestView;

/// Registers every command that this machine has.
public final class MonitorCommands {
    private MonitorCommands() {}

    public static void register(Shell shell, GuestView guest) {
        RunCommands.register(shell.commands(), guest);
        shell.commands()
                .register(new Print(guest))
                .register(new ExamineMemory(guest, false))
                .register(new ExamineMemory(guest, true));
        InfoTopics.register(shell.info(), guest);
        shell.info().register(new InfoRegisters(guest));
    }
}
