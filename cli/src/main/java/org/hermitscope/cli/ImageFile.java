package org.hermitscope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;
import org.hermitscope.vmm.VmmException;

/// Opens a program to look at it.
final class ImageFile {
    private ImageFile() {}

    static ElfImage read(String name) {
        Path path = ProgramFile.check(name);
        try {
            return ElfImage.parse(Files.readAllBytes(path));
        } catch (ImageException e) {
            throw new VmmException(VmmException.USAGE, name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new VmmException(VmmException.USAGE, name + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
