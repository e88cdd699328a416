package org.hermitscope.x86.isa;

/// Where control goes behind an instruction, as far as the mnemonic alone tells: what block finding needs to know.
///
/// Whether the place is fixed or computed is seen in the operands ([Operand.Target] or anything else).
public enum Flow {
    /// To the next instruction, faults apart. A repeated string instruction belongs here too.
    NEXT,
    /// Always elsewhere within the code segment: JMP.
    JUMP,
    /// To the target operand or to the next instruction: Jcc, LOOPcc, JCXZ, XBEGIN.
    CONDITIONAL,
    /// Elsewhere, with the way back on the stack: CALL.
    CALL,
    /// To an address taken from the stack: RET.
    RETURN,
    /// To a place that system state decides, perhaps in another segment or privilege level: far transfers, INT n,
    /// SYSCALL, IRET, VM entries and exits, UD.
    SYSTEM,
    /// Nowhere until an interrupt arrives: HLT.
    HALT;

    /// Whether a block of straight-line code ends here.
    public boolean endsBlock() {
        return this != NEXT;
    }
}
