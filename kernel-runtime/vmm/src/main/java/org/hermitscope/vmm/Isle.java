package org.hermitscope.vmm;

/// What the program finds around it.
public enum Isle {
    /// Chosen by what the image is.
    AUTO,
    /// The kernel runtime, for static Linux programs.
    LINUX,
    /// The uhyve hypercalls, for images that carry their own kernel.
    UHYVE,
    /// A PC, for images that carry their own kernel.
    QEMU
}
