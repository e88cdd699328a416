package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.IoctlMemory;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PosixTerminal;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.RealTimeClock;

/// A program that [StandardStreamsTest] starts with its standard descriptors led elsewhere. It uses them as a guest
/// would and tells on descriptor 2 what it saw.
final class StreamProbe {
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TIOCGWINSZ = 0x5413;

    private StreamProbe() {}

    public static void main(String[] arguments) throws Exception {
        HostTerminal terminal = new PosixTerminal();
        OpenFile[] streams = new GuestTree(new RealTimeClock(), 1 << 20, terminal, 1).standardStreams();
        for (String command : arguments) {
            String answer;
            try {
                answer = run(command, streams, terminal);
            } catch (SyscallException failure) {
                answer = String.valueOf(failure.errno());
            }
            streams[2].write(ByteBuffer.wrap((command + "=" + answer + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        }
        terminal.restore();
    }

    private static String run(String command, OpenFile[] streams, HostTerminal terminal) throws Exception {
        String[] words = command.split(":", -1);
        OpenFile in = streams[0];
        OpenFile out = streams[1];
        return switch (words[0]) {
            case "read" -> {
                ByteBuffer to = ByteBuffer.allocateDirect(Integer.parseInt(words[1]));
                int count = in.read(to);
                yield count < 0
                        ? "would block"
                        : StandardCharsets.ISO_8859_1.decode(to.flip()).toString();
            }
            case "wait" -> {
                var woken = new java.util.concurrent.CountDownLatch(1);
                WaitQueue queue = Objects.requireNonNull(in.waitQueue());
                queue.add(woken::countDown);
                yield (in.ready() & 0x11) != 0 || woken.await(10, java.util.concurrent.TimeUnit.SECONDS)
                        ? "ready"
                        : "timeout";
            }
            case "write" -> "" + out.write(ByteBuffer.wrap(words[1].getBytes(StandardCharsets.ISO_8859_1)));
            case "seek" ->
                "" + streams[Integer.parseInt(words[1])].seek(Long.parseLong(words[2]), Integer.parseInt(words[3]));
            case "type" ->
                Integer.toOctalString(streams[Integer.parseInt(words[1])].stat().type());
            case "flags" -> Integer.toOctalString(streams[Integer.parseInt(words[1])].flags());
            case "ready" -> "" + streams[Integer.parseInt(words[1])].ready();
            case "tty" -> "" + streams[Integer.parseInt(words[1])].ioctl(TCGETS, 0, new Memory(new byte[36]));
            case "window" -> {
                Memory memory = new Memory(new byte[8]);
                out.ioctl(TIOCGWINSZ, 0, memory);
                yield (memory.bytes[0] & 0xff) + "x" + (memory.bytes[2] & 0xff);
            }
            case "raw" -> {
                Memory memory = new Memory(new byte[36]);
                in.ioctl(TCGETS, 0, memory);
                int before = memory.bytes[12];
                memory.bytes[12] = (byte) (before & ~0xa);
                in.ioctl(TCSETS, 0, memory);
                in.ioctl(TCGETS, 0, memory);
                String now = "ICANON and ECHO " + ((memory.bytes[12] & 0xa) == 0 ? "off" : "on");
                terminal.restore();
                in.ioctl(TCGETS, 0, memory);
                yield now + (memory.bytes[12] == before ? ", restored" : ", left so");
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static final class Memory implements IoctlMemory {
        private final byte[] bytes;

        Memory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void read(long address, byte[] to) {
            System.arraycopy(bytes, 0, to, 0, to.length);
        }

        @Override
        public void write(long address, byte[] from) {
            System.arraycopy(from, 0, bytes, 0, from.length);
        }
    }
}
