package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.Pq;
import static org.hermitscope.x86.isa.OperandCode.Qq;

/// AMD APM 3 table A-11: 3DNow! instructions by the suffix byte behind the operands of 0F 0F.
public final class Map3DNow {
    public static final OpcodeMap MAP = new OpcodeMap();

    private Map3DNow() {}

    // spotless:off
    static {
        row(0x0C, PI2FW);
        row(0x0D, PI2FD);
        row(0x1C, PF2IW);
        row(0x1D, PF2ID);
        row(0x8A, PFNACC);
        row(0x8E, PFPNACC);
        row(0x90, PFCMPGE);
        row(0x94, PFMIN);
        row(0x96, PFRCP);
        row(0x97, PFRSQRT);
        row(0x9A, PFSUB);
        row(0x9E, PFADD);
        row(0xA0, PFCMPGT);
        row(0xA4, PFMAX);
        row(0xA6, PFRCPIT1);
        row(0xA7, PFRSQIT1);
        row(0xAA, PFSUBR);
        row(0xAE, PFACC);
        row(0xB0, PFCMPEQ);
        row(0xB4, PFMUL);
        row(0xB6, PFRCPIT2);
        row(0xB7, PMULHRW);
        row(0xBB, PSWAPD);
        row(0xBF, PAVGUSB);
    }
    // spotless:on

    private static void row(int suffix, Op op) {
        MAP.row(suffix, op, Pq, Qq);
    }
}
