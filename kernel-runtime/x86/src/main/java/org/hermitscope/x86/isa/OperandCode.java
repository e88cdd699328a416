package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Addressing.CONTROL;
import static org.hermitscope.x86.isa.Addressing.DESTINATION_STRING;
import static org.hermitscope.x86.isa.Addressing.FAR_POINTER;
import static org.hermitscope.x86.isa.Addressing.FIXED_GENERAL;
import static org.hermitscope.x86.isa.Addressing.FIXED_SEGMENT;
import static org.hermitscope.x86.isa.Addressing.FIXED_VECTOR;
import static org.hermitscope.x86.isa.Addressing.IMMEDIATE;
import static org.hermitscope.x86.isa.Addressing.IMMEDIATE_VECTOR;
import static org.hermitscope.x86.isa.Addressing.MASKED_STRING;
import static org.hermitscope.x86.isa.Addressing.MEMORY;
import static org.hermitscope.x86.isa.Addressing.MEMORY_SIB;
import static org.hermitscope.x86.isa.Addressing.MEMORY_VECTOR;
import static org.hermitscope.x86.isa.Addressing.MEMORY_VECTOR_128;
import static org.hermitscope.x86.isa.Addressing.OFFSET;
import static org.hermitscope.x86.isa.Addressing.ONE;
import static org.hermitscope.x86.isa.Addressing.OPCODE_GENERAL;
import static org.hermitscope.x86.isa.Addressing.REG_BOUND;
import static org.hermitscope.x86.isa.Addressing.REG_GENERAL;
import static org.hermitscope.x86.isa.Addressing.REG_MASK;
import static org.hermitscope.x86.isa.Addressing.REG_MMX;
import static org.hermitscope.x86.isa.Addressing.REG_TILE;
import static org.hermitscope.x86.isa.Addressing.REG_VECTOR;
import static org.hermitscope.x86.isa.Addressing.RELATIVE;
import static org.hermitscope.x86.isa.Addressing.RM_BOUND;
import static org.hermitscope.x86.isa.Addressing.RM_GENERAL;
import static org.hermitscope.x86.isa.Addressing.RM_GENERAL_REGISTER;
import static org.hermitscope.x86.isa.Addressing.RM_MASK;
import static org.hermitscope.x86.isa.Addressing.RM_MASK_REGISTER;
import static org.hermitscope.x86.isa.Addressing.RM_MMX;
import static org.hermitscope.x86.isa.Addressing.RM_MMX_REGISTER;
import static org.hermitscope.x86.isa.Addressing.RM_TILE_REGISTER;
import static org.hermitscope.x86.isa.Addressing.RM_VECTOR;
import static org.hermitscope.x86.isa.Addressing.RM_VECTOR_REGISTER;
import static org.hermitscope.x86.isa.Addressing.SOURCE_STRING;
import static org.hermitscope.x86.isa.Addressing.STACK;
import static org.hermitscope.x86.isa.Addressing.STACK_TOP;
import static org.hermitscope.x86.isa.Addressing.TABLE;
import static org.hermitscope.x86.isa.Addressing.VVVV_GENERAL;
import static org.hermitscope.x86.isa.Addressing.VVVV_MASK;
import static org.hermitscope.x86.isa.Addressing.VVVV_TILE;
import static org.hermitscope.x86.isa.Addressing.VVVV_VECTOR;
import static org.hermitscope.x86.isa.OperandType.ADDRESS;
import static org.hermitscope.x86.isa.OperandType.BOUND_PAIR;
import static org.hermitscope.x86.isa.OperandType.BYTE;
import static org.hermitscope.x86.isa.OperandType.BYTE_SIGNED;
import static org.hermitscope.x86.isa.OperandType.CACHE_LINE;
import static org.hermitscope.x86.isa.OperandType.DOUBLEWORD;
import static org.hermitscope.x86.isa.OperandType.DOUBLE_QUADWORD;
import static org.hermitscope.x86.isa.OperandType.EIGHTH_VECTOR;
import static org.hermitscope.x86.isa.OperandType.ENVIRONMENT;
import static org.hermitscope.x86.isa.OperandType.FAR;
import static org.hermitscope.x86.isa.OperandType.HALF_VECTOR;
import static org.hermitscope.x86.isa.OperandType.IMMEDIATE_VARIABLE;
import static org.hermitscope.x86.isa.OperandType.MACHINE_WORD;
import static org.hermitscope.x86.isa.OperandType.NONE;
import static org.hermitscope.x86.isa.OperandType.PAIR;
import static org.hermitscope.x86.isa.OperandType.PSEUDO_DESCRIPTOR;
import static org.hermitscope.x86.isa.OperandType.QUADWORD;
import static org.hermitscope.x86.isa.OperandType.QUAD_QUADWORD;
import static org.hermitscope.x86.isa.OperandType.QUARTER_VECTOR;
import static org.hermitscope.x86.isa.OperandType.SCALAR_DOUBLE;
import static org.hermitscope.x86.isa.OperandType.SCALAR_SINGLE;
import static org.hermitscope.x86.isa.OperandType.TEN_BYTES;
import static org.hermitscope.x86.isa.OperandType.VARIABLE;
import static org.hermitscope.x86.isa.OperandType.VECTOR;
import static org.hermitscope.x86.isa.OperandType.WIDE;
import static org.hermitscope.x86.isa.OperandType.WORD;
import static org.hermitscope.x86.isa.OperandType.X87_STATE;

/// Operand codes in the letters of SDM 2D A.2: an addressing method and a type.
///
/// Two letter pairs in one name give the type of the register form and of the memory form, as in the manual's
/// `Rd/Mb`.
public enum OperandCode {
    // spotless:off
    Ap(FAR_POINTER, FAR),
    By(VVVV_GENERAL, WIDE),
    Cr(CONTROL, MACHINE_WORD),
    Dr(Addressing.DEBUG, MACHINE_WORD),
    Tr(Addressing.TEST, DOUBLEWORD),
    Eb(RM_GENERAL, BYTE), Ew(RM_GENERAL, WORD), Ed(RM_GENERAL, DOUBLEWORD), Eq(RM_GENERAL, QUADWORD),
    Ev(RM_GENERAL, VARIABLE), Ey(RM_GENERAL, WIDE), Er(RM_GENERAL, MACHINE_WORD),
    RvMw(RM_GENERAL, VARIABLE, WORD), RdMb(RM_GENERAL, DOUBLEWORD, BYTE), RdMw(RM_GENERAL, DOUBLEWORD, WORD),
    Gb(REG_GENERAL, BYTE), Gw(REG_GENERAL, WORD), Gd(REG_GENERAL, DOUBLEWORD), Gq(REG_GENERAL, QUADWORD), Gv(REG_GENERAL, VARIABLE),
    Gz(REG_GENERAL, IMMEDIATE_VARIABLE), Gy(REG_GENERAL, WIDE), Gr(REG_GENERAL, MACHINE_WORD),
    Ga(REG_GENERAL, ADDRESS),
    Hx(VVVV_VECTOR, VECTOR), Hdq(VVVV_VECTOR, DOUBLE_QUADWORD), Hqq(VVVV_VECTOR, QUAD_QUADWORD),
    Ib(IMMEDIATE, BYTE), Ibs(IMMEDIATE, BYTE_SIGNED), Iw(IMMEDIATE, WORD), Id(IMMEDIATE, DOUBLEWORD),
    Iv(IMMEDIATE, VARIABLE), Iz(IMMEDIATE, IMMEDIATE_VARIABLE),
    Jb(RELATIVE, BYTE), Jz(RELATIVE, IMMEDIATE_VARIABLE),
    Lx(IMMEDIATE_VECTOR, VECTOR), Ldq(IMMEDIATE_VECTOR, DOUBLE_QUADWORD),
    M(MEMORY, NONE), Mb(MEMORY, BYTE), Mw(MEMORY, WORD), Md(MEMORY, DOUBLEWORD), Mq(MEMORY, QUADWORD),
    My(MEMORY, WIDE), Mv(MEMORY, VARIABLE), Mdq(MEMORY, DOUBLE_QUADWORD), Mqq(MEMORY, QUAD_QUADWORD), Mx(MEMORY, VECTOR),
    Mline(MEMORY, CACHE_LINE), Mp(MEMORY, FAR), Ms(MEMORY, PSEUDO_DESCRIPTOR), Ma(MEMORY, PAIR),
    Mt(MEMORY, TEN_BYTES), Menv(MEMORY, ENVIRONMENT), Mstate(MEMORY, X87_STATE),
    MVxd(MEMORY_VECTOR, DOUBLEWORD), MVxq(MEMORY_VECTOR, QUADWORD), MVdqq(MEMORY_VECTOR_128, QUADWORD),
    Msib(MEMORY_SIB, NONE),
    Nq(RM_MMX_REGISTER, QUADWORD),
    Ob(OFFSET, BYTE), Ov(OFFSET, VARIABLE),
    Pq(REG_MMX, QUADWORD), Pd(REG_MMX, DOUBLEWORD),
    Qq(RM_MMX, QUADWORD), Qd(RM_MMX, DOUBLEWORD),
    Rd(RM_GENERAL_REGISTER, DOUBLEWORD), Rq(RM_GENERAL_REGISTER, QUADWORD), Rv(RM_GENERAL_REGISTER, VARIABLE),
    Ry(RM_GENERAL_REGISTER, WIDE), Rr(RM_GENERAL_REGISTER, MACHINE_WORD), Ra(RM_GENERAL_REGISTER, ADDRESS),
    Sw(Addressing.SEGMENT, WORD),
    Ux(RM_VECTOR_REGISTER, VECTOR), Udq(RM_VECTOR_REGISTER, DOUBLE_QUADWORD),
    Vx(REG_VECTOR, VECTOR), Vdq(REG_VECTOR, DOUBLE_QUADWORD), Vqq(REG_VECTOR, QUAD_QUADWORD),
    Vhx(REG_VECTOR, HALF_VECTOR),
    Wx(RM_VECTOR, VECTOR), Wdq(RM_VECTOR, DOUBLE_QUADWORD), Wqq(RM_VECTOR, QUAD_QUADWORD),
    Wss(RM_VECTOR, SCALAR_SINGLE), Wsd(RM_VECTOR, SCALAR_DOUBLE), Whx(RM_VECTOR, HALF_VECTOR),
    Wfx(RM_VECTOR, QUARTER_VECTOR), Wex(RM_VECTOR, EIGHTH_VECTOR), Ww(RM_VECTOR, WORD), Wb(RM_VECTOR, BYTE),
    Xb(SOURCE_STRING, BYTE), Xv(SOURCE_STRING, VARIABLE), Xz(SOURCE_STRING, IMMEDIATE_VARIABLE),
    Yb(DESTINATION_STRING, BYTE), Yv(DESTINATION_STRING, VARIABLE), Yz(DESTINATION_STRING, IMMEDIATE_VARIABLE),
    Zb(OPCODE_GENERAL, BYTE), Zv(OPCODE_GENERAL, VARIABLE),
    AL(FIXED_GENERAL, BYTE, 0), CL(FIXED_GENERAL, BYTE, 1), AX(FIXED_GENERAL, WORD, 0), DX(FIXED_GENERAL, WORD, 2),
    eAX(FIXED_GENERAL, IMMEDIATE_VARIABLE, 0), rAX(FIXED_GENERAL, VARIABLE, 0),
    ES(FIXED_SEGMENT, WORD, 0), CS(FIXED_SEGMENT, WORD, 1), SS(FIXED_SEGMENT, WORD, 2), DS(FIXED_SEGMENT, WORD, 3),
    FS(FIXED_SEGMENT, WORD, 4), GS(FIXED_SEGMENT, WORD, 5),
    XMM0(FIXED_VECTOR, DOUBLE_QUADWORD),
    I1(ONE, BYTE),
    I4(Addressing.IMMEDIATE_LOW, BYTE),
    ST0(STACK_TOP, TEN_BYTES), STi(STACK, TEN_BYTES),
    BXb(TABLE, BYTE), DIdq(MASKED_STRING, DOUBLE_QUADWORD), DIq(MASKED_STRING, QUADWORD),
    Bb(REG_BOUND, BOUND_PAIR), BbMb(RM_BOUND, BOUND_PAIR),
    Kr(REG_MASK, QUADWORD), Ku(RM_MASK_REGISTER, QUADWORD), Kv(VVVV_MASK, QUADWORD),
    Keb(RM_MASK, BYTE), Kew(RM_MASK, WORD), Ked(RM_MASK, DOUBLEWORD), Keq(RM_MASK, QUADWORD),
    Tt(REG_TILE, NONE), Tu(RM_TILE_REGISTER, NONE), Tv(VVVV_TILE, NONE);
    // spotless:on

    private final Addressing addressing;
    private final OperandType type;
    private final OperandType memoryType;
    private final int number;

    OperandCode(Addressing addressing, OperandType type) {
        this(addressing, type, type, 0);
    }

    OperandCode(Addressing addressing, OperandType type, int number) {
        this(addressing, type, type, number);
    }

    OperandCode(Addressing addressing, OperandType type, OperandType memoryType) {
        this(addressing, type, memoryType, 0);
    }

    OperandCode(Addressing addressing, OperandType type, OperandType memoryType, int number) {
        this.addressing = addressing;
        this.type = type;
        this.memoryType = memoryType;
        this.number = number;
    }

    public Addressing addressing() {
        return addressing;
    }

    /// Type as a register or immediate.
    public OperandType type() {
        return type;
    }

    /// Type in memory, different from [#type()] for codes with two letter pairs.
    public OperandType memoryType() {
        return memoryType;
    }

    /// Number of an implied register.
    public int number() {
        return number;
    }
}
