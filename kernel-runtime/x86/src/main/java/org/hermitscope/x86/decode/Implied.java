package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Op;

/// Operands that are written although the instruction does not encode them.
final class Implied {
    private Implied() {}

    /// Text of the operands, empty where there are none.
    static String operands(Decoding decoding, Op op, boolean att) {
        return switch (op) {
            case MONITOR, MONITORX -> {
                String address = RegisterNames.general(0, decoding.addressWidth);
                yield att ? "%" + address + ",%ecx,%edx" : address + ",ecx,edx";
            }
            case MWAIT -> att ? "%eax,%ecx" : "eax,ecx";
            case MWAITX -> att ? "%eax,%ecx,%ebx" : "eax,ecx,ebx";
            default -> "";
        };
    }
}
