package org.hermitscope.kernel.vfs;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.HashMap;
import java.util.Map;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;

/// [HostTerminal] over the C library's `ioctl` and `poll`, bound when first needed. The only native code of the file
/// layer. `ioctl` passes Linux's own structures through, so on other systems terminals answer ENOTTY; `poll` is the
/// same everywhere.
public final class PosixTerminal implements HostTerminal {
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TCSETSW = 0x5403;
    private static final int TCSETSF = 0x5404;
    private static final int TERMIOS_SIZE = 36;
    private static final boolean LINUX = "Linux".equals(System.getProperty("os.name"));

    private final Map<Integer, byte[]> original = new HashMap<>();

    @Override
    public void ioctl(int fd, int request, byte[] structure) {
        if (!LINUX) {
            throw Errno.ENOTTY.raise();
        }
        if (request == TCSETS || request == TCSETSW || request == TCSETSF) {
            remember(fd);
        }
        call(fd, request, structure);
    }

    private synchronized void remember(int fd) {
        if (!original.containsKey(fd)) {
            byte[] settings = new byte[TERMIOS_SIZE];
            call(fd, TCGETS, settings);
            original.put(fd, settings);
        }
    }

    private static void call(int fd, int request, byte[] structure) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(structure.length, Long.BYTES), Long.BYTES);
            MemorySegment.copy(structure, 0, memory, ValueLayout.JAVA_BYTE, 0, structure.length);
            MemorySegment state = arena.allocate(Calls.ERRNO_STATE);
            raiseIfFailed(Calls.ioctl(state, fd, request, memory), state);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, structure, 0, structure.length);
        }
    }

    @Override
    public void control(int fd, int request, long value) {
        if (!LINUX) {
            throw Errno.ENOTTY.raise();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Calls.ERRNO_STATE);
            raiseIfFailed(Calls.ioctl(state, fd, request, MemorySegment.ofAddress(value)), state);
        }
    }

    private static void raiseIfFailed(int result, MemorySegment state) {
        if (result < 0) {
            Errno errno = Errno.of((int) Calls.ERRNO.get(state, 0L));
            throw (errno == null ? Errno.EIO : errno).raise();
        }
    }

    @Override
    public int poll(int fd, int events, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            // struct pollfd { int fd; short events; short revents; }
            MemorySegment entry = arena.allocate(8, 4);
            entry.set(ValueLayout.JAVA_INT, 0, fd);
            entry.set(ValueLayout.JAVA_SHORT, 4, (short) events);
            int result = Calls.poll(entry, 1, timeoutMillis);
            return result > 0 ? entry.get(ValueLayout.JAVA_SHORT, 6) & 0xffff : 0;
        }
    }

    @Override
    public synchronized void restore() {
        original.forEach((fd, settings) -> {
            try {
                call(fd, TCSETS, settings);
            } catch (SyscallException gone) {
                // The terminal went away; there is nothing left to restore.
            }
        });
        original.clear();
    }

    /// The two functions.
    private static final class Calls {
        static final StructLayout ERRNO_STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO = ERRNO_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private static final MethodHandle IOCTL = bind(
                "ioctl",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
                Linker.Option.firstVariadicArg(2),
                Linker.Option.captureCallState("errno"));
        private static final MethodHandle POLL = bind(
                "poll",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

        @SuppressWarnings("restricted") // SAFETY: the descriptors are those of ioctl(2) and poll(2) on LP64 systems.
        private static MethodHandle bind(String name, FunctionDescriptor descriptor, Linker.Option... options) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
        }

        static int ioctl(MemorySegment state, int fd, int request, MemorySegment argument) {
            try {
                return (int) IOCTL.invokeExact(state, fd, request & 0xffff_ffffL, argument);
            } catch (Throwable failure) {
                throw new IllegalStateException("ioctl could not be called", failure);
            }
        }

        static int poll(MemorySegment entries, long count, int timeoutMillis) {
            try {
                return (int) POLL.invokeExact(entries, count, timeoutMillis);
            } catch (Throwable failure) {
                throw new IllegalStateException("poll could not be called", failure);
            }
        }
    }
}
