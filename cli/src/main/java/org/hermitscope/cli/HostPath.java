package org.hermitscope.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hermitscope.kernel.vfs.MountSpec;

/// Names of host files as they come from the command line.
final class HostPath {
    private HostPath() {}

    /// Reads a file name.
    ///
    /// @param setting the option, for the message
    static Path parse(String setting, String text) {
        if (text.isEmpty()) {
            throw Usage.error(setting + ": the file name is empty");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Usage.error(setting + ": '" + text + "' is no file name" + why(e));
        }
    }

    /// Java cannot name every file in every locale.
    static String why(InvalidPathException refused) {
        return ": " + refused.getReason() + (RawWords.isUtf8() ? "" : "; LC_ALL=C.UTF-8 makes every name possible");
    }

    /// Reads `HOST[:GUEST][:ro]`; the host's side must exist.
    static MountSpec parseMount(String text) {
        MountSpec mount;
        try {
            mount = MountSpec.parse(text);
        } catch (InvalidPathException e) {
            throw Usage.error("--mount: '" + text + "' names no file" + why(e));
        } catch (IllegalArgumentException e) {
            throw Usage.error("--mount: " + e.getMessage());
        }
        if (!Files.exists(mount.host())) {
            throw Usage.error("--mount: " + mount.host() + " does not exist: create it, or mend HOST[:GUEST][:ro]");
        }
        if (!Files.isReadable(mount.host())) {
            throw Usage.error("--mount: " + mount.host() + " is not readable: check its permissions with ls -ld");
        }
        return mount;
    }
}
