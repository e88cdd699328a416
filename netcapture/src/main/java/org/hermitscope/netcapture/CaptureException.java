package org.hermitscope.netcapture;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A capture could not be written or read; the message names the operation, the file and the reason.
public final class CaptureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureException(String message) {
        super(message);
    }

    CaptureException(String operation, Path file, IOException cause) {
        super(operation + " " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        // The file is named already, and FileSystemException's message names it again.
        if (cause instanceof FileSystemException e) {
            String reason = e.getReason();
            if (reason != null) {
                return reason;
            }
            // These two have no reason beside their type.
            return switch (e) {
                case NoSuchFileException _ -> "No such file or directory";
                case AccessDeniedException _ -> "Permission denied";
                default -> e.getClass().getSimpleName();
            };
        }
        String message = cause.getMessage();
        return message == null ? cause.toString() : message;
    }
}
