package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// AMD APM 3 and 6: XOP maps 8, 9 and 10, with TBM and LWP.
public final class XopMaps {
    public static final OpcodeMap MAP_8 = new OpcodeMap();
    public static final OpcodeMap MAP_9 = new OpcodeMap();
    public static final OpcodeMap MAP_A = new OpcodeMap();

    private XopMaps() {}

    // spotless:off
    static {
        map8();
        map9();
        mapA();
    }

    private static void map8() {
        accumulate(0x85, VPMACSSWW);
        accumulate(0x86, VPMACSSWD);
        accumulate(0x87, VPMACSSDQL);
        accumulate(0x8E, VPMACSSDD);
        accumulate(0x8F, VPMACSSDQH);
        accumulate(0x95, VPMACSWW);
        accumulate(0x96, VPMACSWD);
        accumulate(0x97, VPMACSDQL);
        accumulate(0x9E, VPMACSDD);
        accumulate(0x9F, VPMACSDQH);
        MAP_8.row(0xA2, VPCMOV, Vx, Hx, Wx, Lx).np().vex().w0();
        MAP_8.row(0xA2, VPCMOV, Vx, Hx, Lx, Wx).np().vex().w1();
        accumulate(0xA3, VPPERM);
        MAP_8.row(0xA3, VPPERM, Vdq, Hdq, Ldq, Wdq).np().vex().w1().l0();
        accumulate(0xA6, VPMADCSSWD);
        accumulate(0xB6, VPMADCSWD);
        immediate(0xC0, VPROTB);
        immediate(0xC1, VPROTW);
        immediate(0xC2, VPROTD);
        immediate(0xC3, VPROTQ);
        compare(0xCC, VPCOMB);
        compare(0xCD, VPCOMW);
        compare(0xCE, VPCOMD);
        compare(0xCF, VPCOMQ);
        compare(0xEC, VPCOMUB);
        compare(0xED, VPCOMUW);
        compare(0xEE, VPCOMUD);
        compare(0xEF, VPCOMUQ);
    }

    private static void map9() {
        bits(0x01, 1, BLCFILL);
        bits(0x01, 2, BLSFILL);
        bits(0x01, 3, BLCS);
        bits(0x01, 4, TZMSK);
        bits(0x01, 5, BLCIC);
        bits(0x01, 6, BLSIC);
        bits(0x01, 7, T1MSKC);
        bits(0x02, 1, BLCMSK);
        bits(0x02, 6, BLCI);
        MAP_9.row(0x12, LLWPCB, Ry).reg(0).np().vex().l0();
        MAP_9.row(0x12, SLWPCB, Ry).reg(1).np().vex().l0();
        MAP_9.row(0x80, VFRCZPS, Vx, Wx).np().vex().w0();
        MAP_9.row(0x81, VFRCZPD, Vx, Wx).np().vex().w0();
        MAP_9.row(0x82, VFRCZSS, Vdq, Wss).np().vex().w0().l0();
        MAP_9.row(0x83, VFRCZSD, Vdq, Wsd).np().vex().w0().l0();
        variable(0x90, VPROTB);
        variable(0x91, VPROTW);
        variable(0x92, VPROTD);
        variable(0x93, VPROTQ);
        variable(0x94, VPSHLB);
        variable(0x95, VPSHLW);
        variable(0x96, VPSHLD);
        variable(0x97, VPSHLQ);
        variable(0x98, VPSHAB);
        variable(0x99, VPSHAW);
        variable(0x9A, VPSHAD);
        variable(0x9B, VPSHAQ);
        horizontal(0xC1, VPHADDBW);
        horizontal(0xC2, VPHADDBD);
        horizontal(0xC3, VPHADDBQ);
        horizontal(0xC6, VPHADDWD);
        horizontal(0xC7, VPHADDWQ);
        horizontal(0xCB, VPHADDDQ);
        horizontal(0xD1, VPHADDUBW);
        horizontal(0xD2, VPHADDUBD);
        horizontal(0xD3, VPHADDUBQ);
        horizontal(0xD6, VPHADDUWD);
        horizontal(0xD7, VPHADDUWQ);
        horizontal(0xDB, VPHADDUDQ);
        horizontal(0xE1, VPHSUBBW);
        horizontal(0xE2, VPHSUBWD);
        horizontal(0xE3, VPHSUBDQ);
    }

    private static void mapA() {
        MAP_A.row(0x10, BEXTR, Gy, Ey, Id).np().vex().l0();
        MAP_A.row(0x12, LWPINS, By, Ed, Id).reg(0).np().vex().l0();
        MAP_A.row(0x12, LWPVAL, By, Ed, Id).reg(1).np().vex().l0();
    }

    private static void accumulate(int opcode, Op op) {
        MAP_8.row(opcode, op, Vdq, Hdq, Wdq, Ldq).np().vex().w0().l0();
    }

    private static void immediate(int opcode, Op op) {
        MAP_8.row(opcode, op, Vdq, Wdq, Ib).np().vex().w0().l0();
    }

    private static void compare(int opcode, Op op) {
        MAP_8.row(opcode, op, Vdq, Hdq, Wdq, Ib).np().vex().w0().l0();
    }

    private static void bits(int opcode, int digit, Op op) {
        MAP_9.row(opcode, op, By, Ey).reg(digit).np().vex().l0();
    }

    private static void variable(int opcode, Op op) {
        MAP_9.row(opcode, op, Vdq, Wdq, Hdq).np().vex().w0().l0();
        MAP_9.row(opcode, op, Vdq, Hdq, Wdq).np().vex().w1().l0();
    }

    private static void horizontal(int opcode, Op op) {
        MAP_9.row(opcode, op, Vdq, Wdq).np().vex().w0().l0();
    }
    // spotless:on
}
