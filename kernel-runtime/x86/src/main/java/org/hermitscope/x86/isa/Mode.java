package org.hermitscope.x86.isa;

/// What the code segment makes of instruction bytes (SDM 3A 3.4.5, L and D flags).
public enum Mode {
    BITS_16,
    BITS_32,
    BITS_64
}
