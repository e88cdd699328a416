package org.hermitscope.kernel.trace;

import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.syscall.SyscallEntry;

/// One system call as text, in two pieces: what can be said before it is served, and the rest.
final class CallText {
    private static final String[] NO_WORDS = {};
    private static final String[] UNKNOWN = {"hex", "hex", "hex", "hex", "hex", "hex"};
    /// Column of the equals sign (strace's `-a`).
    private static final int RESULT_COLUMN = 40;

    /// Where the mask lies behind the restorer's address in a signal frame.
    private static final int FRAME_MASK = 296;

    private static final int PR_SET_NAME = 15;
    private static final int PR_GET_NAME = 16;
    private static final int O_CREAT = 0100;
    private static final int O_TMPFILE = 020000000;
    private static final int MREMAP_FIXED = 2;

    private final SyscallEntry entry;
    private final long[] arguments;
    private final long rsp;
    private final ArgumentText text;
    private final StructText structures;
    private final String[] words;
    private int next;
    /// The comma before the next argument is written.
    private boolean separated;

    /// @param rsp the stack pointer, where rt_sigreturn finds its frame
    CallText(SyscallEntry entry, UserMemory memory, long[] arguments, long rsp) {
        this.rsp = rsp;
        this.entry = entry;
        this.arguments = arguments;
        this.text = new ArgumentText(memory, arguments);
        this.structures = new StructText(memory);
        this.words = words();
    }

    /// The words of the parameters that this call really has.
    private String[] words() {
        String signature = entry.signature();
        String[] all = signature.isEmpty() ? NO_WORDS : signature.split(",");
        int count = switch (entry.name()) {
            case "open" -> makes(arguments[1]) ? 3 : 2;
            case "openat" -> makes(arguments[2]) ? 4 : 3;
            case "mremap" -> (arguments[3] & MREMAP_FIXED) != 0 ? 5 : 4;
            case "futex" -> futexParameters();
            case "fcntl" -> fcntlReads() ? 2 : 3;
            case "prctl" -> arguments[0] == PR_SET_NAME ? 2 : all.length;
            case "sync", "fork", "vfork" -> 0;
            default -> all.length;
        };
        if (entry.name().equals("prctl") && arguments[0] == PR_GET_NAME) {
            return new String[] {"prctl", ">str"};
        }
        boolean unknown = signature.isEmpty() && entry.note().startsWith("no ");
        return unknown ? UNKNOWN : Arrays.copyOf(all, count);
    }

    private static boolean makes(long flags) {
        return (flags & (O_CREAT | O_TMPFILE)) != 0;
    }

    private int futexParameters() {
        return switch ((int) arguments[1] & 127) {
            case 1 -> 3;
            case 0 -> 4;
            case 3 -> 5;
            default -> 6;
        };
    }

    private boolean fcntlReads() {
        int command = (int) arguments[1];
        return command == 1 || command == 3 || command == 9 || command == 1032 || command == 1034;
    }

    /// Name and arguments up to the first that the call fills in.
    String before() {
        StringBuilder line = new StringBuilder(64).append(entry.name()).append('(');
        if (entry.name().equals("clone")) {
            next = words.length;
            return line.append("child_stack=")
                    .append(StructText.hex(arguments[1]))
                    .append(", flags=")
                    .append(text.in("clone", 0))
                    .toString();
        }
        if (entry.name().equals("rt_sigreturn")) {
            next = words.length;
            return line.append("{mask=")
                    .append(structures.signalSet(rsp + FRAME_MASK))
                    .append('}')
                    .toString();
        }
        for (; next < words.length && words[next].charAt(0) != '>'; next++) {
            if (isShown(next)) {
                separate(line, next);
                line.append(in(next));
            }
        }
        if (next < words.length) {
            separate(line, next);
            separated = true;
        }
        return line.toString();
    }

    /// What was said before is `length` long on its line; the rest of it, with the result.
    String after(int length, long result) {
        StringBuilder line = new StringBuilder(64);
        if (entry.name().equals("clone")) {
            cloneRest(line);
        }
        for (; next < words.length; next++) {
            if (!separated) {
                separate(line, next);
            }
            separated = false;
            boolean out = words[next].charAt(0) == '>';
            line.append(out ? text.out(words[next].substring(1), next, result) : in(next));
        }
        line.append(')');
        while (length + line.length() < RESULT_COLUMN - 1) {
            line.append(' ');
        }
        return line.append(" = ").append(result(result)).toString();
    }

    private static void separate(StringBuilder line, int index) {
        if (index > 0) {
            line.append(", ");
        }
    }

    /// The second address of calls that have no use for it is not shown.
    private boolean isShown(int index) {
        if (index == 4 && entry.name().equals("futex")) {
            int command = (int) arguments[1] & 127;
            return command != 9 && command != 10;
        }
        return !(index == 3 && entry.name().equals("futex") && ((int) arguments[1] & 127) == 10);
    }

    private void cloneRest(StringBuilder line) {
        if ((arguments[0] & 0x100000) != 0) {
            line.append(", parent_tid=").append(structures.integer(arguments[2]));
        }
        if ((arguments[0] & 0x80000) != 0) {
            line.append(", tls=").append(StructText.hex(arguments[4]));
        }
        if ((arguments[0] & 0x1200000) != 0) {
            line.append(", child_tidptr=").append(StructText.hex(arguments[3]));
        }
    }

    private String in(int index) {
        String name = entry.name();
        if (index == 2 && name.equals("fcntl")) {
            return fcntlArgument();
        }
        if (index == 1 && name.equals("prctl") && arguments[0] == PR_SET_NAME) {
            return structures.string(arguments[1], false);
        }
        if (index == 5 && name.equals("futex") && (int) arguments[5] == -1) {
            return "FUTEX_BITSET_MATCH_ANY";
        }
        return text.in(words[index], index);
    }

    private String fcntlArgument() {
        return switch ((int) arguments[1]) {
            case 2 -> Flags.FD.flags(arguments[2]);
            case 4 -> Flags.OPEN.flags(arguments[2] & 0xffff_ffffL);
            case 5, 6, 7, 36, 37, 38 -> StructText.hex(arguments[2]);
            default -> Integer.toString((int) arguments[2]);
        };
    }

    private String result(long result) {
        if (result < 0 && result >= -4095) {
            return error((int) -result);
        }
        return switch (entry.name()) {
            case "brk", "mmap", "mremap" -> result == 0 ? "NULL" : "0x" + Long.toHexString(result);
            case "umask" -> StructText.permissions((int) result);
            case "fcntl" -> fcntlResult(result);
            case "poll", "ppoll" -> result == 0 ? "0 (Timeout)" : result + " (" + text.found(result) + ")";
            case "rt_sigtimedwait" -> result + " (" + Signal.name((int) result) + ")";
            default -> Long.toString(result);
        };
    }

    private String fcntlResult(long result) {
        return switch ((int) arguments[1]) {
            case 1 -> result == 0 ? "0" : "0x" + Long.toHexString(result) + " (flags FD_CLOEXEC)";
            case 3 -> "0x" + Long.toHexString(result) + " (flags " + Flags.OPEN.flags(result) + ")";
            default -> Long.toString(result);
        };
    }

    private static String error(int number) {
        if (-number == Restart.SYS.result()) {
            return "? ERESTARTSYS (To be restarted if SA_RESTART is set)";
        }
        if (-number == Restart.NOINTR.result()) {
            return "? ERESTARTNOINTR (To be restarted)";
        }
        if (-number == Restart.NOHAND.result()) {
            return "? ERESTARTNOHAND (To be restarted if no handler)";
        }
        if (-number == Restart.RESTART_BLOCK.result()) {
            return "? ERESTART_RESTARTBLOCK (Interrupted by signal)";
        }
        Errno errno = Errno.of(number);
        return errno == null ? Integer.toString(-number) : "-1 " + errno.name() + " (" + errno.text() + ")";
    }
}
