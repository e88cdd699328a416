package org.hermitscope.kernel.trace;

import org.hermitscope.kernel.abi.Restart;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.signal.Signal;

/// One argument of a call as text, by the word its signature has for it:
///
/// | word | what |
/// |---|---|
/// | `int` `uint` `size` `off` `hexoff` `hex` `ptr` `mode` | numbers and addresses |
/// | `fd` `dirfd` | descriptors |
/// | `path` `str` | strings |
/// | `buf` `>buf` `>bytes` | bytes, as many as the next argument says or the result |
/// | `open` `prot` `map` `at` `clock` `signal` … | flags and constants, see [Flags] |
/// | `timespec` `iovec` `sigaction` `>stat` … | structures, see [StructText] |
///
/// Words with `>` are read after the call and shown as addresses when it failed.
final class ArgumentText {
    private static final int AT_FDCWD = -100;

    private final StructText structures;
    private final long[] arguments;

    ArgumentText(UserMemory memory, long[] arguments) {
        this.structures = new StructText(memory);
        this.arguments = arguments;
    }

    /// An argument that the call reads.
    String in(String word, int index) {
        long value = arguments[index];
        return switch (word) {
            case "int", "fd" -> Integer.toString((int) value);
            case "uint" -> Integer.toUnsignedString((int) value);
            case "size" -> Long.toUnsignedString(value);
            case "off" -> Long.toString(value);
            case "hex" -> "0x" + Long.toHexString(value);
            case "hexoff" -> value == 0 ? "0" : "0x" + Long.toHexString(value);
            case "mode" -> StructText.mode((int) value);
            case "dirfd" -> (int) value == AT_FDCWD ? "AT_FDCWD" : Integer.toString((int) value);
            case "path" -> structures.string(value, true);
            case "str" -> structures.string(value, false);
            case "buf" -> structures.buffer(value, arguments[index + 1]);
            case "open" -> Flags.OPEN.flags(value & 0xffff_ffffL);
            case "pipeflags" -> Flags.PIPE.flags(value & 0xffff_ffffL);
            case "prot" -> Flags.PROT.flags(value);
            case "map" -> Flags.MAP.flags(value);
            case "remap" -> Flags.REMAP.flags(value);
            case "madvise" -> Flags.ADVICE.intValue(value);
            case "msync" -> Flags.MSYNC.flags(value);
            case "at" -> Flags.AT.flags(value & 0xffff_ffffL);
            case "access" -> Flags.ACCESS.flags(value);
            case "whence" -> Flags.WHENCE.intValue(value);
            case "signal" -> signal((int) value);
            case "how" -> Flags.HOW.intValue(value);
            case "clock" -> clock((int) value);
            case "timerflags" -> Flags.TIMER.flags(value);
            case "itimer" -> Flags.ITIMER.intValue(value);
            case "rusage" -> Flags.RUSAGE.intValue(value);
            case "rlimit" -> Flags.RLIMIT.intValue(value);
            case "arch" -> Flags.ARCH.value(value);
            case "prctl" -> Flags.PRCTL.intValue(value);
            case "fcntl" -> Flags.FCNTL.intValue(value);
            case "ioctl" -> Flags.IOCTL.value(value & 0xffff_ffffL);
            case "flock" -> Flags.FLOCK.flags(value);
            case "grnd" -> Flags.RANDOM.flags(value);
            case "wait" -> Flags.WAIT.flags(value & 0xffff_ffffL);
            case "renameflags" -> Flags.RENAME.flags(value);
            case "epollflags" -> Flags.EPOLL_CREATE.flags(value);
            case "epollop" -> Flags.EPOLL_CTL.value(value);
            case "eventflags" -> Flags.EVENT.flags(value);
            case "futex" -> Flags.futex(value);
            case "clone" -> cloneFlags(value);
            default -> value == 0 ? "NULL" : structure(word, value, index);
        };
    }

    private String structure(String word, long value, int index) {
        return switch (word) {
            case "timespec" -> structures.timespec(value);
            case "timeval" -> structures.timeval(value);
            case "itimerval" -> structures.itimerval(value);
            case "futextimeout" -> futexTimeout(value);
            case "sigset" -> structures.signalSet(value);
            case "sigaction" -> structures.sigaction(value);
            case "stack" -> structures.stack(value);
            case "rlim" -> structures.rlimit(value);
            case "iovec" -> structures.iovec(value, arguments[index + 1], -1);
            case "pollfds" -> structures.pollDescriptors(value, arguments[index + 1], false);
            case "siginfo" -> structures.signalInfo(value);
            case "epollevent" -> structures.epollEvent(value);
            case "itimerspec" -> structures.itimerspec(value);
            case "utimes" -> structures.times(value);
            case "cloneargs" -> structures.cloneArguments(value, arguments[index + 1]);
            default -> StructText.hex(value);
        };
    }

    /// An argument that the call has filled in.
    ///
    /// @param word without its mark
    String out(String word, int index, long result) {
        long value = arguments[index];
        boolean rest = word.equals("rest");
        if (value == 0) {
            return "NULL";
        }
        if (result < 0 || rest) {
            return rest && result == Restart.RESTART_BLOCK.result()
                    ? structures.timespec(value)
                    : StructText.hex(value);
        }
        return switch (word) {
            case "buf" -> structures.buffer(value, result);
            case "bytes" -> structures.random(value, result);
            case "str" -> structures.string(value, true);
            case "stat" -> structures.stat(value);
            case "timespec" -> structures.timespec(value);
            case "timeval" -> structures.timeval(value);
            case "itimerval" -> structures.itimerval(value);
            case "rusage" ->
                "{ru_utime=" + structures.timeval(value) + ", ru_stime=" + structures.timeval(value + 16) + ", ...}";
            case "sigset" -> structures.signalSet(value);
            case "sigaction" -> structures.sigaction(value);
            case "stack" -> structures.stack(value);
            case "rlim" -> structures.rlimit(value);
            case "utsname" -> structures.utsname(value);
            case "iovec" -> structures.iovec(value, arguments[index + 1], result);
            case "fds" -> structures.descriptors(value);
            case "int" -> structures.integer(value);
            case "off64" -> structures.longInteger(value);
            case "siginfo" -> structures.signalInfo(value);
            case "epollevents" -> structures.epollEvents(value, result);
            case "itimerspec" -> structures.itimerspec(value);
            case "affinity" -> structures.affinity(value, result);
            default -> StructText.hex(value);
        };
    }

    /// What poll found, behind the result; empty for other calls.
    String found(long result) {
        return structures.pollDescriptors(arguments[0], arguments[1], true);
    }

    private static String signal(int number) {
        return number > 0 && number <= Signal.LAST ? Signal.name(number) : Integer.toString(number);
    }

    private static String clock(int id) {
        if (id >= 0) {
            return Flags.CLOCK.value(id);
        }
        int owner = ~(id >> 3);
        return "MAKE_" + ((id & 4) != 0 ? "THREAD" : "PROCESS") + "_CPUCLOCK(" + owner + ", CPUCLOCK_"
                + new String[] {"PROF", "VIRT", "SCHED", "3"}[id & 3] + ")";
    }

    private static String cloneFlags(long flags) {
        int signal = (int) flags & 0xff;
        String names = Flags.CLONE.flags(flags & ~0xffL & 0xffff_ffffL);
        if (signal == 0) {
            return names;
        }
        return names.equals("0") ? Signal.name(signal) : names + "|" + signal(signal);
    }

    /// The fourth argument of futex is a number for calls that move waiters.
    private String futexTimeout(long value) {
        int command = (int) arguments[1] & 127;
        boolean waits = command == 0 || command == 9 || command == 6 || command == 11;
        if (waits) {
            return structures.timespec(value);
        }
        return command == 3 || command == 4 || command == 5 || command == 12
                ? Integer.toUnsignedString((int) value)
                : StructText.hex(value);
    }
}
