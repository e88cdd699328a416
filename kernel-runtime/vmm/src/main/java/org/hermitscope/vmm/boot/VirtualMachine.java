package org.hermitscope.vmm.boot;

import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.ProgramImage;
import org.hermitscope.vmm.VmmException;
import org.hermitscope.vmm.linux.LinuxMachine;

/// Runs one guest from its image to its end.
public final class VirtualMachine {
    private VirtualMachine() {}

    /// Builds the machine, runs the guest in it and tells its user how it ended.
    ///
    /// @return the exit status to end with: the guest's own, or 128 plus the signal that killed it
    /// @throws VmmException when the machine cannot be built; nothing of the guest has run then
    public static int run(MachineConfig config) {
        ElfImage image = ProgramImage.read(config.program());
        if (image.carriesKernel()) {
            throw new VmmException(
                    VmmException.USAGE,
                    config.program() + ": it carries its own kernel (a Hermit image); this version runs static Linux"
                            + " x86-64 programs");
        }
        return new LinuxMachine(config, image, new Notices(System.err)).run();
    }
}
