package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D table A-4: opcodes behind 0F 38, and VEX map 2.
public final class Map0F38 {
    public static final OpcodeMap MAP = new OpcodeMap();

    private Map0F38() {}

    // spotless:off
    static {
        row0();
        row1();
        row2();
        row3();
        row4();
        rows5To7();
        row8();
        gathers();
        multiplyAdd();
        rowsBToD();
        rowE();
        rowF();
    }

    private static void row0() {
        packed(0x00, PSHUFB);
        packed(0x01, PHADDW);
        packed(0x02, PHADDD);
        packed(0x03, PHADDSW);
        packed(0x04, PMADDUBSW);
        packed(0x05, PHSUBW);
        packed(0x06, PHSUBD);
        packed(0x07, PHSUBSW);
        packed(0x08, PSIGNB);
        packed(0x09, PSIGNW);
        packed(0x0A, PSIGND);
        packed(0x0B, PMULHRSW);
        row(0x0C, VPERMILPS, Vx, Hx, Wx).p66().vex().w0();
        row(0x0D, VPERMILPD, Vx, Hx, Wx).p66().vex().w0();
        row(0x0E, VTESTPS, Vx, Wx).p66().vex().w0();
        row(0x0F, VTESTPD, Vx, Wx).p66().vex().w0();
    }

    private static void row1() {
        row(0x10, PBLENDVB, Vdq, Wdq, XMM0).p66();
        row(0x13, VCVTPH2PS, Vx, Whx).p66().vex().w0();
        row(0x14, BLENDVPS, Vdq, Wdq, XMM0).p66();
        row(0x15, BLENDVPD, Vdq, Wdq, XMM0).p66();
        row(0x16, VPERMPS, Vqq, Hqq, Wqq).p66().vex().w0().l1();
        row(0x17, PTEST, Vx, Wx).p66().v();
        row(0x18, VBROADCASTSS, Vx, Wss).p66().vex().w0();
        row(0x19, VBROADCASTSD, Vqq, Wsd).p66().vex().w0().l1();
        row(0x1A, VBROADCASTF128, Vqq, Mdq).p66().vex().w0().l1();
        row(0x1C, PABSB, Pq, Qq).np();
        row(0x1C, PABSB, Vx, Wx).p66().v();
        row(0x1D, PABSW, Pq, Qq).np();
        row(0x1D, PABSW, Vx, Wx).p66().v();
        row(0x1E, PABSD, Pq, Qq).np();
        row(0x1E, PABSD, Vx, Wx).p66().v();
    }

    private static void row2() {
        row(0x20, PMOVSXBW, Vx, Whx).p66().v();
        row(0x21, PMOVSXBD, Vx, Wfx).p66().v();
        row(0x22, PMOVSXBQ, Vx, Wex).p66().v();
        row(0x23, PMOVSXWD, Vx, Whx).p66().v();
        row(0x24, PMOVSXWQ, Vx, Wfx).p66().v();
        row(0x25, PMOVSXDQ, Vx, Whx).p66().v();
        row(0x28, PMULDQ, Vx, Hx, Wx).p66().v();
        row(0x29, PCMPEQQ, Vx, Hx, Wx).p66().v();
        row(0x2A, MOVNTDQA, Vx, Mx).p66().v();
        row(0x2B, PACKUSDW, Vx, Hx, Wx).p66().v();
        row(0x2C, VMASKMOVPS, Vx, Hx, Mx).p66().vex().w0();
        row(0x2D, VMASKMOVPD, Vx, Hx, Mx).p66().vex().w0();
        row(0x2E, VMASKMOVPS, Mx, Hx, Vx).p66().vex().w0();
        row(0x2F, VMASKMOVPD, Mx, Hx, Vx).p66().vex().w0();
    }

    private static void row3() {
        row(0x30, PMOVZXBW, Vx, Whx).p66().v();
        row(0x31, PMOVZXBD, Vx, Wfx).p66().v();
        row(0x32, PMOVZXBQ, Vx, Wex).p66().v();
        row(0x33, PMOVZXWD, Vx, Whx).p66().v();
        row(0x34, PMOVZXWQ, Vx, Wfx).p66().v();
        row(0x35, PMOVZXDQ, Vx, Whx).p66().v();
        row(0x36, VPERMD, Vqq, Hqq, Wqq).p66().vex().w0().l1();
        row(0x37, PCMPGTQ, Vx, Hx, Wx).p66().v();
        row(0x38, PMINSB, Vx, Hx, Wx).p66().v();
        row(0x39, PMINSD, Vx, Hx, Wx).p66().v();
        row(0x3A, PMINUW, Vx, Hx, Wx).p66().v();
        row(0x3B, PMINUD, Vx, Hx, Wx).p66().v();
        row(0x3C, PMAXSB, Vx, Hx, Wx).p66().v();
        row(0x3D, PMAXSD, Vx, Hx, Wx).p66().v();
        row(0x3E, PMAXUW, Vx, Hx, Wx).p66().v();
        row(0x3F, PMAXUD, Vx, Hx, Wx).p66().v();
    }

    private static void row4() {
        row(0x40, PMULLD, Vx, Hx, Wx).p66().v();
        row(0x41, PHMINPOSUW, Vdq, Wdq).p66().v1();
        row(0x45, VPSRLVD, Vx, Hx, Wx).p66().vex().w0();
        row(0x45, VPSRLVQ, Vx, Hx, Wx).p66().vex().w1();
        row(0x46, VPSRAVD, Vx, Hx, Wx).p66().vex().w0();
        row(0x47, VPSLLVD, Vx, Hx, Wx).p66().vex().w0();
        row(0x47, VPSLLVQ, Vx, Hx, Wx).p66().vex().w1();
        // AMX.
        row(0x49, TILERELEASE).modRm(0xC0).np().vex().w0().l0().o64();
        row(0x49, LDTILECFG, M).reg(0).np().vex().w0().l0().o64();
        row(0x49, STTILECFG, M).reg(0).p66().vex().w0().l0().o64();
        row(0x49, TILEZERO, Tt).pF2().rm(0).vex().w0().l0().o64();
        row(0x4B, TILELOADD, Tt, Msib).pF2().vex().w0().l0().o64();
        row(0x4B, TILELOADDT1, Tt, Msib).p66().vex().w0().l0().o64();
        row(0x4B, TILESTORED, Msib, Tt).pF3().vex().w0().l0().o64();
    }

    private static void rows5To7() {
        row(0x50, VPDPBUUD, Vx, Hx, Wx).np().vex().w0();
        row(0x50, VPDPBUSD, Vx, Hx, Wx).p66().vex().w0();
        row(0x50, VPDPBSUD, Vx, Hx, Wx).pF3().vex().w0();
        row(0x50, VPDPBSSD, Vx, Hx, Wx).pF2().vex().w0();
        row(0x51, VPDPBUUDS, Vx, Hx, Wx).np().vex().w0();
        row(0x51, VPDPBUSDS, Vx, Hx, Wx).p66().vex().w0();
        row(0x51, VPDPBSUDS, Vx, Hx, Wx).pF3().vex().w0();
        row(0x51, VPDPBSSDS, Vx, Hx, Wx).pF2().vex().w0();
        row(0x52, VPDPWSSD, Vx, Hx, Wx).p66().vex().w0();
        row(0x53, VPDPWSSDS, Vx, Hx, Wx).p66().vex().w0();
        row(0x58, VPBROADCASTD, Vx, Wss).p66().vex().w0();
        row(0x59, VPBROADCASTQ, Vx, Wsd).p66().vex().w0();
        row(0x5A, VBROADCASTI128, Vqq, Mdq).p66().vex().w0().l1();
        row(0x5C, TDPBF16PS, Tt, Tu, Tv).pF3().vex().w0().l0().o64();
        row(0x5C, TDPFP16PS, Tt, Tu, Tv).pF2().vex().w0().l0().o64();
        row(0x5E, TDPBUUD, Tt, Tu, Tv).np().vex().w0().l0().o64();
        row(0x5E, TDPBUSD, Tt, Tu, Tv).p66().vex().w0().l0().o64();
        row(0x5E, TDPBSUD, Tt, Tu, Tv).pF3().vex().w0().l0().o64();
        row(0x5E, TDPBSSD, Tt, Tu, Tv).pF2().vex().w0().l0().o64();
        row(0x72, VCVTNEPS2BF16, Vdq, Wx).pF3().vex().w0();
        row(0x78, VPBROADCASTB, Vx, Wb).p66().vex().w0();
        row(0x79, VPBROADCASTW, Vx, Ww).p66().vex().w0();
    }

    private static void row8() {
        row(0x80, INVEPT, Gr, Mdq).p66();
        row(0x81, INVVPID, Gr, Mdq).p66();
        row(0x82, INVPCID, Gr, Mdq).p66();
        row(0x8C, VPMASKMOVD, Vx, Hx, Mx).p66().vex().w0();
        row(0x8C, VPMASKMOVQ, Vx, Hx, Mx).p66().vex().w1();
        row(0x8E, VPMASKMOVD, Mx, Hx, Vx).p66().vex().w0();
        row(0x8E, VPMASKMOVQ, Mx, Hx, Vx).p66().vex().w1();
    }

    private static void gathers() {
        row(0x90, VPGATHERDD, Vx, MVxd, Hx).p66().vex().w0();
        row(0x90, VPGATHERDQ, Vx, MVdqq, Hx).p66().vex().w1();
        row(0x91, VPGATHERQD, Vdq, MVxd, Hdq).p66().vex().w0();
        row(0x91, VPGATHERQQ, Vx, MVxq, Hx).p66().vex().w1();
        row(0x92, VGATHERDPS, Vx, MVxd, Hx).p66().vex().w0();
        row(0x92, VGATHERDPD, Vx, MVdqq, Hx).p66().vex().w1();
        row(0x93, VGATHERQPS, Vdq, MVxd, Hdq).p66().vex().w0();
        row(0x93, VGATHERQPD, Vx, MVxq, Hx).p66().vex().w1();
    }

    private static void multiplyAdd() {
        packedMultiplyAdd(0x96, VFMADDSUB132PS, VFMADDSUB132PD);
        packedMultiplyAdd(0x97, VFMSUBADD132PS, VFMSUBADD132PD);
        multiplyAdd(0x98, VFMADD132PS, VFMADD132PD, VFMADD132SS, VFMADD132SD);
        multiplyAdd(0x9A, VFMSUB132PS, VFMSUB132PD, VFMSUB132SS, VFMSUB132SD);
        multiplyAdd(0x9C, VFNMADD132PS, VFNMADD132PD, VFNMADD132SS, VFNMADD132SD);
        multiplyAdd(0x9E, VFNMSUB132PS, VFNMSUB132PD, VFNMSUB132SS, VFNMSUB132SD);
        packedMultiplyAdd(0xA6, VFMADDSUB213PS, VFMADDSUB213PD);
        packedMultiplyAdd(0xA7, VFMSUBADD213PS, VFMSUBADD213PD);
        multiplyAdd(0xA8, VFMADD213PS, VFMADD213PD, VFMADD213SS, VFMADD213SD);
        multiplyAdd(0xAA, VFMSUB213PS, VFMSUB213PD, VFMSUB213SS, VFMSUB213SD);
        multiplyAdd(0xAC, VFNMADD213PS, VFNMADD213PD, VFNMADD213SS, VFNMADD213SD);
        multiplyAdd(0xAE, VFNMSUB213PS, VFNMSUB213PD, VFNMSUB213SS, VFNMSUB213SD);
        packedMultiplyAdd(0xB6, VFMADDSUB231PS, VFMADDSUB231PD);
        packedMultiplyAdd(0xB7, VFMSUBADD231PS, VFMSUBADD231PD);
        multiplyAdd(0xB8, VFMADD231PS, VFMADD231PD, VFMADD231SS, VFMADD231SD);
        multiplyAdd(0xBA, VFMSUB231PS, VFMSUB231PD, VFMSUB231SS, VFMSUB231SD);
        multiplyAdd(0xBC, VFNMADD231PS, VFNMADD231PD, VFNMADD231SS, VFNMADD231SD);
        multiplyAdd(0xBE, VFNMSUB231PS, VFNMSUB231PD, VFNMSUB231SS, VFNMSUB231SD);
    }

    private static void rowsBToD() {
        row(0xB0, VCVTNEOPH2PS, Vx, Mx).np().vex().w0();
        row(0xB0, VCVTNEEPH2PS, Vx, Mx).p66().vex().w0();
        row(0xB0, VCVTNEEBF162PS, Vx, Mx).pF3().vex().w0();
        row(0xB0, VCVTNEOBF162PS, Vx, Mx).pF2().vex().w0();
        row(0xB1, VBCSTNESH2PS, Vx, Mw).p66().vex().w0();
        row(0xB1, VBCSTNEBF162PS, Vx, Mw).pF3().vex().w0();
        row(0xB4, VPMADD52LUQ, Vx, Hx, Wx).p66().vex().w1();
        row(0xB5, VPMADD52HUQ, Vx, Hx, Wx).p66().vex().w1();
        row(0xC8, SHA1NEXTE, Vdq, Wdq).np();
        row(0xC9, SHA1MSG1, Vdq, Wdq).np();
        row(0xCA, SHA1MSG2, Vdq, Wdq).np();
        row(0xCB, SHA256RNDS2, Vdq, Wdq, XMM0).np();
        row(0xCC, SHA256MSG1, Vdq, Wdq).np();
        row(0xCD, SHA256MSG2, Vdq, Wdq).np();
        row(0xCF, GF2P8MULB, Vdq, Wdq).p66();
        row(0xCF, GF2P8MULB, Vx, Hx, Wx).p66().vex().w0();
        row(0xD8, AESENCWIDE128KL, M).reg(0).pF3();
        row(0xD8, AESDECWIDE128KL, M).reg(1).pF3();
        row(0xD8, AESENCWIDE256KL, M).reg(2).pF3();
        row(0xD8, AESDECWIDE256KL, M).reg(3).pF3();
        row(0xDB, AESIMC, Vdq, Wdq).p66().v1();
        row(0xDC, AESENC, Vx, Hx, Wx).p66().v();
        row(0xDC, AESENC128KL, Vdq, M).pF3();
        row(0xDC, LOADIWKEY, Vdq, Udq).pF3();
        row(0xDD, AESENCLAST, Vx, Hx, Wx).p66().v();
        row(0xDD, AESDEC128KL, Vdq, M).pF3();
        row(0xDE, AESDEC, Vx, Hx, Wx).p66().v();
        row(0xDE, AESENC256KL, Vdq, M).pF3();
        row(0xDF, AESDECLAST, Vx, Hx, Wx).p66().v();
        row(0xDF, AESDEC256KL, Vdq, M).pF3();
    }

    private static void rowE() {
        for (int condition = 0; condition < 16; condition++) {
            row(0xE0 + condition, CMPCCXADD, My, Gy, By).p66().vex().l0().o64();
        }
    }

    private static void rowF() {
        row(0xF0, CRC32, Gy, Eb).pF2();
        row(0xF0, MOVBE, Gv, Mv).noRepeat();
        row(0xF1, CRC32, Gy, Ev).pF2();
        row(0xF1, MOVBE, Mv, Gv).noRepeat();
        row(0xF2, ANDN, Gy, By, Ey).np().vex().l0();
        // Group 17.
        row(0xF3, BLSR, By, Ey).reg(1).np().vex().l0();
        row(0xF3, BLSMSK, By, Ey).reg(2).np().vex().l0();
        row(0xF3, BLSI, By, Ey).reg(3).np().vex().l0();
        row(0xF5, WRUSS, My, Gy).p66();
        row(0xF5, BZHI, Gy, Ey, By).np().vex().l0();
        row(0xF5, PEXT, Gy, By, Ey).pF3().vex().l0();
        row(0xF5, PDEP, Gy, By, Ey).pF2().vex().l0();
        row(0xF6, WRSS, My, Gy).np();
        row(0xF6, ADCX, Gy, Ey).p66();
        row(0xF6, ADOX, Gy, Ey).pF3();
        row(0xF6, MULX, Gy, By, Ey).pF2().vex().l0();
        row(0xF7, BEXTR, Gy, Ey, By).np().vex().l0();
        row(0xF7, SHLX, Gy, Ey, By).p66().vex().l0();
        row(0xF7, SARX, Gy, Ey, By).pF3().vex().l0();
        row(0xF7, SHRX, Gy, Ey, By).pF2().vex().l0();
        row(0xF8, MOVDIR64B, Ga, Mline).p66();
        row(0xF8, ENQCMDS, Ga, Mline).pF3();
        row(0xF8, ENQCMD, Ga, Mline).pF2();
        row(0xF9, MOVDIRI, My, Gy).np();
        row(0xFA, ENCODEKEY128, Gd, Rd).pF3();
        row(0xFB, ENCODEKEY256, Gd, Rd).pF3();
        row(0xFC, AADD, My, Gy).np();
        row(0xFC, AAND, My, Gy).p66();
        row(0xFC, AXOR, My, Gy).pF3();
        row(0xFC, AOR, My, Gy).pF2();
    }

    /// MMX without a prefix, SSSE3 and AVX with 66.
    private static void packed(int opcode, Op op) {
        row(opcode, op, Pq, Qq).np();
        row(opcode, op, Vx, Hx, Wx).p66().v();
    }

    private static void packedMultiplyAdd(int opcode, Op ps, Op pd) {
        row(opcode, ps, Vx, Hx, Wx).p66().vex().w0();
        row(opcode, pd, Vx, Hx, Wx).p66().vex().w1();
    }

    /// Packed at the even opcode, scalar at the odd one.
    private static void multiplyAdd(int opcode, Op ps, Op pd, Op ss, Op sd) {
        packedMultiplyAdd(opcode, ps, pd);
        row(opcode + 1, ss, Vdq, Hdq, Wss).p66().vexScalar().w0();
        row(opcode + 1, sd, Vdq, Hdq, Wsd).p66().vexScalar().w1();
    }
    // spotless:on

    private static OpcodeRow row(int opcode, Op op) {
        return MAP.row(opcode, op);
    }

    private static OpcodeRow row(int opcode, Op op, OperandCode a) {
        return MAP.row(opcode, op, a);
    }

    private static OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b) {
        return MAP.row(opcode, op, a, b);
    }

    private static OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c) {
        return MAP.row(opcode, op, a, b, c);
    }
}
