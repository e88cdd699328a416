package org.hermitscope.kernel.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.hermitscope.kernel.vfs.device.AnonymousInode;
import org.jspecify.annotations.Nullable;

/// Signals taken by reading (man 2 signalfd): those of the reading thread and of the process.
public final class SignalFile extends OpenFile {
    /// Bytes of struct signalfd_siginfo.
    private static final int SIZE = 128;

    private final Kernel kernel;
    private volatile long wanted;

    public SignalFile(Kernel kernel, long wanted, boolean nonBlocking) {
        super(AnonymousInode.event("signalfd"), OpenFlags.RDWR | (nonBlocking ? OpenFlags.NONBLOCK : 0));
        this.kernel = kernel;
        this.wanted = wanted & ~Signal.UNMASKABLE;
    }

    /// Changes which signals it takes.
    public void setWanted(long set) {
        wanted = set & ~Signal.UNMASKABLE;
        kernel.signals().arrivals().wake();
    }

    @Override
    public int read(ByteBuffer to) {
        if (to.remaining() < SIZE) {
            throw Errno.EINVAL.raise();
        }
        Task reader = kernel.current();
        int start = to.position();
        while (to.remaining() >= SIZE) {
            SignalInfo info = reader == null ? null : reader.signals().pending().take(wanted);
            if (info == null) {
                info = kernel.signals().pending().take(wanted);
            }
            if (info == null) {
                break;
            }
            put(to, info);
        }
        int count = to.position() - start;
        return count == 0 ? WOULD_BLOCK : count;
    }

    /// The fields of signalfd_siginfo that the kinds of siginfo here have.
    private static void put(ByteBuffer to, SignalInfo info) {
        byte[] from = info.bytes();
        byte[] structure = new byte[SIZE];
        LittleEndian.putInt(structure, 0, info.number());
        LittleEndian.putInt(structure, 4, LittleEndian.getInt(from, 4));
        LittleEndian.putInt(structure, 8, info.code());
        if (info.code() == SignalInfo.SI_TIMER) {
            LittleEndian.putInt(structure, 24, info.pid());
            LittleEndian.putInt(structure, 32, info.uid());
        } else if (info.isFault()) {
            LittleEndian.putLong(structure, 72, info.address());
        } else {
            LittleEndian.putInt(structure, 12, info.pid());
            LittleEndian.putInt(structure, 16, info.uid());
        }
        if (info.code() < 0) {
            LittleEndian.putInt(structure, 44, (int) info.value());
            LittleEndian.putLong(structure, 48, info.value());
        }
        to.order(ByteOrder.LITTLE_ENDIAN).put(structure);
    }

    @Override
    public int write(ByteBuffer from) {
        throw Errno.EINVAL.raise();
    }

    @Override
    public int ready() {
        Task reader = kernel.current();
        long set = kernel.signals().pending().set()
                | (reader == null ? 0 : reader.signals().pending().set());
        return (set & wanted) != 0 ? PollEvents.IN | PollEvents.RDNORM : 0;
    }

    /// There is no position, and asking for one is no error (noop_llseek).
    @Override
    public long seek(long offset, int whence) {
        return 0;
    }

    @Override
    public @Nullable WaitQueue waitQueue() {
        return kernel.signals().arrivals();
    }
}
