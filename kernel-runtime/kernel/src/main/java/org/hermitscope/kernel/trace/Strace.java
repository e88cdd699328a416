package org.hermitscope.kernel.trace;

import java.util.HashMap;
import java.util.Map;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.syscall.Support;
import org.hermitscope.kernel.syscall.SyscallEntry;
import org.hermitscope.kernel.syscall.SyscallHandler;
import org.hermitscope.kernel.syscall.SyscallObserver;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.task.TaskObserver;
import org.hermitscope.machine.CpuState;
import org.jspecify.annotations.Nullable;

/// Writes system calls, signals and ends as strace(1) does. A call that waits shows how far it has come; when another
/// thread has something to show meanwhile, the line is left unfinished and resumed later.
public final class Strace implements SyscallObserver, TaskObserver {
    private static final SyscallHandler NOBODY = (_, _, _, _, _, _, _) -> 0;
    private static final int EXIT = 60;
    private static final int EXIT_GROUP = 231;
    private static final String UNFINISHED = " <unfinished ...>\n";

    private final Output output;
    private final Map<Task, Line> lines = new HashMap<>();
    /// Whose line the output stands in.
    private @Nullable Line open;
    /// Every line names its thread once there has been more than one.
    private boolean several;

    /// Where the text goes.
    public interface Output {
        /// Pieces of lines; newlines are in them.
        void write(String text);
    }

    /// A call that has begun.
    private static final class Line {
        final CallText call;
        final String name;
        int length;
        boolean interrupted;

        Line(CallText call, String name) {
            this.call = call;
            this.name = name;
        }
    }

    public Strace(Output output) {
        this.output = output;
    }

    @Override
    public synchronized void entered(Task task, int number, @Nullable SyscallEntry entry, long[] arguments) {
        long rsp = task.state().gpr[CpuState.RSP];
        SyscallEntry row = entry != null ? entry : unknown(number);
        Line line = new Line(new CallText(row, task.memory(), arguments, rsp), row.name());
        lines.put(task, line);
        String text = line.call.before();
        line.length = text.length();
        begin(task, text);
        open = line;
        if (number == EXIT || number == EXIT_GROUP) {
            // They never return.
            lines.remove(task);
            output.write(padded(text + ")").substring(text.length()) + " = ?\n");
            open = null;
        }
    }

    @Override
    public synchronized void left(Task task, int number, @Nullable SyscallEntry entry, long[] arguments, long result) {
        Line line = lines.remove(task);
        if (line == null) {
            return;
        }
        if (line.interrupted) {
            String resumed = "<... " + line.name + " resumed>";
            begin(task, resumed);
            line.length = resumed.length();
        }
        output.write(line.call.after(line.length, result) + "\n");
        open = null;
    }

    @Override
    public synchronized void signalled(Task task, SignalInfo info) {
        begin(task, "--- " + SignalText.describe(info) + " ---\n");
    }

    @Override
    public synchronized void ended(Task task, ExitStatus status) {
        Line line = lines.remove(task);
        if (line != null) {
            if (line.interrupted) {
                begin(task, "<... " + line.name + " resumed>");
            }
            output.write(padded(")") + " = ?\n");
            open = null;
        }
        String how = switch (status) {
            case ExitStatus.Exited exited -> "exited with " + exited.code();
            case ExitStatus.Killed killed ->
                "killed by " + Signal.name(killed.info().number());
        };
        begin(task, "+++ " + how + " +++\n");
    }

    /// Starts a line of a task, leaving that of another one unfinished.
    private void begin(Task task, String text) {
        Line other = open;
        if (other != null) {
            other.interrupted = true;
            output.write(UNFINISHED);
            open = null;
        }
        several |= task.kernel().tasks().size() > 1;
        output.write(several ? "[pid " + padLeft(task.tid()) + "] " + text : text);
    }

    private static String padLeft(int tid) {
        String digits = Integer.toString(tid);
        return " ".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    private static String padded(String text) {
        return text + " ".repeat(Math.max(0, 39 - text.length()));
    }

    private static SyscallEntry unknown(int number) {
        return new SyscallEntry(
                number,
                "syscall_0x" + Integer.toHexString(number),
                NOBODY,
                Support.REFUSED,
                "",
                "hex,hex,hex,hex,hex,hex");
    }
}
