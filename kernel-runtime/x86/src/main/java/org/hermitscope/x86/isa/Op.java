package org.hermitscope.x86.isa;

/// Mnemonics of SDM 2, one constant each, without the V of VEX forms where a legacy form exists.
public enum Op {
    ADD,
    OR,
    ADC,
    SBB,
    AND,
    SUB,
    XOR,
    CMP
}
