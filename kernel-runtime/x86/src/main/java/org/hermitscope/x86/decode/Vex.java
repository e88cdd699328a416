package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OpcodeMap;
import org.jspecify.annotations.Nullable;

/// Reads VEX (SDM 2A 2.3) and XOP prefixes, whose first payload byte has been read as ModRM.
final class Vex {
    /// VEX.pp in the order of [org.hermitscope.x86.isa.Selector#PREFIX], which is VEX's own.
    private static final int PP = 3;

    private Vex() {}

    static void read(Decoding decoding, boolean twoBytes) {
        int first = takePayload(decoding);
        if (twoBytes) {
            finish(decoding, first & 0x80 | 0x60, 1, first & 0x7F);
        } else {
            finish(decoding, first & 0xE0, first & 0x1F, decoding.next());
        }
    }

    static void readXop(Decoding decoding) {
        decoding.xop = true;
        int first = takePayload(decoding);
        finish(decoding, first & 0xE0, first & 0x1F, decoding.next());
    }

    private static int takePayload(Decoding decoding) {
        decoding.hasModRm = false;
        decoding.vex = true;
        if (decoding.operandSizePrefix || decoding.repeatPrefix != 0 || decoding.lock || decoding.hasRex) {
            decoding.invalid = true;
        }
        return decoding.modRm;
    }

    /// @param inverted R, X and B in bits 7 to 5, inverted
    private static void finish(Decoding decoding, int inverted, int mapNumber, int payload) {
        int bits = ~inverted >> 5 & 7;
        int rex = (payload & 0x80) != 0 ? Decoding.REX_W : 0;
        decoding.vvvv = ~payload >> 3 & 15;
        if (decoding.mode == Mode.BITS_64) {
            rex |= (bits & 4) != 0 ? Decoding.REX_R : 0;
            rex |= (bits & 2) != 0 ? Decoding.REX_X : 0;
            rex |= (bits & 1) != 0 ? Decoding.REX_B : 0;
        } else {
            decoding.vvvv &= 7;
        }
        decoding.vvvvUsed = (payload & 0x78) != 0x78;
        decoding.rex = rex;
        decoding.vexL = (payload & 4) != 0;
        decoding.vexPrefix = payload & PP;
        decoding.operandWidth = decoding.mode64 && (rex & Decoding.REX_W) != 0 ? 64 : 32;
        @Nullable OpcodeMap map = decoding.xop ? Decoding.xopMap(mapNumber) : Decoding.vexMap(mapNumber);
        int opcode = decoding.next();
        if (map != null) {
            decoding.select(map, opcode);
        }
    }
}
