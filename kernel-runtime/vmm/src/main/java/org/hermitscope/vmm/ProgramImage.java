package org.hermitscope.vmm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hermitscope.kernel.vfs.host.HostErrors;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;

/// Reads programs from the host's files.
public final class ProgramImage {
    /// Largest image that is read; the file is held in memory, so that changes on disk do not reach a running
    /// guest.
    private static final long LARGEST = 1L << 30;

    private ProgramImage() {}

    /// Reads a file whole and checks all that its headers say.
    ///
    /// @throws VmmException with the reason, for a file that cannot be read or is no program that can run
    public static ElfImage read(Path program) {
        try {
            if (Files.size(program) > LARGEST) {
                throw new VmmException(VmmException.USAGE, program + ": larger than 1 GiB, so hardly a program");
            }
            return ElfImage.parse(Files.readAllBytes(program));
        } catch (ImageException refused) {
            throw new VmmException(VmmException.USAGE, program + ": " + refused.getMessage(), refused);
        } catch (IOException failure) {
            throw new VmmException(
                    VmmException.USAGE, program + ": cannot be read: " + HostErrors.text(failure), failure);
        }
    }
}
