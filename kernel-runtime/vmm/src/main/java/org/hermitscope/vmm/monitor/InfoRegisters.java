package org.hermitscope.vmm.monitor;

import org.hermitscope.monitor.Arguments;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.Symbols;
import org.hermitscope.vmm.guest.GuestView;

final class InfoRegisters implements Command {
    private final GuestView guest;

    InfoRegisters(GuestView guest) {
        this.guest = guest;
    }

    @Override
    public String name() {
        return "registers";
    }

    @Override
    public String usage() {
        return "[-a|vcpu]";
    }

    @Override
    public String help() {
        return "show the cpu registers (-a: of all vcpus)";
    }

    @Override
    public void run(Invocation call) {
        Arguments arguments = call.arguments();
        if (arguments.option('a')) {
            arguments.end();
            for (int i = 0; i < guest.processors(); i++) {
                int index = i;
                call.println("\nCPU#" + i);
                call.print(guest.still(() -> RegisterDump.of(guest.processor(index), false)));
            }
            return;
        }
        int index = arguments.atEnd()
                ? Processor.selected(call)
                : Processor.checked(guest, arguments.integer(Symbols.NONE));
        arguments.end();
        call.println("\nCPU#" + index);
        call.print(guest.still(() -> RegisterDump.of(guest.processor(index), false)));
    }
}
