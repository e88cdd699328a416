package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Op;

/// Operands that AT&T syntax writes although the instruction does not encode them.
final class Implied {
    private Implied() {}

    /// Text of the operands, empty where there are none.
    static String operands(Decoding decoding, Op op) {
        return switch (op) {
            case MONITOR, MONITORX -> "%" + RegisterNames.general(0, decoding.addressWidth) + ",%ecx,%edx";
            case MWAIT -> "%eax,%ecx";
            case MWAITX -> "%eax,%ecx,%ebx";
            default -> "";
        };
    }
}
