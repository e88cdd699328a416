package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;

/// Moving bytes from file to file inside the kernel: sendfile and copy_file_range.
final class CopySyscalls {
    private CopySyscalls() {}

    static long sendfile(Task task, long outFd, long inFd, long offsetAddress, long count, long a4, long a5) {
        OpenFile in = FileSyscalls.readable(task, inFd);
        OpenFile out = FileSyscalls.writable(task, outFd);
        if (count < 0 || in.inode().type() != Mode.REGULAR || (out.flags() & OpenFlags.APPEND) != 0) {
            throw Errno.EINVAL.raise();
        }
        UserMemory memory = task.memory();
        boolean positioned = offsetAddress != 0;
        long start = positioned ? memory.getLong(offsetAddress) : 0;
        if (start < 0) {
            throw Errno.EINVAL.raise();
        }
        long offset = positioned ? start : in.seek(0, OpenFile.SEEK_CUR);
        long done = 0;
        try {
            long left = Math.min(count, UserMemory.MAX_RW_COUNT);
            while (done < left) {
                ByteBuffer piece = piece(in, offset + done, left - done);
                if (!piece.hasRemaining()) {
                    break;
                }
                int wanted = piece.remaining();
                int moved = FileWaits.write(task, out, piece);
                done += moved;
                if (moved < wanted) {
                    break;
                }
            }
        } catch (SyscallException failure) {
            if (done == 0) {
                throw failure;
            }
        }
        if (positioned) {
            memory.putLong(offsetAddress, start + done);
        } else {
            in.seek(offset + done, OpenFile.SEEK_SET);
        }
        return done;
    }

    static long copyFileRange(Task task, long inFd, long inOffset, long outFd, long outOffset, long count, long flags) {
        OpenFile in = task.descriptors().get((int) inFd);
        OpenFile out = task.descriptors().get((int) outFd);
        if (flags != 0 || count < 0) {
            throw Errno.EINVAL.raise();
        }
        int inType = in.inode().type();
        int outType = out.inode().type();
        if (inType == Mode.DIRECTORY || outType == Mode.DIRECTORY) {
            throw Errno.EISDIR.raise();
        }
        if (inType != Mode.REGULAR || outType != Mode.REGULAR) {
            throw Errno.EINVAL.raise();
        }
        if (!in.readable() || !out.writable() || (out.flags() & OpenFlags.APPEND) != 0) {
            throw Errno.EBADF.raise();
        }
        UserMemory memory = task.memory();
        long from = inOffset == 0 ? in.seek(0, OpenFile.SEEK_CUR) : memory.getLong(inOffset);
        long to = outOffset == 0 ? out.seek(0, OpenFile.SEEK_CUR) : memory.getLong(outOffset);
        long length = Math.min(count, UserMemory.MAX_RW_COUNT);
        if (from < 0 || to < 0) {
            throw Errno.EINVAL.raise();
        }
        if (in.inode().equals(out.inode()) && from < to + length && to < from + length) {
            throw Errno.EINVAL.raise();
        }
        long done = copy(in, from, out, to, length);
        advance(memory, in, inOffset, from + done);
        advance(memory, out, outOffset, to + done);
        return done;
    }

    private static long copy(OpenFile in, long from, OpenFile out, long to, long length) {
        long done = 0;
        try {
            while (done < length) {
                ByteBuffer piece = piece(in, from + done, length - done);
                if (!piece.hasRemaining()) {
                    break;
                }
                while (piece.hasRemaining()) {
                    done += out.writeAt(piece, to + done);
                }
            }
        } catch (SyscallException failure) {
            if (done == 0) {
                throw failure;
            }
        }
        return done;
    }

    private static ByteBuffer piece(OpenFile in, long offset, long most) {
        ByteBuffer scratch = TransferBuffer.ofThread().scratch();
        scratch.limit((int) Math.min(scratch.capacity(), most));
        in.readAt(scratch, offset);
        return scratch.flip();
    }

    private static void advance(UserMemory memory, OpenFile file, long address, long offset) {
        if (address == 0) {
            file.seek(offset, OpenFile.SEEK_SET);
        } else {
            memory.putLong(address, offset);
        }
    }
}
