package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D table A-3: opcodes behind 0F, and VEX map 1. The groups of table A-6 with system instructions are in
/// [TwoByteGroups], AVX-512's mask instructions in [MaskRows].
public final class TwoByteMap {
    public static final OpcodeMap MAP = new OpcodeMap();

    private TwoByteMap() {}

    // spotless:off
    static {
        rows0();
        row1();
        row2();
        rows3To4();
        row5();
        row6();
        row7();
        rows8To9();
        rowsAToB();
        rowC();
        rowD();
        rowE();
        rowF();
        TwoByteGroups.addTo(MAP);
        MaskRows.addTo(MAP);
    }

    private static void rows0() {
        row(0x02, LAR, Gv, RvMw);
        row(0x03, LSL, Gv, RvMw);
        row(0x05, SYSCALL);
        row(0x06, CLTS);
        row(0x07, SYSRET);
        row(0x08, INVD);
        row(0x09, WBNOINVD).pF3();
        row(0x09, WBINVD);
        row(0x0B, UD2);
        row(0x0E, FEMMS);
    }

    private static void row1() {
        row(0x10, MOVUPS, Vx, Wx).np().v();
        row(0x10, MOVUPD, Vx, Wx).p66().v();
        row(0x10, MOVSS, Vdq, Md).pF3().vScalar();
        row(0x10, MOVSS, Vdq, Hdq, Udq).pF3().vScalar();
        row(0x10, MOVSD, Vdq, Mq).pF2().vScalar();
        row(0x10, MOVSD, Vdq, Hdq, Udq).pF2().vScalar();
        row(0x11, MOVUPS, Wx, Vx).np().v();
        row(0x11, MOVUPD, Wx, Vx).p66().v();
        row(0x11, MOVSS, Md, Vdq).pF3().vScalar();
        row(0x11, MOVSS, Udq, Hdq, Vdq).pF3().vScalar();
        row(0x11, MOVSD, Mq, Vdq).pF2().vScalar();
        row(0x11, MOVSD, Udq, Hdq, Vdq).pF2().vScalar();
        row(0x12, MOVLPS, Vdq, Hdq, Mq).np().v1();
        row(0x12, MOVHLPS, Vdq, Hdq, Udq).np().v1();
        row(0x12, MOVLPD, Vdq, Hdq, Mq).p66().v1();
        row(0x12, MOVSLDUP, Vx, Wx).pF3().v();
        row(0x12, MOVDDUP, Vdq, Wsd).pF2().v1();
        row(0x12, MOVDDUP, Vqq, Wqq).pF2().vex().l1();
        row(0x13, MOVLPS, Mq, Vdq).np().v1();
        row(0x13, MOVLPD, Mq, Vdq).p66().v1();
        row(0x14, UNPCKLPS, Vx, Hx, Wx).np().v();
        row(0x14, UNPCKLPD, Vx, Hx, Wx).p66().v();
        row(0x15, UNPCKHPS, Vx, Hx, Wx).np().v();
        row(0x15, UNPCKHPD, Vx, Hx, Wx).p66().v();
        row(0x16, MOVHPS, Vdq, Hdq, Mq).np().v1();
        row(0x16, MOVLHPS, Vdq, Hdq, Udq).np().v1();
        row(0x16, MOVHPD, Vdq, Hdq, Mq).p66().v1();
        row(0x16, MOVSHDUP, Vx, Wx).pF3().v();
        row(0x17, MOVHPS, Mq, Vdq).np().v1();
        row(0x17, MOVHPD, Mq, Vdq).p66().v1();
        row(0x1F, NOP, Ev);
    }

    private static void row2() {
        row(0x20, MOV, Rr, Cr);
        row(0x21, MOV, Rr, Dr);
        row(0x22, MOV, Cr, Rr);
        row(0x23, MOV, Dr, Rr);
        row(0x24, MOV, Rd, Tr).i64();
        row(0x26, MOV, Tr, Rd).i64();
        row(0x28, MOVAPS, Vx, Wx).np().v();
        row(0x28, MOVAPD, Vx, Wx).p66().v();
        row(0x29, MOVAPS, Wx, Vx).np().v();
        row(0x29, MOVAPD, Wx, Vx).p66().v();
        row(0x2A, CVTPI2PS, Vdq, Qq).np();
        row(0x2A, CVTPI2PD, Vdq, Qq).p66();
        row(0x2A, CVTSI2SS, Vdq, Hdq, Ey).pF3().vScalar();
        row(0x2A, CVTSI2SD, Vdq, Hdq, Ey).pF2().vScalar();
        row(0x2B, MOVNTPS, Mx, Vx).np().v();
        row(0x2B, MOVNTPD, Mx, Vx).p66().v();
        row(0x2B, MOVNTSS, Md, Vdq).pF3();
        row(0x2B, MOVNTSD, Mq, Vdq).pF2();
        row(0x2C, CVTTPS2PI, Pq, Wsd).np();
        row(0x2C, CVTTPD2PI, Pq, Wdq).p66();
        row(0x2C, CVTTSS2SI, Gy, Wss).pF3().vScalar();
        row(0x2C, CVTTSD2SI, Gy, Wsd).pF2().vScalar();
        row(0x2D, CVTPS2PI, Pq, Wsd).np();
        row(0x2D, CVTPD2PI, Pq, Wdq).p66();
        row(0x2D, CVTSS2SI, Gy, Wss).pF3().vScalar();
        row(0x2D, CVTSD2SI, Gy, Wsd).pF2().vScalar();
        row(0x2E, UCOMISS, Vdq, Wss).np().vScalar();
        row(0x2E, UCOMISD, Vdq, Wsd).p66().vScalar();
        row(0x2F, COMISS, Vdq, Wss).np().vScalar();
        row(0x2F, COMISD, Vdq, Wsd).p66().vScalar();
    }

    private static void rows3To4() {
        row(0x30, WRMSR);
        row(0x31, RDTSC);
        row(0x32, RDMSR);
        row(0x33, RDPMC);
        row(0x34, SYSENTER);
        row(0x35, SYSEXIT);
        row(0x37, GETSEC);
        for (int condition = 0; condition < 16; condition++) {
            row(0x40 + condition, CMOVCC, Gv, Ev);
        }
    }

    private static void row5() {
        row(0x50, MOVMSKPS, Gy, Ux).np().v();
        row(0x50, MOVMSKPD, Gy, Ux).p66().v();
        row(0x51, SQRTPS, Vx, Wx).np().v();
        row(0x51, SQRTPD, Vx, Wx).p66().v();
        row(0x51, SQRTSS, Vdq, Hdq, Wss).pF3().vScalar();
        row(0x51, SQRTSD, Vdq, Hdq, Wsd).pF2().vScalar();
        row(0x52, RSQRTPS, Vx, Wx).np().v();
        row(0x52, RSQRTSS, Vdq, Hdq, Wss).pF3().vScalar();
        row(0x53, RCPPS, Vx, Wx).np().v();
        row(0x53, RCPSS, Vdq, Hdq, Wss).pF3().vScalar();
        row(0x54, ANDPS, Vx, Hx, Wx).np().v();
        row(0x54, ANDPD, Vx, Hx, Wx).p66().v();
        row(0x55, ANDNPS, Vx, Hx, Wx).np().v();
        row(0x55, ANDNPD, Vx, Hx, Wx).p66().v();
        row(0x56, ORPS, Vx, Hx, Wx).np().v();
        row(0x56, ORPD, Vx, Hx, Wx).p66().v();
        row(0x57, XORPS, Vx, Hx, Wx).np().v();
        row(0x57, XORPD, Vx, Hx, Wx).p66().v();
        floating(0x58, ADDPS, ADDPD, ADDSS, ADDSD);
        floating(0x59, MULPS, MULPD, MULSS, MULSD);
        row(0x5A, CVTPS2PD, Vx, Whx).np().v();
        row(0x5A, CVTPD2PS, Vdq, Wx).p66().v();
        row(0x5A, CVTSS2SD, Vdq, Hdq, Wss).pF3().vScalar();
        row(0x5A, CVTSD2SS, Vdq, Hdq, Wsd).pF2().vScalar();
        row(0x5B, CVTDQ2PS, Vx, Wx).np().v();
        row(0x5B, CVTPS2DQ, Vx, Wx).p66().v();
        row(0x5B, CVTTPS2DQ, Vx, Wx).pF3().v();
        floating(0x5C, SUBPS, SUBPD, SUBSS, SUBSD);
        floating(0x5D, MINPS, MINPD, MINSS, MINSD);
        floating(0x5E, DIVPS, DIVPD, DIVSS, DIVSD);
        floating(0x5F, MAXPS, MAXPD, MAXSS, MAXSD);
    }

    private static void row6() {
        interleaveLow(0x60, PUNPCKLBW);
        interleaveLow(0x61, PUNPCKLWD);
        interleaveLow(0x62, PUNPCKLDQ);
        packed(0x63, PACKSSWB);
        packed(0x64, PCMPGTB);
        packed(0x65, PCMPGTW);
        packed(0x66, PCMPGTD);
        packed(0x67, PACKUSWB);
        packed(0x68, PUNPCKHBW);
        packed(0x69, PUNPCKHWD);
        packed(0x6A, PUNPCKHDQ);
        packed(0x6B, PACKSSDW);
        row(0x6C, PUNPCKLQDQ, Vx, Hx, Wx).p66().v();
        row(0x6D, PUNPCKHQDQ, Vx, Hx, Wx).p66().v();
        row(0x6E, MOVQ, Pq, Eq).np().w1().o64();
        row(0x6E, MOVD, Pq, Ed).np();
        row(0x6E, MOVQ, Vdq, Eq).p66().w1().o64().v1();
        row(0x6E, MOVD, Vdq, Ed).p66().v1();
        row(0x6F, MOVQ, Pq, Qq).np();
        row(0x6F, MOVDQA, Vx, Wx).p66().v();
        row(0x6F, MOVDQU, Vx, Wx).pF3().v();
    }

    private static void row7() {
        row(0x70, PSHUFW, Pq, Qq, Ib).np();
        row(0x70, PSHUFD, Vx, Wx, Ib).p66().v();
        row(0x70, PSHUFHW, Vx, Wx, Ib).pF3().v();
        row(0x70, PSHUFLW, Vx, Wx, Ib).pF2().v();
        // Groups 12 to 14.
        row(0x71, PSRLW, Nq, Ib).reg(2).np();
        row(0x71, PSRLW, Hx, Ux, Ib).reg(2).p66().v();
        row(0x71, PSRAW, Nq, Ib).reg(4).np();
        row(0x71, PSRAW, Hx, Ux, Ib).reg(4).p66().v();
        row(0x71, PSLLW, Nq, Ib).reg(6).np();
        row(0x71, PSLLW, Hx, Ux, Ib).reg(6).p66().v();
        row(0x72, PSRLD, Nq, Ib).reg(2).np();
        row(0x72, PSRLD, Hx, Ux, Ib).reg(2).p66().v();
        row(0x72, PSRAD, Nq, Ib).reg(4).np();
        row(0x72, PSRAD, Hx, Ux, Ib).reg(4).p66().v();
        row(0x72, PSLLD, Nq, Ib).reg(6).np();
        row(0x72, PSLLD, Hx, Ux, Ib).reg(6).p66().v();
        row(0x73, PSRLQ, Nq, Ib).reg(2).np();
        row(0x73, PSRLQ, Hx, Ux, Ib).reg(2).p66().v();
        row(0x73, PSRLDQ, Hx, Ux, Ib).reg(3).p66().v();
        row(0x73, PSLLQ, Nq, Ib).reg(6).np();
        row(0x73, PSLLQ, Hx, Ux, Ib).reg(6).p66().v();
        row(0x73, PSLLDQ, Hx, Ux, Ib).reg(7).p66().v();

        packed(0x74, PCMPEQB);
        packed(0x75, PCMPEQW);
        packed(0x76, PCMPEQD);
        row(0x77, EMMS).np();
        row(0x77, VZEROUPPER).np().vex().l0();
        row(0x77, VZEROALL).np().vex().l1();
        row(0x78, VMREAD, Er, Gr).np();
        row(0x78, EXTRQ, Udq, Ib, Ib).p66().reg(0); // SSE4a
        row(0x78, INSERTQ, Vdq, Udq, Ib, Ib).pF2();
        row(0x79, VMWRITE, Gr, Er).np();
        row(0x79, EXTRQ, Vdq, Udq).p66();
        row(0x79, INSERTQ, Vdq, Udq).pF2();
        row(0x7C, HADDPD, Vx, Hx, Wx).p66().v();
        row(0x7C, HADDPS, Vx, Hx, Wx).pF2().v();
        row(0x7D, HSUBPD, Vx, Hx, Wx).p66().v();
        row(0x7D, HSUBPS, Vx, Hx, Wx).pF2().v();
        row(0x7E, MOVQ, Eq, Pq).np().w1().o64();
        row(0x7E, MOVD, Ed, Pq).np();
        row(0x7E, MOVQ, Eq, Vdq).p66().w1().o64().v1();
        row(0x7E, MOVD, Ed, Vdq).p66().v1();
        row(0x7E, MOVQ, Vdq, Wsd).pF3().v1();
        row(0x7F, MOVQ, Qq, Pq).np();
        row(0x7F, MOVDQA, Wx, Vx).p66().v();
        row(0x7F, MOVDQU, Wx, Vx).pF3().v();
    }

    private static void rows8To9() {
        for (int condition = 0; condition < 16; condition++) {
            row(0x80 + condition, JCC, Jz).f64();
        }
        for (int condition = 0; condition < 16; condition++) {
            row(0x90 + condition, SETCC, Eb);
        }
    }

    private static void rowsAToB() {
        row(0xA0, PUSH, FS).d64();
        row(0xA1, POP, FS).d64();
        row(0xA2, CPUID);
        row(0xA3, BT, Ev, Gv);
        row(0xA4, SHLD, Ev, Gv, Ib);
        row(0xA5, SHLD, Ev, Gv, CL);
        row(0xA8, PUSH, GS).d64();
        row(0xA9, POP, GS).d64();
        row(0xAA, RSM);
        row(0xAB, BTS, Ev, Gv);
        row(0xAC, SHRD, Ev, Gv, Ib);
        row(0xAD, SHRD, Ev, Gv, CL);
        row(0xAF, IMUL, Gv, Ev);

        row(0xB0, CMPXCHG, Eb, Gb);
        row(0xB1, CMPXCHG, Ev, Gv);
        row(0xB2, LSS, Gv, Mp);
        row(0xB3, BTR, Ev, Gv);
        row(0xB4, LFS, Gv, Mp);
        row(0xB5, LGS, Gv, Mp);
        row(0xB6, MOVZX, Gv, Eb);
        row(0xB7, MOVZX, Gv, Ew);
        row(0xB8, POPCNT, Gv, Ev).pF3();
        row(0xB9, UD1, Gv, Ev);
        // Group 8.
        row(0xBA, BT, Ev, Ib).reg(4);
        row(0xBA, BTS, Ev, Ib).reg(5);
        row(0xBA, BTR, Ev, Ib).reg(6);
        row(0xBA, BTC, Ev, Ib).reg(7);
        row(0xBB, BTC, Ev, Gv);
        row(0xBC, TZCNT, Gv, Ev).pF3();
        row(0xBC, BSF, Gv, Ev);
        row(0xBD, LZCNT, Gv, Ev).pF3();
        row(0xBD, BSR, Gv, Ev);
        row(0xBE, MOVSX, Gv, Eb);
        row(0xBF, MOVSX, Gv, Ew);
    }

    private static void rowC() {
        row(0xC0, XADD, Eb, Gb);
        row(0xC1, XADD, Ev, Gv);
        row(0xC2, CMPPS, Vx, Hx, Wx, Ib).np().v();
        row(0xC2, CMPPD, Vx, Hx, Wx, Ib).p66().v();
        row(0xC2, CMPSS, Vdq, Hdq, Wss, Ib).pF3().vScalar();
        row(0xC2, CMPSD, Vdq, Hdq, Wsd, Ib).pF2().vScalar();
        row(0xC3, MOVNTI, My, Gy).np();
        row(0xC4, PINSRW, Pq, RdMw, Ib).np();
        row(0xC4, PINSRW, Vdq, Hdq, RdMw, Ib).p66().v1();
        row(0xC5, PEXTRW, Gd, Nq, Ib).np();
        row(0xC5, PEXTRW, Gd, Udq, Ib).p66().v1();
        row(0xC6, SHUFPS, Vx, Hx, Wx, Ib).np().v();
        row(0xC6, SHUFPD, Vx, Hx, Wx, Ib).p66().v();
        for (int i = 0; i < 8; i++) {
            row(0xC8 + i, BSWAP, Zv);
        }
    }

    private static void rowD() {
        row(0xD0, ADDSUBPD, Vx, Hx, Wx).p66().v();
        row(0xD0, ADDSUBPS, Vx, Hx, Wx).pF2().v();
        shift(0xD1, PSRLW);
        shift(0xD2, PSRLD);
        shift(0xD3, PSRLQ);
        packed(0xD4, PADDQ);
        packed(0xD5, PMULLW);
        row(0xD6, MOVQ, Wsd, Vdq).p66().v1();
        row(0xD6, MOVQ2DQ, Vdq, Nq).pF3();
        row(0xD6, MOVDQ2Q, Pq, Udq).pF2();
        row(0xD7, PMOVMSKB, Gy, Nq).np();
        row(0xD7, PMOVMSKB, Gy, Ux).p66().v();
        packed(0xD8, PSUBUSB);
        packed(0xD9, PSUBUSW);
        packed(0xDA, PMINUB);
        packed(0xDB, PAND);
        packed(0xDC, PADDUSB);
        packed(0xDD, PADDUSW);
        packed(0xDE, PMAXUB);
        packed(0xDF, PANDN);
    }

    private static void rowE() {
        packed(0xE0, PAVGB);
        shift(0xE1, PSRAW);
        shift(0xE2, PSRAD);
        packed(0xE3, PAVGW);
        packed(0xE4, PMULHUW);
        packed(0xE5, PMULHW);
        row(0xE6, CVTTPD2DQ, Vdq, Wx).p66().v();
        row(0xE6, CVTDQ2PD, Vx, Whx).pF3().v();
        row(0xE6, CVTPD2DQ, Vdq, Wx).pF2().v();
        row(0xE7, MOVNTQ, Mq, Pq).np();
        row(0xE7, MOVNTDQ, Mx, Vx).p66().v();
        packed(0xE8, PSUBSB);
        packed(0xE9, PSUBSW);
        packed(0xEA, PMINSW);
        packed(0xEB, POR);
        packed(0xEC, PADDSB);
        packed(0xED, PADDSW);
        packed(0xEE, PMAXSW);
        packed(0xEF, PXOR);
    }

    private static void rowF() {
        row(0xF0, LDDQU, Vx, Mx).pF2().v();
        shift(0xF1, PSLLW);
        shift(0xF2, PSLLD);
        shift(0xF3, PSLLQ);
        packed(0xF4, PMULUDQ);
        packed(0xF5, PMADDWD);
        packed(0xF6, PSADBW);
        row(0xF7, MASKMOVQ, Pq, Nq, DIq).np();
        row(0xF7, MASKMOVDQU, Vdq, Udq, DIdq).p66().v1();
        packed(0xF8, PSUBB);
        packed(0xF9, PSUBW);
        packed(0xFA, PSUBD);
        packed(0xFB, PSUBQ);
        packed(0xFC, PADDB);
        packed(0xFD, PADDW);
        packed(0xFE, PADDD);
        row(0xFF, UD0, Gv, Ev);
    }

    /// A column each for no prefix, 66, F3 and F2.
    private static void floating(int opcode, Op ps, Op pd, Op ss, Op sd) {
        row(opcode, ps, Vx, Hx, Wx).np().v();
        row(opcode, pd, Vx, Hx, Wx).p66().v();
        row(opcode, ss, Vdq, Hdq, Wss).pF3().vScalar();
        row(opcode, sd, Vdq, Hdq, Wsd).pF2().vScalar();
    }

    /// MMX without a prefix, SSE2 and AVX with 66.
    private static void packed(int opcode, Op op) {
        row(opcode, op, Pq, Qq).np();
        row(opcode, op, Vx, Hx, Wx).p66().v();
    }

    /// The same with 32 bits in memory for MMX.
    private static void interleaveLow(int opcode, Op op) {
        row(opcode, op, Pq, Qd).np();
        row(opcode, op, Vx, Hx, Wx).p66().v();
    }

    /// The same with a count of 128 bits.
    private static void shift(int opcode, Op op) {
        row(opcode, op, Pq, Qq).np();
        row(opcode, op, Vx, Hx, Wdq).p66().v();
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

    private static OpcodeRow row(int opcode, Op op, OperandCode a, OperandCode b, OperandCode c, OperandCode d) {
        return MAP.row(opcode, op, a, b, c, d);
    }
}
