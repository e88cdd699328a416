package org.hermitscope.vmm.monitor;

import org.hermitscope.monitor.CommandException;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.Session;
import org.hermitscope.vmm.guest.GuestView;

/// The processor that a client's commands are about: its own choice, the first one until it chooses.
final class Processor {
    private static final Session.Key<Integer> SELECTED = new Session.Key<>("cpu", Integer.class, 0);

    private Processor() {}

    static int selected(Invocation call) {
        return call.session().get(SELECTED);
    }

    static void select(Invocation call, GuestView guest, int index) {
        call.session().set(SELECTED, checked(guest, index));
    }

    static int checked(GuestView guest, int index) {
        if (index < 0 || index >= guest.processors()) {
            throw CommandException.failed("invalid CPU index");
        }
        return index;
    }
}
