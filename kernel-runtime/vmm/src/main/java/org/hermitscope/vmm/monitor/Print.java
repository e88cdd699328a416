package org.hermitscope.vmm.monitor;

import java.util.List;
import org.hermitscope.monitor.Arguments;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.ValueFormat;
import org.hermitscope.vmm.guest.GuestView;

final class Print implements Command {
    private final GuestView guest;

    Print(GuestView guest) {
        this.guest = guest;
    }

    @Override
    public String name() {
        return "print";
    }

    @Override
    public List<String> aliases() {
        return List.of("p");
    }

    @Override
    public String usage() {
        return "/fmt expr";
    }

    @Override
    public String help() {
        return "print expression value (use $reg for CPU register access)";
    }

    @Override
    public void run(Invocation call) {
        Arguments arguments = call.arguments();
        ValueFormat format = arguments.format();
        int index = Processor.selected(call);
        long value =
                guest.still(() -> arguments.expression(new RegisterNames(guest.processor(index), guest.symbols())));
        arguments.end();
        call.println(format.print(value));
    }
}
