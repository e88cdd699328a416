package org.hermitscope.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.vmm.ProgramImage;
import org.hermitscope.vmm.VmmException;

/// Files that hold programs.
final class ProgramFile {
    private ProgramFile() {}

    /// Opens a program to look at it.
    static ElfImage read(String name) {
        return ProgramImage.read(check(name));
    }

    /// The file of that name, checked for what can be said without opening it.
    static Path check(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new VmmException(VmmException.USAGE, "'" + name + "' is no file name" + HostPath.why(e), e);
        }
        if (name.isEmpty()) {
            throw new VmmException(VmmException.USAGE, "the program's name is empty");
        }
        if (!Files.exists(path)) {
            throw new VmmException(VmmException.USAGE, name + ": no such file" + whereElse(name));
        }
        if (Files.isDirectory(path)) {
            throw new VmmException(VmmException.USAGE, name + ": is a directory, not a program");
        }
        if (!Files.isRegularFile(path)) {
            throw new VmmException(VmmException.USAGE, name + ": is not a regular file");
        }
        if (!Files.isReadable(path)) {
            throw new VmmException(
                    VmmException.USAGE, name + ": permission denied: chmod +r makes it readable for you");
        }
        return path;
    }

    /// A shell would have looked on PATH for a bare name; a program is given to a guest by its file.
    private static String whereElse(String name) {
        String found = name.indexOf('/') >= 0 ? null : SearchPath.find(name);
        return found == null ? "" : ": PATH is not searched, did you mean " + found + "?";
    }
}
