package org.hermitscope.kernel.vfs.host;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.jspecify.annotations.Nullable;

/// Translates what java.nio throws into what Linux answers. The JDK keeps the host's `strerror` text as the reason
/// where it has no class for the error.
public final class HostErrors {
    private HostErrors() {}

    /// The exception to throw in place of `failure`; EIO for what can't be told.
    public static SyscallException raise(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> Errno.ENOENT.raise();
            case FileAlreadyExistsException _ -> Errno.EEXIST.raise();
            case AccessDeniedException _ -> byReason(((FileSystemException) failure).getReason(), Errno.EACCES);
            case DirectoryNotEmptyException _ -> Errno.ENOTEMPTY.raise();
            case NotDirectoryException _ -> Errno.ENOTDIR.raise();
            case NotLinkException _ -> Errno.EINVAL.raise();
            case FileSystemLoopException _ -> Errno.ELOOP.raise();
            case AtomicMoveNotSupportedException _ -> Errno.EXDEV.raise();
            case FileSystemException inFile -> byReason(inFile.getReason(), Errno.EIO);
            case ClosedChannelException _ -> Errno.EBADF.raise();
            default -> byReason(failure.getMessage(), Errno.EIO);
        };
    }

    /// The error in Linux's words, for people. Java's own message often is nothing but the file's name.
    public static String text(IOException failure) {
        Errno errno = raise(failure).errno();
        String message = failure.getMessage();
        return errno != null && errno != Errno.EIO ? errno.text() : message == null ? "input/output error" : message;
    }

    /// As [#raise], for what comes out of an iteration.
    public static SyscallException raise(DirectoryIteratorException failure) {
        IOException cause = failure.getCause();
        return cause == null ? Errno.EIO.raise() : raise(cause);
    }

    /// A directory handle that was closed under us.
    static SyscallException raise(ClosedDirectoryStreamException unused) {
        return Errno.ENOENT.raise();
    }

    private static SyscallException byReason(@Nullable String reason, Errno otherwise) {
        if (reason != null) {
            for (Errno errno : Errno.values()) {
                if (reason.startsWith(errno.text())) {
                    return errno.raise();
                }
            }
        }
        return otherwise.raise();
    }
}
