package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.OpenFile;

/// The vectored transfers: readv, writev and their positioned forms.
final class VectorSyscalls {
    /// Offset of preadv2 and pwritev2 that means the position.
    private static final long CURRENT = -1;

    private static final int RWF_HIPRI = 1;
    private static final int RWF_DSYNC = 2;
    private static final int RWF_SYNC = 4;
    private static final int RWF_NOWAIT = 8;
    private static final int RWF_APPEND = 16;
    private static final int KNOWN_FLAGS = RWF_HIPRI | RWF_DSYNC | RWF_SYNC | RWF_NOWAIT;

    private VectorSyscalls() {}

    static long readv(Task task, long fd, long vector, long count, long a3, long a4, long a5) {
        OpenFile file = FileSyscalls.readable(task, fd);
        return read(task, file, task.memory().iovec(vector, count), CURRENT);
    }

    static long writev(Task task, long fd, long vector, long count, long a3, long a4, long a5) {
        OpenFile file = FileSyscalls.writable(task, fd);
        return write(task, file, task.memory().iovec(vector, count), CURRENT);
    }

    static long preadv(Task task, long fd, long vector, long count, long offset, long a4, long a5) {
        requireOffset(offset);
        OpenFile file = FileSyscalls.readable(task, fd);
        return read(task, file, task.memory().iovec(vector, count), offset);
    }

    static long pwritev(Task task, long fd, long vector, long count, long offset, long a4, long a5) {
        requireOffset(offset);
        OpenFile file = FileSyscalls.writable(task, fd);
        return write(task, file, task.memory().iovec(vector, count), offset);
    }

    static long preadv2(Task task, long fd, long vector, long count, long offset, long high, long flags) {
        requireFlags(flags);
        if (offset != CURRENT) {
            requireOffset(offset);
        }
        OpenFile file = FileSyscalls.readable(task, fd);
        return read(task, file, task.memory().iovec(vector, count), offset);
    }

    static long pwritev2(Task task, long fd, long vector, long count, long offset, long high, long flags) {
        requireFlags(flags & ~RWF_APPEND);
        if (offset != CURRENT) {
            requireOffset(offset);
        }
        OpenFile file = FileSyscalls.writable(task, fd);
        long[] elements = task.memory().iovec(vector, count);
        boolean appends = (flags & RWF_APPEND) != 0 && file.seekable();
        long end = appends ? file.stat().size() : 0;
        long moved = write(task, file, elements, appends ? end : offset);
        if (appends && offset == CURRENT) {
            file.seek(end + moved, OpenFile.SEEK_SET);
        }
        if ((flags & (RWF_DSYNC | RWF_SYNC)) != 0) {
            file.sync((flags & RWF_SYNC) != 0);
        }
        return moved;
    }

    private static void requireFlags(long flags) {
        if ((flags & ~KNOWN_FLAGS) != 0) {
            throw Errno.EOPNOTSUPP.raise();
        }
    }

    private static void requireOffset(long offset) {
        if (offset < 0) {
            throw Errno.EINVAL.raise();
        }
    }

    /// Fills one element after the other until a read falls short. Only the first may wait.
    private static long read(Task task, OpenFile file, long[] vector, long offset) {
        UserMemory memory = task.memory();
        TransferBuffer buffers = TransferBuffer.ofThread();
        long done = 0;
        for (int i = 0; i < vector.length; i += 2) {
            int length = (int) vector[i + 1];
            if (length == 0) {
                continue;
            }
            int moved;
            try {
                ByteBuffer to = buffers.writable(memory, vector[i], length, file.splitsAtFaults());
                if (offset != CURRENT) {
                    moved = file.readAt(to, offset + done);
                } else if (done == 0) {
                    moved = FileWaits.read(task, file, to);
                } else {
                    moved = Math.max(0, file.read(to));
                }
            } catch (SyscallException failure) {
                if (done > 0) {
                    return done;
                }
                throw failure;
            }
            memory.window().written(vector[i], moved);
            done += moved;
            if (moved < length) {
                break;
            }
        }
        return done;
    }

    /// Gathers what fits into one buffer first, so that a line written in pieces arrives in one piece, as from Linux.
    private static long write(Task task, OpenFile file, long[] vector, long offset) {
        TransferBuffer buffers = TransferBuffer.ofThread();
        ByteBuffer scratch = buffers.scratch();
        long total = 0;
        for (int i = 1; i < vector.length; i += 2) {
            total += vector[i];
        }
        boolean gathered = total <= scratch.capacity();
        long done = 0;
        for (int i = 0; i < vector.length; i += 2) {
            int length = (int) vector[i + 1];
            if (length == 0) {
                continue;
            }
            try {
                ByteBuffer from = buffers.readable(task.memory(), vector[i], length, file.splitsAtFaults());
                boolean cut = from.remaining() < length;
                if (gathered) {
                    scratch.put(from);
                } else {
                    long moved = move(task, file, from, offset, done);
                    done += moved;
                    cut |= moved < length;
                }
                if (cut) {
                    break;
                }
            } catch (SyscallException failure) {
                if (done > 0) {
                    return done;
                }
                if (gathered && scratch.position() > 0 && file.splitsAtFaults()) {
                    break;
                }
                throw failure;
            }
        }
        return gathered && scratch.position() > 0 ? move(task, file, scratch.flip(), offset, 0) : done;
    }

    private static long move(Task task, OpenFile file, ByteBuffer from, long offset, long done) {
        if (offset == CURRENT) {
            return FileWaits.write(task, file, from);
        }
        FileSizeLimit.cut(task, file, from, offset + done);
        return file.writeAt(from, offset + done);
    }
}
