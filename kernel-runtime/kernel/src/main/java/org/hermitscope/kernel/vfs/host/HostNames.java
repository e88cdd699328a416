package org.hermitscope.kernel.vfs.host;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.hermitscope.kernel.vfs.GuestName;

/// Turns guest names into host path components and back, byte for byte.
///
/// The JDK converts path strings with the encoding of the locale, which loses what that encoding can't say (under
/// `LC_ALL=C` everything but ASCII). Its `file:` URIs carry the raw bytes, whatever the locale, so names that are not
/// plain ASCII travel that way.
final class HostNames {
    private static final String HEX = "0123456789ABCDEF";

    private HostNames() {}

    /// One component as a relative host path.
    static Path component(String name) {
        return GuestName.isAscii(name) ? Path.of(name) : absolute("/" + name).getFileName();
    }

    /// A link's target as a host path. The JDK drops doubled and trailing slashes.
    static Path target(String text) {
        if (GuestName.isAscii(text)) {
            return Path.of(text);
        }
        Path root = Path.of("/");
        return text.charAt(0) == '/' ? absolute(text) : root.relativize(absolute("/" + text));
    }

    private static Path absolute(String text) {
        StringBuilder uri = new StringBuilder("file://");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9') {
                uri.append(c);
            } else {
                uri.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }

    /// The guest name of a single host component.
    static String guest(Path component) {
        String text = component.toString();
        return GuestName.isAscii(text) ? text : decode(component, false);
    }

    /// The guest text of a link's target.
    static String guestTarget(Path target) {
        String text = target.toString();
        return GuestName.isAscii(text) ? text : decode(target, true);
    }

    private static String decode(Path path, boolean whole) {
        Path root = Path.of("/");
        String raw = root.resolve(path).toUri().getRawPath();
        StringBuilder bytes = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.append((char) Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.append(c);
            }
        }
        // toUri adds a slash to what is a directory.
        int end = bytes.length();
        if (end > 1 && bytes.charAt(end - 1) == '/') {
            bytes.setLength(end - 1);
        }
        if (whole) {
            return path.isAbsolute() ? bytes.toString() : bytes.substring(1);
        }
        return bytes.substring(bytes.lastIndexOf("/") + 1);
    }

    /// A host path as guest text.
    static String guestPath(Path path) {
        String text = path.toString();
        return GuestName.isAscii(text)
                ? text
                : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
