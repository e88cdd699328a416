package org.hermitscope.vmm;

/// The program's name and version, as monitor and debugger show them.
public final class Version {
    /// Held equal to the project's version by a test.
    public static final String TEXT = "HermitScope 0.1.0";

    private Version() {}
}
