package org.hermitscope.machine.image;

/// A file that cannot be loaded. The message is one line that says what is wrong with it and, where there is
/// one, the way out.
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImageException(String message) {
        super(message, null, false, false);
    }
}
