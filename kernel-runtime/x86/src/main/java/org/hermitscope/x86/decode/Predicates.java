package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Op;
import org.jspecify.annotations.Nullable;

/// Immediates that are written as part of the mnemonic.
final class Predicates {
    private static final String[] COMPARE = {
        "eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord",
        "eq_uq", "nge", "ngt", "false", "neq_oq", "ge", "gt", "true",
        "eq_os", "lt_oq", "le_oq", "unord_s", "neq_us", "nlt_uq", "nle_uq", "ord_s",
        "eq_us", "nge_uq", "ngt_uq", "false_os", "neq_os", "ge_oq", "gt_oq", "true_us"
    };
    private static final String[] XOP = {"lt", "le", "gt", "ge", "eq", "neq", "false", "true"};

    private Predicates() {}

    /// Of CMPPS and its like: eight of them in legacy encodings, 32 with VEX.
    static @Nullable String compare(int immediate, boolean vex) {
        return immediate < (vex ? 32 : 8) ? COMPARE[immediate] : null;
    }

    /// Of VPCOMB and its like.
    static @Nullable String xop(int immediate) {
        return immediate < 8 ? XOP[immediate] : null;
    }

    /// Of PCLMULQDQ: which halves are multiplied.
    static @Nullable String carryless(int immediate) {
        return switch (immediate) {
            case 0x00 -> "lqlqdq";
            case 0x01 -> "hqlqdq";
            case 0x02, 0x10 -> "lqhqdq";
            case 0x03, 0x11 -> "hqhqdq";
            default -> null;
        };
    }

    /// Instructions that EVEX had first, so that the VEX form is marked.
    static boolean needsVexMark(Op op) {
        return switch (op) {
            case VPDPBUSD, VPDPBUSDS, VPDPWSSD, VPDPWSSDS, VPMADD52LUQ, VPMADD52HUQ, VCVTNEPS2BF16 -> true;
            default -> false;
        };
    }
}
