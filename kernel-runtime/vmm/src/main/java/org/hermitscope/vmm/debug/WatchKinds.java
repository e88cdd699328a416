package org.hermitscope.vmm.debug;

import org.hermitscope.machine.Watchpoint;

/// Kinds of watchpoints, in the stub's words and the machine's.
final class WatchKinds {
    private WatchKinds() {}

    static org.hermitscope.gdbstub.target.Watchpoint.Kind toGdb(Watchpoint.Kind kind) {
        return switch (kind) {
            case WRITE -> org.hermitscope.gdbstub.target.Watchpoint.Kind.WRITE;
            case READ -> org.hermitscope.gdbstub.target.Watchpoint.Kind.READ;
            case ACCESS -> org.hermitscope.gdbstub.target.Watchpoint.Kind.ACCESS;
        };
    }

    static Watchpoint.Kind fromGdb(org.hermitscope.gdbstub.target.Watchpoint.Kind kind) {
        return switch (kind) {
            case WRITE -> Watchpoint.Kind.WRITE;
            case READ -> Watchpoint.Kind.READ;
            case ACCESS -> Watchpoint.Kind.ACCESS;
        };
    }
}
