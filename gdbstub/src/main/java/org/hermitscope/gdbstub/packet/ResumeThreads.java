package org.hermitscope.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.session.ThreadSelector;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.MalformedPacket;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `vCont;action[:thread];...`: threads run, each as the first action that fits it says.
record ResumeThreads(List<Action> actions) implements Packet {

    /// One of its actions, with the threads it is for.
    record Action(ResumeAction action, ThreadSelector selector) {}

    static ResumeThreads parse(PacketReader in) {
        List<Action> actions = new ArrayList<>();
        in.expect(';');
        do {
            ResumeAction action = action(in);
            boolean all = !in.accept(':');
            ThreadSelector selector =
                    all ? new ThreadSelector(ThreadSelector.ALL, ThreadSelector.ALL) : ThreadSelector.parse(in);
            actions.add(new Action(action, selector));
        } while (in.accept(';'));
        in.expectEnd();
        return new ResumeThreads(actions);
    }

    private static ResumeAction action(PacketReader in) {
        char kind = in.character();
        return switch (kind) {
            case 'c' -> new ResumeAction.Continue(0);
            case 'C' -> new ResumeAction.Continue(signal(in));
            case 's' -> new ResumeAction.Step(0);
            case 'S' -> new ResumeAction.Step(signal(in));
            case 't' -> new ResumeAction.Stay();
            case 'r' -> {
                long start = in.hex();
                in.expect(',');
                yield new ResumeAction.StepRange(start, in.hex());
            }
            default -> throw new MalformedPacket("unknown action " + kind);
        };
    }

    private static int signal(PacketReader in) {
        int signal = in.hexInt();
        if (signal > 0xff) {
            throw new MalformedPacket("unknown signal " + signal);
        }
        return signal;
    }

    @Override
    public void handle(Session session) {
        List<ResumeRequest.Entry> entries = new ArrayList<>();
        for (Action action : actions) {
            entries.add(entry(action, session));
        }
        ResumeRequest request = new ResumeRequest(entries);
        for (ThreadId thread : session.threads()) {
            if (!(request.actionFor(thread) instanceof ResumeAction.Stay)) {
                session.resume(request);
                return;
            }
        }
        // Nobody would run, so nobody would ever stop.
        session.thread();
        session.error(TargetException.EINVAL, "no thread to resume");
    }

    private static ResumeRequest.Entry entry(Action action, Session session) {
        ThreadSelector selector = action.selector();
        // Refuses threads that do not exist.
        ThreadId thread = session.thread(selector);
        int pid = selector.pid() == ThreadSelector.ANY ? thread.pid() : selector.pid();
        int tid = selector.tid() == ThreadSelector.ANY ? thread.tid() : selector.tid();
        if (selector.pid() == ThreadSelector.ANY && selector.tid() == ThreadSelector.ALL) {
            pid = ResumeRequest.ALL;
        }
        return new ResumeRequest.Entry(pid, tid, action.action());
    }
}
