package org.hermitscope.kernel.vfs;

import java.nio.file.Path;

/// A host directory or file given to the guest.
///
/// @param host what is given
/// @param guest absolute guest path where it appears
/// @param readOnly whether changes answer EROFS
public record MountSpec(Path host, String guest, boolean readOnly) {
    public MountSpec {
        if (!guest.startsWith("/")) {
            throw new IllegalArgumentException("guest path is not absolute: " + guest);
        }
    }

    /// Reads `HOST[:GUEST][:ro|:rw]`. Without a guest path, the host path (made absolute) is used.
    public static MountSpec parse(String text) {
        String rest = text;
        boolean readOnly = false;
        if (rest.endsWith(":ro")) {
            readOnly = true;
            rest = rest.substring(0, rest.length() - 3);
        } else if (rest.endsWith(":rw")) {
            rest = rest.substring(0, rest.length() - 3);
        }
        int colon = rest.indexOf(":/");
        String host = colon < 0 ? rest : rest.substring(0, colon);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host path in '" + text + "': use HOST[:GUEST][:ro]");
        }
        // What looks like a mistyped :ro must not become a writable mount under an odd name.
        int second = colon < 0 ? -1 : rest.indexOf(':', colon + 1);
        if (second >= 0) {
            throw new IllegalArgumentException("'" + rest.substring(second + 1) + "' in '" + text
                    + "' is neither ro nor rw: use HOST[:GUEST][:ro]");
        }
        Path path = Path.of(host).toAbsolutePath().normalize();
        String guest = colon < 0 ? path.toString() : rest.substring(colon + 1);
        return new MountSpec(path, guest, readOnly);
    }
}
