package org.hermitscope.vmm;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;
import org.hermitscope.vmm.linux.LinuxMachine;

/// Runs one guest from its image to its end.
public final class VirtualMachine {
    /// Largest image that is read; the file is held in memory, so that changes on disk do not reach a running
    /// guest.
    private static final long LARGEST_IMAGE = 1L << 30;

    private VirtualMachine() {}

    /// Builds the machine, runs the guest in it and tells its user how it ended.
    ///
    /// @return the exit status to end with: the guest's own, or 128 plus the signal that killed it
    /// @throws VmmException when the machine cannot be built; nothing of the guest has run then
    public static int run(MachineConfig config) {
        ElfImage image = image(config.program());
        if (image.carriesKernel()) {
            throw new VmmException(
                    VmmException.USAGE,
                    config.program() + ": it carries its own kernel (a Hermit image); this version runs static Linux"
                            + " x86-64 programs");
        }
        return new LinuxMachine(config, image, new Notices(System.err)).run();
    }

    private static ElfImage image(Path program) {
        try {
            return ElfImage.parse(read(program));
        } catch (ImageException refused) {
            throw new VmmException(VmmException.USAGE, program + ": " + refused.getMessage());
        }
    }

    private static byte[] read(Path program) {
        try {
            if (Files.isDirectory(program)) {
                throw new VmmException(VmmException.USAGE, program + ": it is a directory; name the program in it");
            }
            if (Files.size(program) > LARGEST_IMAGE) {
                throw new VmmException(VmmException.USAGE, program + ": larger than 1 GiB, so hardly a program");
            }
            return Files.readAllBytes(program);
        } catch (NoSuchFileException missing) {
            throw new VmmException(VmmException.USAGE, program + ": no such file");
        } catch (AccessDeniedException denied) {
            throw new VmmException(VmmException.USAGE, program + ": permission denied: chmod +r it");
        } catch (IOException failure) {
            throw new VmmException(VmmException.USAGE, program + ": cannot be read: " + failure.getMessage(), failure);
        }
    }
}
