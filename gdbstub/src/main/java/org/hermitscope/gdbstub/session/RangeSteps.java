package org.hermitscope.gdbstub.session;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopReason;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.ThreadId;

/// Steps through ranges of addresses for targets that only step one instruction.
///
/// @param wanted what the client asked for
/// @param active whether this is needed
record RangeSteps(ResumeRequest wanted, boolean active) {

    /// What to use for a request.
    static RangeSteps of(ResumeRequest request, boolean rangesByTarget) {
        boolean ranges = false;
        for (ResumeRequest.Entry entry : request.entries()) {
            ranges |= entry.action() instanceof ResumeAction.StepRange;
        }
        return new RangeSteps(request, ranges && !rangesByTarget);
    }

    /// The first request for the target.
    ResumeRequest first() {
        return active ? translate(true) : wanted;
    }

    /// The request for going on after a step within a range. Signals have been delivered by then.
    ResumeRequest next() {
        return translate(false);
    }

    /// Whether `reply` is nothing but a step that ended in the thread's range.
    boolean goesOn(StopReply reply, ProgramCounter pc) {
        return active
                && reply instanceof StopReply.Signalled(ThreadId thread, int signal, StopReason reason)
                && signal == GdbSignal.TRAP
                && reason instanceof StopReason.None
                && wanted.actionFor(thread) instanceof ResumeAction.StepRange range
                && range.contains(pc.of(thread));
    }

    /// Reads a thread's program counter.
    interface ProgramCounter {
        long of(ThreadId thread);
    }

    private ResumeRequest translate(boolean deliverSignals) {
        List<ResumeRequest.Entry> entries = new ArrayList<>();
        for (ResumeRequest.Entry entry : wanted.entries()) {
            ResumeAction action = switch (entry.action()) {
                case ResumeAction.StepRange _ -> new ResumeAction.Step(0);
                case ResumeAction.Continue run -> deliverSignals ? run : new ResumeAction.Continue(0);
                case ResumeAction.Step step -> deliverSignals ? step : new ResumeAction.Step(0);
                case ResumeAction.Stay stay -> stay;
            };
            entries.add(new ResumeRequest.Entry(entry.pid(), entry.tid(), action));
        }
        return new ResumeRequest(entries);
    }
}
