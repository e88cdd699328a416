package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D table A-5: opcodes behind 0F 3A, and VEX map 3 with AMD's four-operand instructions.
public final class Map0F3A {
    public static final OpcodeMap MAP = new OpcodeMap();

    private Map0F3A() {}

    // spotless:off
    static {
        row0();
        rows1To3();
        row4();
        row6();
        rowsCToF();
        multiplyAdd();
    }

    private static void row0() {
        row(0x00, VPERMQ, Vqq, Wqq, Ib).p66().vex().w1().l1();
        row(0x01, VPERMPD, Vqq, Wqq, Ib).p66().vex().w1().l1();
        row(0x02, VPBLENDD, Vx, Hx, Wx, Ib).p66().vex().w0();
        row(0x04, VPERMILPS, Vx, Wx, Ib).p66().vex().w0();
        row(0x05, VPERMILPD, Vx, Wx, Ib).p66().vex().w0();
        row(0x06, VPERM2F128, Vqq, Hqq, Wqq, Ib).p66().vex().w0().l1();
        row(0x08, ROUNDPS, Vx, Wx, Ib).p66().v();
        row(0x09, ROUNDPD, Vx, Wx, Ib).p66().v();
        row(0x0A, ROUNDSS, Vdq, Hdq, Wss, Ib).p66().vScalar();
        row(0x0B, ROUNDSD, Vdq, Hdq, Wsd, Ib).p66().vScalar();
        row(0x0C, BLENDPS, Vx, Hx, Wx, Ib).p66().v();
        row(0x0D, BLENDPD, Vx, Hx, Wx, Ib).p66().v();
        row(0x0E, PBLENDW, Vx, Hx, Wx, Ib).p66().v();
        row(0x0F, PALIGNR, Pq, Qq, Ib).np();
        row(0x0F, PALIGNR, Vx, Hx, Wx, Ib).p66().v();
    }

    private static void rows1To3() {
        row(0x14, PEXTRB, RdMb, Vdq, Ib).p66().v1();
        row(0x15, PEXTRW, RdMw, Vdq, Ib).p66().v1();
        row(0x16, PEXTRQ, Eq, Vdq, Ib).p66().w1().o64().v1();
        row(0x16, PEXTRD, Ed, Vdq, Ib).p66().v1();
        row(0x17, EXTRACTPS, Ed, Vdq, Ib).p66().v1();
        row(0x18, VINSERTF128, Vqq, Hqq, Wdq, Ib).p66().vex().w0().l1();
        row(0x19, VEXTRACTF128, Wdq, Vqq, Ib).p66().vex().w0().l1();
        row(0x1D, VCVTPS2PH, Whx, Vx, Ib).p66().vex().w0();
        row(0x20, PINSRB, Vdq, Hdq, RdMb, Ib).p66().v1();
        row(0x21, INSERTPS, Vdq, Hdq, Wss, Ib).p66().v1();
        row(0x22, PINSRQ, Vdq, Hdq, Eq, Ib).p66().w1().o64().v1();
        row(0x22, PINSRD, Vdq, Hdq, Ed, Ib).p66().v1();
        row(0x30, KSHIFTRB, Kr, Ku, Ib).p66().vex().w0().l0();
        row(0x30, KSHIFTRW, Kr, Ku, Ib).p66().vex().w1().l0();
        row(0x31, KSHIFTRD, Kr, Ku, Ib).p66().vex().w0().l0();
        row(0x31, KSHIFTRQ, Kr, Ku, Ib).p66().vex().w1().l0();
        row(0x32, KSHIFTLB, Kr, Ku, Ib).p66().vex().w0().l0();
        row(0x32, KSHIFTLW, Kr, Ku, Ib).p66().vex().w1().l0();
        row(0x33, KSHIFTLD, Kr, Ku, Ib).p66().vex().w0().l0();
        row(0x33, KSHIFTLQ, Kr, Ku, Ib).p66().vex().w1().l0();
        row(0x38, VINSERTI128, Vqq, Hqq, Wdq, Ib).p66().vex().w0().l1();
        row(0x39, VEXTRACTI128, Wdq, Vqq, Ib).p66().vex().w0().l1();
    }

    private static void row4() {
        row(0x40, DPPS, Vx, Hx, Wx, Ib).p66().v();
        row(0x41, DPPD, Vdq, Hdq, Wdq, Ib).p66().v1();
        row(0x42, MPSADBW, Vx, Hx, Wx, Ib).p66().v();
        row(0x44, PCLMULQDQ, Vx, Hx, Wx, Ib).p66().v();
        row(0x46, VPERM2I128, Vqq, Hqq, Wqq, Ib).p66().vex().w0().l1();
        permuteTwo(0x48, VPERMIL2PS);
        permuteTwo(0x49, VPERMIL2PD);
        row(0x4A, BLENDVPS, Vx, Hx, Wx, Lx).p66().vex().w0();
        row(0x4B, BLENDVPD, Vx, Hx, Wx, Lx).p66().vex().w0();
        row(0x4C, PBLENDVB, Vx, Hx, Wx, Lx).p66().vex().w0();
    }

    private static void row6() {
        row(0x60, PCMPESTRM, Vdq, Wdq, Ib).p66().v1();
        row(0x61, PCMPESTRI, Vdq, Wdq, Ib).p66().v1();
        row(0x62, PCMPISTRM, Vdq, Wdq, Ib).p66().v1();
        row(0x63, PCMPISTRI, Vdq, Wdq, Ib).p66().v1();
    }

    private static void rowsCToF() {
        row(0xCC, SHA1RNDS4, Vdq, Wdq, Ib).np();
        row(0xCE, GF2P8AFFINEQB, Vdq, Wdq, Ib).p66();
        row(0xCE, GF2P8AFFINEQB, Vx, Hx, Wx, Ib).p66().vex().w1();
        row(0xCF, GF2P8AFFINEINVQB, Vdq, Wdq, Ib).p66();
        row(0xCF, GF2P8AFFINEINVQB, Vx, Hx, Wx, Ib).p66().vex().w1();
        row(0xDF, AESKEYGENASSIST, Vdq, Wdq, Ib).p66().v1();
        row(0xF0, HRESET, Ib).modRm(0xC0).pF3();
        row(0xF0, RORX, Gy, Ey, Ib).pF2().vex().l0();
    }

    /// FMA4 (AMD APM 6).
    private static void multiplyAdd() {
        packedMultiplyAdd(0x5C, VFMADDSUBPS);
        packedMultiplyAdd(0x5D, VFMADDSUBPD);
        packedMultiplyAdd(0x5E, VFMSUBADDPS);
        packedMultiplyAdd(0x5F, VFMSUBADDPD);
        multiplyAdd(0x68, VFMADDPS, VFMADDPD, VFMADDSS, VFMADDSD);
        multiplyAdd(0x6C, VFMSUBPS, VFMSUBPD, VFMSUBSS, VFMSUBSD);
        multiplyAdd(0x78, VFNMADDPS, VFNMADDPD, VFNMADDSS, VFNMADDSD);
        multiplyAdd(0x7C, VFNMSUBPS, VFNMSUBPD, VFNMSUBSS, VFNMSUBSD);
    }

    /// W swaps the last two sources.
    private static void packedMultiplyAdd(int opcode, Op op) {
        row(opcode, op, Vx, Hx, Wx, Lx).p66().vex().w0();
        row(opcode, op, Vx, Hx, Lx, Wx).p66().vex().w1();
    }

    /// At four opcodes: packed single, packed double, scalar single, scalar double.
    private static void multiplyAdd(int opcode, Op ps, Op pd, Op ss, Op sd) {
        packedMultiplyAdd(opcode, ps);
        packedMultiplyAdd(opcode + 1, pd);
        row(opcode + 2, ss, Vdq, Hdq, Wss, Ldq).p66().vexScalar().w0();
        row(opcode + 2, ss, Vdq, Hdq, Ldq, Wss).p66().vexScalar().w1();
        row(opcode + 3, sd, Vdq, Hdq, Wsd, Ldq).p66().vexScalar().w0();
        row(opcode + 3, sd, Vdq, Hdq, Ldq, Wsd).p66().vexScalar().w1();
    }

    /// Five operands, two of them in the immediate byte.
    private static void permuteTwo(int opcode, Op op) {
        MAP.row(opcode, op, Vx, Hx, Wx, Lx, I4).p66().vex().w0();
        MAP.row(opcode, op, Vx, Hx, Lx, Wx, I4).p66().vex().w1();
    }
    // spotless:on

    private static OpcodeRow row(int opcode, Op op, OperandCode a) {
        return MAP.row(opcode, op, a);
    }

    private static OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c) {
        return MAP.row(opcode, op, a, b, c);
    }

    private static OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c, OperandCode d) {
        return MAP.row(opcode, op, a, b, c, d);
    }
}
