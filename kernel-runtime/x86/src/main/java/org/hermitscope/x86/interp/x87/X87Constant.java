package org.hermitscope.x86.interp.x87;

/// The constants that FLD1 and its relatives push, rounded from an internal longer value as rounding control
/// says (SDM 1 8.3.8).
enum X87Constant {
    ONE(0x3fff, 0x8000_0000_0000_0000L, 0),
    LOG2_10(0x4000, 0xd49a_784b_cd1b_8afeL, 1),
    LOG2_E(0x3fff, 0xb8aa_3b29_5c17_f0bbL, -1),
    PI(0x4000, 0xc90f_daa2_2168_c234L, -1),
    LOG10_2(0x3ffd, 0x9a20_9a84_fbcf_f798L, -1),
    LN_2(0x3ffe, 0xb172_17f7_d1cf_79abL, -1),
    ZERO(0, 0, 0);

    private final int signExponent;
    private final long chopped;
    /// 0: exact; 1: nearer to the chopped value; -1: nearer to the one above.
    private final int rest;

    X87Constant(int signExponent, long chopped, int rest) {
        this.signExponent = signExponent;
        this.chopped = chopped;
        this.rest = rest;
    }

    int signExponent() {
        return signExponent;
    }

    /// @param mode rounding control
    long significand(int mode) {
        boolean up = mode == 0 ? rest < 0 : mode == 2 && rest != 0;
        return up ? chopped + 1 : chopped;
    }
}
