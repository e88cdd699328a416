package org.hermitscope.vmm;

/// What executes the guest's instructions.
public enum EngineChoice {
    /// The fastest that this build and host have.
    AUTO,
    /// The software CPU's interpreter alone.
    INTERP
}
