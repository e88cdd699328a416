package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D table A-2: one-byte opcodes, and the groups of table A-6 that belong to them. The x87 escapes D8–DF
/// are in [X87Map]; prefixes and the escapes 0F, C4, C5, 62 and 8F (XOP) are the decoder's.
public final class OneByteMap {
    public static final OpcodeMap MAP = new OpcodeMap();

    private OneByteMap() {}

    // spotless:off
    static {
        rows0To3();
        rows4To7();
        rows8To9();
        rowsAToB();
        rowC();
        rowsDToE();
        rowF();
    }

    private static void rows0To3() {
        row(0x00, ADD, Eb, Gb);
        row(0x01, ADD, Ev, Gv);
        row(0x02, ADD, Gb, Eb);
        row(0x03, ADD, Gv, Ev);
        row(0x04, ADD, AL, Ib);
        row(0x05, ADD, rAX, Iz);
        row(0x06, PUSH, ES).i64().d64();
        row(0x07, POP, ES).i64().d64();
        row(0x08, OR, Eb, Gb);
        row(0x09, OR, Ev, Gv);
        row(0x0A, OR, Gb, Eb);
        row(0x0B, OR, Gv, Ev);
        row(0x0C, OR, AL, Ib);
        row(0x0D, OR, rAX, Iz);
        row(0x0E, PUSH, CS).i64().d64();

        row(0x10, ADC, Eb, Gb);
        row(0x11, ADC, Ev, Gv);
        row(0x12, ADC, Gb, Eb);
        row(0x13, ADC, Gv, Ev);
        row(0x14, ADC, AL, Ib);
        row(0x15, ADC, rAX, Iz);
        row(0x16, PUSH, SS).i64().d64();
        row(0x17, POP, SS).i64().d64();
        row(0x18, SBB, Eb, Gb);
        row(0x19, SBB, Ev, Gv);
        row(0x1A, SBB, Gb, Eb);
        row(0x1B, SBB, Gv, Ev);
        row(0x1C, SBB, AL, Ib);
        row(0x1D, SBB, rAX, Iz);
        row(0x1E, PUSH, DS).i64().d64();
        row(0x1F, POP, DS).i64().d64();

        row(0x20, AND, Eb, Gb);
        row(0x21, AND, Ev, Gv);
        row(0x22, AND, Gb, Eb);
        row(0x23, AND, Gv, Ev);
        row(0x24, AND, AL, Ib);
        row(0x25, AND, rAX, Iz);
        row(0x27, DAA).i64();
        row(0x28, SUB, Eb, Gb);
        row(0x29, SUB, Ev, Gv);
        row(0x2A, SUB, Gb, Eb);
        row(0x2B, SUB, Gv, Ev);
        row(0x2C, SUB, AL, Ib);
        row(0x2D, SUB, rAX, Iz);
        row(0x2F, DAS).i64();

        row(0x30, XOR, Eb, Gb);
        row(0x31, XOR, Ev, Gv);
        row(0x32, XOR, Gb, Eb);
        row(0x33, XOR, Gv, Ev);
        row(0x34, XOR, AL, Ib);
        row(0x35, XOR, rAX, Iz);
        row(0x37, AAA).i64();
        row(0x38, CMP, Eb, Gb);
        row(0x39, CMP, Ev, Gv);
        row(0x3A, CMP, Gb, Eb);
        row(0x3B, CMP, Gv, Ev);
        row(0x3C, CMP, AL, Ib);
        row(0x3D, CMP, rAX, Iz);
        row(0x3F, AAS).i64();
    }

    private static void rows4To7() {
        for (int i = 0; i < 8; i++) {
            row(0x40 + i, INC, Zv).i64();
        }
        for (int i = 0; i < 8; i++) {
            row(0x48 + i, DEC, Zv).i64();
        }
        for (int i = 0; i < 8; i++) {
            row(0x50 + i, PUSH, Zv).d64();
        }
        for (int i = 0; i < 8; i++) {
            row(0x58 + i, POP, Zv).d64();
        }
        row(0x60, PUSHA).i64();
        row(0x61, POPA).i64();
        row(0x62, BOUND, Gv, Ma).i64();
        row(0x63, MOVSXD, Gv, Ew).o64().size(16);
        row(0x63, MOVSXD, Gv, Ed).o64();
        row(0x63, ARPL, Ew, Gw).i64();
        row(0x68, PUSH, Iz).d64();
        row(0x69, IMUL, Gv, Ev, Iz);
        row(0x6A, PUSH, Ibs).d64();
        row(0x6B, IMUL, Gv, Ev, Ibs);
        row(0x6C, INS, Yb, DX);
        row(0x6D, INS, Yz, DX);
        row(0x6E, OUTS, DX, Xb);
        row(0x6F, OUTS, DX, Xz);
        for (int condition = 0; condition < 16; condition++) {
            row(0x70 + condition, JCC, Jb).f64();
        }
    }

    private static void rows8To9() {
        // Group 1.
        row(0x80, ADD, Eb, Ib).reg(0);
        row(0x80, OR, Eb, Ib).reg(1);
        row(0x80, ADC, Eb, Ib).reg(2);
        row(0x80, SBB, Eb, Ib).reg(3);
        row(0x80, AND, Eb, Ib).reg(4);
        row(0x80, SUB, Eb, Ib).reg(5);
        row(0x80, XOR, Eb, Ib).reg(6);
        row(0x80, CMP, Eb, Ib).reg(7);
        row(0x81, ADD, Ev, Iz).reg(0);
        row(0x81, OR, Ev, Iz).reg(1);
        row(0x81, ADC, Ev, Iz).reg(2);
        row(0x81, SBB, Ev, Iz).reg(3);
        row(0x81, AND, Ev, Iz).reg(4);
        row(0x81, SUB, Ev, Iz).reg(5);
        row(0x81, XOR, Ev, Iz).reg(6);
        row(0x81, CMP, Ev, Iz).reg(7);
        row(0x82, ADD, Eb, Ib).reg(0).i64();
        row(0x82, OR, Eb, Ib).reg(1).i64();
        row(0x82, ADC, Eb, Ib).reg(2).i64();
        row(0x82, SBB, Eb, Ib).reg(3).i64();
        row(0x82, AND, Eb, Ib).reg(4).i64();
        row(0x82, SUB, Eb, Ib).reg(5).i64();
        row(0x82, XOR, Eb, Ib).reg(6).i64();
        row(0x82, CMP, Eb, Ib).reg(7).i64();
        row(0x83, ADD, Ev, Ibs).reg(0);
        row(0x83, OR, Ev, Ibs).reg(1);
        row(0x83, ADC, Ev, Ibs).reg(2);
        row(0x83, SBB, Ev, Ibs).reg(3);
        row(0x83, AND, Ev, Ibs).reg(4);
        row(0x83, SUB, Ev, Ibs).reg(5);
        row(0x83, XOR, Ev, Ibs).reg(6);
        row(0x83, CMP, Ev, Ibs).reg(7);

        row(0x84, TEST, Eb, Gb);
        row(0x85, TEST, Ev, Gv);
        row(0x86, XCHG, Eb, Gb);
        row(0x87, XCHG, Ev, Gv);
        row(0x88, MOV, Eb, Gb);
        row(0x89, MOV, Ev, Gv);
        row(0x8A, MOV, Gb, Eb);
        row(0x8B, MOV, Gv, Ev);
        row(0x8C, MOV, RvMw, Sw);
        row(0x8D, LEA, Gv, M);
        row(0x8E, MOV, Sw, Ew);
        row(0x8F, POP, Ev).reg(0).d64(); // group 1A

        row(0x90, PAUSE).pF3().noRexB();
        row(0x90, NOP).noRexB();
        row(0x90, XCHG, Zv, rAX);
        for (int i = 1; i < 8; i++) {
            row(0x90 + i, XCHG, Zv, rAX);
        }
        row(0x98, CBW).size(16);
        row(0x98, CWDE).size(32);
        row(0x98, CDQE).size(64);
        row(0x99, CWD).size(16);
        row(0x99, CDQ).size(32);
        row(0x99, CQO).size(64);
        row(0x9A, CALLF, Ap).i64();
        row(0x9B, FWAIT);
        row(0x9C, PUSHF).d64();
        row(0x9D, POPF).d64();
        row(0x9E, SAHF);
        row(0x9F, LAHF);
    }

    private static void rowsAToB() {
        row(0xA0, MOV, AL, Ob);
        row(0xA1, MOV, rAX, Ov);
        row(0xA2, MOV, Ob, AL);
        row(0xA3, MOV, Ov, rAX);
        row(0xA4, MOVS, Yb, Xb);
        row(0xA5, MOVS, Yv, Xv);
        row(0xA6, CMPS, Xb, Yb);
        row(0xA7, CMPS, Xv, Yv);
        row(0xA8, TEST, AL, Ib);
        row(0xA9, TEST, rAX, Iz);
        row(0xAA, STOS, Yb, AL);
        row(0xAB, STOS, Yv, rAX);
        row(0xAC, LODS, AL, Xb);
        row(0xAD, LODS, rAX, Xv);
        row(0xAE, SCAS, AL, Yb);
        row(0xAF, SCAS, rAX, Yv);
        for (int i = 0; i < 8; i++) {
            row(0xB0 + i, MOV, Zb, Ib);
        }
        for (int i = 0; i < 8; i++) {
            row(0xB8 + i, MOV, Zv, Iv);
        }
    }

    private static void rowC() {
        // Group 2.
        row(0xC0, ROL, Eb, Ib).reg(0);
        row(0xC0, ROR, Eb, Ib).reg(1);
        row(0xC0, RCL, Eb, Ib).reg(2);
        row(0xC0, RCR, Eb, Ib).reg(3);
        row(0xC0, SHL, Eb, Ib).reg(4);
        row(0xC0, SHR, Eb, Ib).reg(5);
        row(0xC0, SHL, Eb, Ib).reg(6);
        row(0xC0, SAR, Eb, Ib).reg(7);
        row(0xC1, ROL, Ev, Ib).reg(0);
        row(0xC1, ROR, Ev, Ib).reg(1);
        row(0xC1, RCL, Ev, Ib).reg(2);
        row(0xC1, RCR, Ev, Ib).reg(3);
        row(0xC1, SHL, Ev, Ib).reg(4);
        row(0xC1, SHR, Ev, Ib).reg(5);
        row(0xC1, SHL, Ev, Ib).reg(6);
        row(0xC1, SAR, Ev, Ib).reg(7);

        row(0xC2, RET, Iw).f64();
        row(0xC3, RET).f64();
        row(0xC4, LES, Gz, Mp).i64();
        row(0xC5, LDS, Gz, Mp).i64();
        row(0xC6, MOV, Eb, Ib).reg(0); // group 11
        row(0xC6, XABORT, Ib).modRm(0xF8);
        row(0xC7, MOV, Ev, Iz).reg(0);
        row(0xC7, XBEGIN, Jz).modRm(0xF8);
        row(0xC8, ENTER, Iw, Ib).d64();
        row(0xC9, LEAVE).d64();
        row(0xCA, RETF, Iw);
        row(0xCB, RETF);
        row(0xCC, INT3);
        row(0xCD, INT, Ib);
        row(0xCE, INTO).i64();
        row(0xCF, IRET);
    }

    private static void rowsDToE() {
        // Group 2.
        row(0xD0, ROL, Eb, I1).reg(0);
        row(0xD0, ROR, Eb, I1).reg(1);
        row(0xD0, RCL, Eb, I1).reg(2);
        row(0xD0, RCR, Eb, I1).reg(3);
        row(0xD0, SHL, Eb, I1).reg(4);
        row(0xD0, SHR, Eb, I1).reg(5);
        row(0xD0, SHL, Eb, I1).reg(6);
        row(0xD0, SAR, Eb, I1).reg(7);
        row(0xD1, ROL, Ev, I1).reg(0);
        row(0xD1, ROR, Ev, I1).reg(1);
        row(0xD1, RCL, Ev, I1).reg(2);
        row(0xD1, RCR, Ev, I1).reg(3);
        row(0xD1, SHL, Ev, I1).reg(4);
        row(0xD1, SHR, Ev, I1).reg(5);
        row(0xD1, SHL, Ev, I1).reg(6);
        row(0xD1, SAR, Ev, I1).reg(7);
        row(0xD2, ROL, Eb, CL).reg(0);
        row(0xD2, ROR, Eb, CL).reg(1);
        row(0xD2, RCL, Eb, CL).reg(2);
        row(0xD2, RCR, Eb, CL).reg(3);
        row(0xD2, SHL, Eb, CL).reg(4);
        row(0xD2, SHR, Eb, CL).reg(5);
        row(0xD2, SHL, Eb, CL).reg(6);
        row(0xD2, SAR, Eb, CL).reg(7);
        row(0xD3, ROL, Ev, CL).reg(0);
        row(0xD3, ROR, Ev, CL).reg(1);
        row(0xD3, RCL, Ev, CL).reg(2);
        row(0xD3, RCR, Ev, CL).reg(3);
        row(0xD3, SHL, Ev, CL).reg(4);
        row(0xD3, SHR, Ev, CL).reg(5);
        row(0xD3, SHL, Ev, CL).reg(6);
        row(0xD3, SAR, Ev, CL).reg(7);

        row(0xD4, AAM, Ib).i64();
        row(0xD5, AAD, Ib).i64();
        row(0xD6, SALC).i64();
        row(0xD7, XLAT, BXb);

        row(0xE0, LOOPNE, Jb).f64();
        row(0xE1, LOOPE, Jb).f64();
        row(0xE2, LOOP, Jb).f64();
        row(0xE3, JCXZ, Jb).f64();
        row(0xE4, IN, AL, Ib);
        row(0xE5, IN, eAX, Ib);
        row(0xE6, OUT, Ib, AL);
        row(0xE7, OUT, Ib, eAX);
        row(0xE8, CALL, Jz).f64();
        row(0xE9, JMP, Jz).f64();
        row(0xEA, JMPF, Ap).i64();
        row(0xEB, JMP, Jb).f64();
        row(0xEC, IN, AL, DX);
        row(0xED, IN, eAX, DX);
        row(0xEE, OUT, DX, AL);
        row(0xEF, OUT, DX, eAX);
    }

    private static void rowF() {
        row(0xF1, INT1);
        row(0xF4, HLT);
        row(0xF5, CMC);
        // Group 3.
        row(0xF6, TEST, Eb, Ib).reg(0);
        row(0xF6, TEST, Eb, Ib).reg(1);
        row(0xF6, NOT, Eb).reg(2);
        row(0xF6, NEG, Eb).reg(3);
        row(0xF6, MUL, Eb).reg(4);
        row(0xF6, IMUL, Eb).reg(5);
        row(0xF6, DIV, Eb).reg(6);
        row(0xF6, IDIV, Eb).reg(7);
        row(0xF7, TEST, Ev, Iz).reg(0);
        row(0xF7, TEST, Ev, Iz).reg(1);
        row(0xF7, NOT, Ev).reg(2);
        row(0xF7, NEG, Ev).reg(3);
        row(0xF7, MUL, Ev).reg(4);
        row(0xF7, IMUL, Ev).reg(5);
        row(0xF7, DIV, Ev).reg(6);
        row(0xF7, IDIV, Ev).reg(7);

        row(0xF8, CLC);
        row(0xF9, STC);
        row(0xFA, CLI);
        row(0xFB, STI);
        row(0xFC, CLD);
        row(0xFD, STD);
        // Groups 4 and 5.
        row(0xFE, INC, Eb).reg(0);
        row(0xFE, DEC, Eb).reg(1);
        row(0xFF, INC, Ev).reg(0);
        row(0xFF, DEC, Ev).reg(1);
        row(0xFF, CALL, Ev).reg(2).f64();
        row(0xFF, CALLF, Mp).reg(3);
        row(0xFF, JMP, Ev).reg(4).f64();
        row(0xFF, JMPF, Mp).reg(5);
        row(0xFF, PUSH, Ev).reg(6).d64();
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
