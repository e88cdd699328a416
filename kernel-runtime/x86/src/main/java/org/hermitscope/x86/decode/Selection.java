package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Selector;
import org.jspecify.annotations.Nullable;

/// Chooses among the rows of an opcode.
final class Selection {
    private Selection() {}

    /// The first row of the opcode that fits, null for none.
    static @Nullable OpcodeRow row(OpcodeMap map, int opcode, int selector) {
        OpcodeRow candidate = map.first(opcode);
        while (candidate != null && !candidate.matches(selector)) {
            candidate = candidate.next();
        }
        return candidate;
    }

    /// What is known of the instruction before its row is, in the bits of [Selector].
    static int selector(Decoding d) {
        int selector = d.vex ? d.vexPrefix << Selector.PREFIX_SHIFT : legacyPrefix(d);
        if (d.hasModRm) {
            selector |= d.modRm >> 3 & 7 | (d.modRm & 7) << Selector.RM_SHIFT;
            if (d.mod == 3) {
                selector |= Selector.REGISTER;
            } else if (d.mode64 && (d.modRm & 0xC7) == 5) {
                selector |= Selector.RIP_RELATIVE;
            }
        }
        if (d.vex) {
            selector |= Selector.VEX;
        }
        if (d.vexL) {
            selector |= Selector.L;
        }
        if (d.mode64) {
            selector |= Selector.MODE_64;
        }
        if ((d.rex & Decoding.REX_W) != 0) {
            selector |= Selector.W;
        }
        if ((d.rex & Decoding.REX_B) != 0) {
            selector |= Selector.REX_B;
        }
        int size = d.operandWidth == 16 ? 0 : d.operandWidth == 32 ? 1 : 2;
        return selector | size << Selector.OPERAND_SIZE_SHIFT;
    }

    private static int legacyPrefix(Decoding d) {
        return switch (d.repeatPrefix) {
            case 0xF3 -> Selector.PREFIX_F3;
            case 0xF2 -> Selector.PREFIX_F2;
            default -> d.operandSizePrefix ? Selector.PREFIX_66 : 0;
        };
    }

    /// Whether a row would fit if ModRM selected a register instead of memory or the other way round.
    static boolean fitsOtherMod(Decoding d) {
        return d.hasModRm && row(d.map, d.opcode, selector(d) ^ Selector.REGISTER) != null;
    }

    /// Whether some row of the opcode without VEX looks at 66, F3 and F2.
    static boolean dependsOnPrefix(Decoding d) {
        OpcodeRow candidate = d.map.first(d.opcode);
        while (candidate != null && (!candidate.hasMandatoryPrefix() || candidate.isVexOnly())) {
            candidate = candidate.next();
        }
        return candidate != null;
    }
}
