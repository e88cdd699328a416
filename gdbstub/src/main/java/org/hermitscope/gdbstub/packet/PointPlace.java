package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Watchpoint;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// What the packets `Z` and `z` have in common: `type,address,kind`.
///
/// @param type 0 to 4: software and hardware breakpoint, write, read and access watchpoint
/// @param size for breakpoints gdb's kind, for watchpoints the length
record PointPlace(int type, long address, long size) {

    static PointPlace parse(PacketReader in) {
        int type = in.character() - '0';
        in.expect(',');
        long address = in.hex();
        in.expect(',');
        PointPlace place = new PointPlace(type, address, in.hex());
        if (place.isWatchpoint()) {
            place.checkRange();
        } else if (place.size > Integer.MAX_VALUE || place.size < 0) {
            throw new MalformedPacket("kind too large");
        }
        return place;
    }

    private void checkRange() {
        if (size == 0 || address != 0 && Long.compareUnsigned(size, -address) > 0) {
            throw new MalformedPacket("the range is empty or wraps around");
        }
    }

    boolean isBreakpoint() {
        return type == 0 || type == 1;
    }

    boolean isWatchpoint() {
        return type >= 2 && type <= 4;
    }

    /// Precondition: it is a breakpoint.
    Breakpoint.Kind breakpointKind() {
        return type == 0 ? Breakpoint.Kind.SOFTWARE : Breakpoint.Kind.HARDWARE;
    }

    /// Precondition: it is a watchpoint.
    Watchpoint watchpoint(int pid) {
        Watchpoint.Kind kind = switch (type) {
            case 2 -> Watchpoint.Kind.WRITE;
            case 3 -> Watchpoint.Kind.READ;
            default -> Watchpoint.Kind.ACCESS;
        };
        return new Watchpoint(pid, kind, address, size);
    }
}
