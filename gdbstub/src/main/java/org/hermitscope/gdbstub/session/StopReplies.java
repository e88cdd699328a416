package org.hermitscope.gdbstub.session;

import java.util.OptionalInt;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.target.StopReason;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.wire.Reply;

/// Writes stop replies (GDB manual E.3).
final class StopReplies {
    private final Target target;

    StopReplies(Target target) {
        this.target = target;
    }

    Reply write(StopReply stop, ClientFeatures client) {
        return switch (stop) {
            case StopReply.Signalled(ThreadId thread, int signal, StopReason reason) ->
                signalled(thread, signal, reason, client);
            case StopReply.ThreadCreated(ThreadId thread) -> thread(Reply.of("T05create:;"), thread, client);
            case StopReply.ThreadExited(ThreadId thread, int status) ->
                Reply.of("w").hex(Integer.toUnsignedLong(status)).text(";").text(name(thread, client));
            case StopReply.Exited(int pid, int status) -> ended('W', status, pid, client);
            case StopReply.Terminated(int pid, int signal) -> ended('X', signal, pid, client);
            case StopReply.NoResumed() ->
                client.noResumed()
                        ? Reply.of("N")
                        : signalled(target.currentThread(), 0, new StopReason.None(), client);
        };
    }

    /// A thread id as this client reads it.
    static String name(ThreadId thread, ClientFeatures client) {
        return client.multiprocess() ? thread.toString() : Integer.toHexString(thread.tid());
    }

    private Reply signalled(ThreadId thread, int signal, StopReason reason, ClientFeatures client) {
        Reply reply = new Reply(256).text("T").hexByte(signal);
        switch (reason) {
            case StopReason.None() -> {}
            case StopReason.SoftwareBreakpoint() -> reply.text(client.swbreak() ? "swbreak:;" : "");
            case StopReason.HardwareBreakpoint() -> reply.text(client.hwbreak() ? "hwbreak:;" : "");
            case StopReason.Watch watch -> {
                String kind = switch (watch.kind()) {
                    case WRITE -> "watch:";
                    case READ -> "rwatch:";
                    case ACCESS -> "awatch:";
                };
                reply.text(kind).hex(watch.address()).text(";");
            }
            case StopReason.SyscallEntry(int number) ->
                reply.text("syscall_entry:").hex(Integer.toUnsignedLong(number)).text(";");
            case StopReason.SyscallReturn(int number) ->
                reply.text("syscall_return:")
                        .hex(Integer.toUnsignedLong(number))
                        .text(";");
            case StopReason.EndOfRecording(boolean atBegin) ->
                reply.text("replaylog:").text(atBegin ? "begin;" : "end;");
        }
        expedite(reply, thread);
        return thread(reply, thread, client);
    }

    private void expedite(Reply reply, ThreadId thread) {
        RegisterLayout layout = target.registers();
        for (int number : layout.expedited()) {
            byte[] value = new byte[layout.register(number).size()];
            if (target.readRegister(thread, number, value, 0)) {
                reply.text(number < 16 ? "0" : "")
                        .hex(number)
                        .text(":")
                        .hex(value)
                        .text(";");
            }
        }
    }

    private Reply thread(Reply reply, ThreadId thread, ClientFeatures client) {
        reply.text("thread:").text(name(thread, client)).text(";");
        target.threadDetails().ifPresent(details -> {
            OptionalInt core = details.details(thread).core();
            if (core.isPresent()) {
                reply.text("core:").hex(core.getAsInt()).text(";");
            }
        });
        return reply;
    }

    private static Reply ended(char kind, int value, int pid, ClientFeatures client) {
        Reply reply = new Reply().character(kind);
        if (value >= 0 && value <= 0xff) {
            reply.hexByte(value);
        } else {
            reply.hex(Integer.toUnsignedLong(value));
        }
        return client.multiprocess() ? reply.text(";process:").hex(pid) : reply;
    }
}
