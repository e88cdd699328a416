package org.hermitscope.x86.isa;

/// The repeat prefix in effect, for string instructions.
public enum Repeat {
    NONE,
    /// F3: REP, or REPE for CMPS and SCAS.
    REPE,
    /// F2.
    REPNE
}
