package org.hermitscope.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.AgentExpression;
import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Breakpoints;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `Z type,address,kind[;conditions][;cmds:persist,commands]`: inserts a breakpoint or watchpoint.
record InsertPoint(
        PointPlace place, List<AgentExpression> conditions, List<AgentExpression> commands, boolean persistent)
        implements Packet {

    static InsertPoint parse(PacketReader in) {
        PointPlace place = PointPlace.parse(in);
        List<AgentExpression> conditions = new ArrayList<>();
        List<AgentExpression> commands = new ArrayList<>();
        boolean persistent = false;
        while (in.accept(';')) {
            if (in.peek() == 'X') {
                expressions(in, conditions);
            } else if (in.textUntil(':').equals("cmds")) {
                persistent = in.hexInt() != 0;
                in.expect(',');
                expressions(in, commands);
            } else {
                throw new MalformedPacket("unknown option");
            }
        }
        in.expectEnd();
        return new InsertPoint(place, conditions, commands, persistent);
    }

    private static void expressions(PacketReader in, List<AgentExpression> into) {
        while (in.accept('X')) {
            int length = in.hexInt();
            in.expect(',');
            into.add(new AgentExpression(in.hexBytes(length)));
        }
    }

    @Override
    public void handle(Session session) {
        boolean supported;
        if (place.isBreakpoint()) {
            for (AgentExpression condition : conditions) {
                if (!condition.isComputable()) {
                    throw new TargetException(TargetException.ENOSYS, "unknown bytecode in a condition: " + condition);
                }
            }
            supported = session.points()
                    .insert(new Breakpoint(
                            session.pid(),
                            place.breakpointKind(),
                            place.address(),
                            (int) place.size(),
                            checked(session, conditions, Breakpoints::evaluatesConditions),
                            checked(session, commands, Breakpoints::runsCommands),
                            persistent));
        } else {
            supported = place.isWatchpoint() && session.points().insert(place.watchpoint(session.pid()));
        }
        if (supported) {
            session.ok();
        } else {
            session.unsupported();
        }
    }

    /// Bytecode must not be ignored: the program would stop where it should not.
    private static List<AgentExpression> checked(
            Session session, List<AgentExpression> expressions, Function<Breakpoints, Boolean> capable) {
        if (!expressions.isEmpty()
                && !session.target().breakpoints().map(capable).orElse(false)) {
            throw new TargetException(TargetException.ENOSYS, "breakpoint bytecode is not evaluated by this target");
        }
        return expressions;
    }
}
