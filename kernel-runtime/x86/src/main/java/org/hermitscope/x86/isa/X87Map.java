package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D tables: the x87 escapes D8 to DF, by their first byte. Aliases are encodings that the manual
/// leaves
/// empty and all processors execute.
public final class X87Map {
    public static final OpcodeMap MAP = new OpcodeMap();

    private X87Map() {}

    // spotless:off
    static {
        d8();
        d9();
        da();
        db();
        dc();
        dd();
        de();
        df();
    }

    private static void d8() {
        row(0xD8, FADD, Md).reg(0);
        row(0xD8, FMUL, Md).reg(1);
        row(0xD8, FCOM, Md).reg(2);
        row(0xD8, FCOMP, Md).reg(3);
        row(0xD8, FSUB, Md).reg(4);
        row(0xD8, FSUBR, Md).reg(5);
        row(0xD8, FDIV, Md).reg(6);
        row(0xD8, FDIVR, Md).reg(7);
        row(0xD8, FADD, ST0, STi).reg(0);
        row(0xD8, FMUL, ST0, STi).reg(1);
        row(0xD8, FCOM, ST0, STi).reg(2);
        row(0xD8, FCOMP, ST0, STi).reg(3);
        row(0xD8, FSUB, ST0, STi).reg(4);
        row(0xD8, FSUBR, ST0, STi).reg(5);
        row(0xD8, FDIV, ST0, STi).reg(6);
        row(0xD8, FDIVR, ST0, STi).reg(7);
    }

    private static void d9() {
        row(0xD9, FLD, Md).reg(0);
        row(0xD9, FST, Md).reg(2);
        row(0xD9, FSTP, Md).reg(3);
        row(0xD9, FLDENV, Menv).reg(4);
        row(0xD9, FLDCW, Mw).reg(5);
        row(0xD9, FNSTENV, Menv).reg(6);
        row(0xD9, FNSTCW, Mw).reg(7);
        row(0xD9, FLD, STi).reg(0);
        row(0xD9, FXCH, STi).reg(1);
        row(0xD9, FNOP).modRm(0xD0);
        row(0xD9, FSTP, STi).reg(3);
        row(0xD9, FCHS).modRm(0xE0);
        row(0xD9, FABS).modRm(0xE1);
        row(0xD9, FTST).modRm(0xE4);
        row(0xD9, FXAM).modRm(0xE5);
        row(0xD9, FLD1).modRm(0xE8);
        row(0xD9, FLDL2T).modRm(0xE9);
        row(0xD9, FLDL2E).modRm(0xEA);
        row(0xD9, FLDPI).modRm(0xEB);
        row(0xD9, FLDLG2).modRm(0xEC);
        row(0xD9, FLDLN2).modRm(0xED);
        row(0xD9, FLDZ).modRm(0xEE);
        row(0xD9, F2XM1).modRm(0xF0);
        row(0xD9, FYL2X).modRm(0xF1);
        row(0xD9, FPTAN).modRm(0xF2);
        row(0xD9, FPATAN).modRm(0xF3);
        row(0xD9, FXTRACT).modRm(0xF4);
        row(0xD9, FPREM1).modRm(0xF5);
        row(0xD9, FDECSTP).modRm(0xF6);
        row(0xD9, FINCSTP).modRm(0xF7);
        row(0xD9, FPREM).modRm(0xF8);
        row(0xD9, FYL2XP1).modRm(0xF9);
        row(0xD9, FSQRT).modRm(0xFA);
        row(0xD9, FSINCOS).modRm(0xFB);
        row(0xD9, FRNDINT).modRm(0xFC);
        row(0xD9, FSCALE).modRm(0xFD);
        row(0xD9, FSIN).modRm(0xFE);
        row(0xD9, FCOS).modRm(0xFF);
    }

    private static void da() {
        row(0xDA, FIADD, Md).reg(0);
        row(0xDA, FIMUL, Md).reg(1);
        row(0xDA, FICOM, Md).reg(2);
        row(0xDA, FICOMP, Md).reg(3);
        row(0xDA, FISUB, Md).reg(4);
        row(0xDA, FISUBR, Md).reg(5);
        row(0xDA, FIDIV, Md).reg(6);
        row(0xDA, FIDIVR, Md).reg(7);
        row(0xDA, FCMOVB, ST0, STi).reg(0);
        row(0xDA, FCMOVE, ST0, STi).reg(1);
        row(0xDA, FCMOVBE, ST0, STi).reg(2);
        row(0xDA, FCMOVU, ST0, STi).reg(3);
        row(0xDA, FUCOMPP).modRm(0xE9);
    }

    private static void db() {
        row(0xDB, FILD, Md).reg(0);
        row(0xDB, FISTTP, Md).reg(1);
        row(0xDB, FIST, Md).reg(2);
        row(0xDB, FISTP, Md).reg(3);
        row(0xDB, FLD, Mt).reg(5);
        row(0xDB, FSTP, Mt).reg(7);
        row(0xDB, FCMOVNB, ST0, STi).reg(0);
        row(0xDB, FCMOVNE, ST0, STi).reg(1);
        row(0xDB, FCMOVNBE, ST0, STi).reg(2);
        row(0xDB, FCMOVNU, ST0, STi).reg(3);
        row(0xDB, FNENI).modRm(0xE0);
        row(0xDB, FNDISI).modRm(0xE1);
        row(0xDB, FNCLEX).modRm(0xE2);
        row(0xDB, FNINIT).modRm(0xE3);
        row(0xDB, FNSETPM).modRm(0xE4);
        row(0xDB, FRSTPM).modRm(0xE5);
        row(0xDB, FUCOMI, ST0, STi).reg(5);
        row(0xDB, FCOMI, ST0, STi).reg(6);
    }

    private static void dc() {
        row(0xDC, FADD, Mq).reg(0);
        row(0xDC, FMUL, Mq).reg(1);
        row(0xDC, FCOM, Mq).reg(2);
        row(0xDC, FCOMP, Mq).reg(3);
        row(0xDC, FSUB, Mq).reg(4);
        row(0xDC, FSUBR, Mq).reg(5);
        row(0xDC, FDIV, Mq).reg(6);
        row(0xDC, FDIVR, Mq).reg(7);
        row(0xDC, FADD, STi, ST0).reg(0);
        row(0xDC, FMUL, STi, ST0).reg(1);
        row(0xDC, FSUBR, STi, ST0).reg(4);
        row(0xDC, FSUB, STi, ST0).reg(5);
        row(0xDC, FDIVR, STi, ST0).reg(6);
        row(0xDC, FDIV, STi, ST0).reg(7);
        row(0xDC, FCOM, ST0, STi).reg(2); // alias
        row(0xDC, FCOMP, ST0, STi).reg(3); // alias
    }

    private static void dd() {
        row(0xDD, FLD, Mq).reg(0);
        row(0xDD, FISTTP, Mq).reg(1);
        row(0xDD, FST, Mq).reg(2);
        row(0xDD, FSTP, Mq).reg(3);
        row(0xDD, FRSTOR, Mstate).reg(4);
        row(0xDD, FNSAVE, Mstate).reg(6);
        row(0xDD, FNSTSW, Mw).reg(7);
        row(0xDD, FFREE, STi).reg(0);
        row(0xDD, FST, STi).reg(2);
        row(0xDD, FSTP, STi).reg(3);
        row(0xDD, FXCH, STi).reg(1); // alias
        row(0xDD, FUCOM, ST0, STi).reg(4);
        row(0xDD, FUCOMP, ST0, STi).reg(5);
    }

    private static void de() {
        row(0xDE, FIADD, Mw).reg(0);
        row(0xDE, FIMUL, Mw).reg(1);
        row(0xDE, FICOM, Mw).reg(2);
        row(0xDE, FICOMP, Mw).reg(3);
        row(0xDE, FISUB, Mw).reg(4);
        row(0xDE, FISUBR, Mw).reg(5);
        row(0xDE, FIDIV, Mw).reg(6);
        row(0xDE, FIDIVR, Mw).reg(7);
        row(0xDE, FADDP, STi, ST0).reg(0);
        row(0xDE, FMULP, STi, ST0).reg(1);
        row(0xDE, FSUBRP, STi, ST0).reg(4);
        row(0xDE, FSUBP, STi, ST0).reg(5);
        row(0xDE, FDIVRP, STi, ST0).reg(6);
        row(0xDE, FDIVP, STi, ST0).reg(7);
        row(0xDE, FCOMP, ST0, STi).reg(2); // alias
        row(0xDE, FCOMPP).modRm(0xD9);
    }

    private static void df() {
        row(0xDF, FILD, Mw).reg(0);
        row(0xDF, FISTTP, Mw).reg(1);
        row(0xDF, FIST, Mw).reg(2);
        row(0xDF, FISTP, Mw).reg(3);
        row(0xDF, FBLD, Mt).reg(4);
        row(0xDF, FILD, Mq).reg(5);
        row(0xDF, FBSTP, Mt).reg(6);
        row(0xDF, FISTP, Mq).reg(7);
        row(0xDF, FNSTSW, AX).modRm(0xE0);
        row(0xDF, FFREEP, STi).reg(0);
        row(0xDF, FXCH, STi).reg(1); // alias
        row(0xDF, FSTP, STi).reg(2); // alias
        row(0xDF, FSTP, STi).reg(3); // alias
        row(0xDF, FUCOMIP, ST0, STi).reg(5);
        row(0xDF, FCOMIP, ST0, STi).reg(6);
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
}
