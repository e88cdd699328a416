package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// The instructions on AVX-512 mask registers in VEX map 1 (SDM 2A, KADDW to KXORD).
final class MaskRows {
    private MaskRows() {}

    // spotless:off
    static void addTo(OpcodeMap map) {
        binary(map, 0x41, KANDB, KANDW, KANDD, KANDQ);
        binary(map, 0x42, KANDNB, KANDNW, KANDND, KANDNQ);
        binary(map, 0x45, KORB, KORW, KORD, KORQ);
        binary(map, 0x46, KXNORB, KXNORW, KXNORD, KXNORQ);
        binary(map, 0x47, KXORB, KXORW, KXORD, KXORQ);
        binary(map, 0x4A, KADDB, KADDW, KADDD, KADDQ);
        map.row(0x4B, KUNPCKBW, Kr, Kv, Ku).vex().p66().w0().l1();
        map.row(0x4B, KUNPCKWD, Kr, Kv, Ku).vex().np().w0().l1();
        map.row(0x4B, KUNPCKDQ, Kr, Kv, Ku).vex().np().w1().l1();
        unary(map, 0x44, KNOTB, KNOTW, KNOTD, KNOTQ);
        map.row(0x90, KMOVB, Kr, Keb).vex().p66().w0().l0();
        map.row(0x90, KMOVW, Kr, Kew).vex().np().w0().l0();
        map.row(0x90, KMOVD, Kr, Ked).vex().p66().w1().l0();
        map.row(0x90, KMOVQ, Kr, Keq).vex().np().w1().l0();
        map.row(0x91, KMOVB, Mb, Kr).vex().p66().w0().l0();
        map.row(0x91, KMOVW, Mw, Kr).vex().np().w0().l0();
        map.row(0x91, KMOVD, Md, Kr).vex().p66().w1().l0();
        map.row(0x91, KMOVQ, Mq, Kr).vex().np().w1().l0();
        map.row(0x92, KMOVB, Kr, Rd).vex().p66().w0().l0();
        map.row(0x92, KMOVW, Kr, Rd).vex().np().w0().l0();
        map.row(0x92, KMOVQ, Kr, Rq).vex().pF2().w1().l0().o64();
        map.row(0x92, KMOVD, Kr, Rd).vex().pF2().l0();
        map.row(0x93, KMOVB, Gd, Ku).vex().p66().w0().l0();
        map.row(0x93, KMOVW, Gd, Ku).vex().np().w0().l0();
        map.row(0x93, KMOVQ, Gq, Ku).vex().pF2().w1().l0().o64();
        map.row(0x93, KMOVD, Gd, Ku).vex().pF2().l0();
        unary(map, 0x98, KORTESTB, KORTESTW, KORTESTD, KORTESTQ);
        unary(map, 0x99, KTESTB, KTESTW, KTESTD, KTESTQ);
    }

    private static void binary(OpcodeMap map, int opcode, Op byteForm, Op word, Op doubleword, Op quadword) {
        map.row(opcode, byteForm, Kr, Kv, Ku).vex().p66().w0().l1();
        map.row(opcode, word, Kr, Kv, Ku).vex().np().w0().l1();
        map.row(opcode, doubleword, Kr, Kv, Ku).vex().p66().w1().l1();
        map.row(opcode, quadword, Kr, Kv, Ku).vex().np().w1().l1();
    }

    private static void unary(OpcodeMap map, int opcode, Op byteForm, Op word, Op doubleword, Op quadword) {
        map.row(opcode, byteForm, Kr, Ku).vex().p66().w0().l0();
        map.row(opcode, word, Kr, Ku).vex().np().w0().l0();
        map.row(opcode, doubleword, Kr, Ku).vex().p66().w1().l0();
        map.row(opcode, quadword, Kr, Ku).vex().np().w1().l0();
    }
    // spotless:on
}
