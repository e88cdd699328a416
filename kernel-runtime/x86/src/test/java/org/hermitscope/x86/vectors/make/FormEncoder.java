package org.hermitscope.x86.vectors.make;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.hermitscope.x86.isa.Addressing;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.XopMaps;

/// Encodes a form with random registers, addressing and immediates.
final class FormEncoder {
    private static final int[] PREFIXES = {0, 0x66, 0xf3, 0xf2};
    private static final int[] SEGMENTS = {0x64, 0x65, 0x64, 0x65, 0x2e, 0x36, 0x3e, 0x26};
    private static final int TAIL = 10;

    private final Form form;
    private final OpcodeRow row;
    private final Random random;
    private final boolean plain;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final boolean r;
    private final boolean x;
    private final boolean b;

    /// @param plain without prefixes that mean nothing or change the addressing
    FormEncoder(Form form, Random random, boolean plain) {
        this.form = form;
        this.row = form.row();
        this.random = random;
        this.plain = plain;
        r = random.nextBoolean();
        x = random.nextInt(4) == 0;
        b = (row.mask() & Selector.REX_B) == 0 && random.nextInt(3) == 0;
    }

    /// The instruction, and random bytes behind it.
    byte[] encode() {
        legacyPrefixes();
        if (form.vex()) {
            vexPrefix();
        } else {
            int rex = (form.w() ? 8 : 0) | (r ? 4 : 0) | (x ? 2 : 0) | (b ? 1 : 0);
            if (row.usesModRm() || random.nextInt(3) == 0 || form.w()) {
                if (form.w() || random.nextInt(4) != 0) {
                    out.write(0x40 | (row.usesModRm() ? rex : rex & 9));
                }
            }
            escape();
        }
        if (form.map() == Map3DNow.MAP) {
            modRm();
            out.write(row.opcode());
        } else {
            out.write(row.opcode());
            if (row.usesModRm()) {
                modRm();
            }
        }
        for (int i = 0; i < TAIL; i++) {
            out.write(random.nextInt(256));
        }
        return out.toByteArray();
    }

    private boolean chance(int percent) {
        return !plain && random.nextInt(100) < percent;
    }

    private void legacyPrefixes() {
        if (form.memory() ? chance(15) : chance(2)) {
            out.write(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        if (form.memory() ? chance(10) : chance(4)) {
            out.write(0x67);
        }
        if (form.vex()) {
            return;
        }
        // Makers differ about near branches with 66, F2 and F3, and one takes LOCK MOV CR0 for CR8.
        if (form.size66() && form.prefix() != 1 || chance(1) && !row.forces64()) {
            out.write(0x66);
        }
        if (row.op().lockable() && form.memory() ? chance(15) : chance(1) && !RowsWithoutVector.isPrivileged(form)) {
            out.write(0xf0);
        }
        if (form.prefix() != 0) {
            out.write(PREFIXES[form.prefix()]);
        } else if (isString() ? chance(50) : chance(1) && !row.forces64()) {
            out.write(random.nextBoolean() ? 0xf3 : 0xf2);
        }
    }

    private boolean isString() {
        return switch (row.op()) {
            case MOVS, CMPS, STOS, LODS, SCAS -> true;
            default -> false;
        };
    }

    private void vexPrefix() {
        int xop = xopNumber(form.map());
        boolean w = form.w() || (row.mask() & Selector.W) == 0 && chance(20);
        boolean l = form.l() || row.isScalar() && (row.mask() & Selector.L) == 0 && chance(20);
        int vvvv = row.usesVvvv() ? random.nextInt(16) : 15;
        int last = vvvv << 3 | (l ? 4 : 0) | form.prefix();
        if (xop == 0 && form.map() == TwoByteMap.MAP && !w && !(x && form.memory()) && !b && random.nextInt(4) != 0) {
            out.write(0xc5);
            out.write((r ? 0 : 0x80) | last);
            return;
        }
        out.write(xop > 0 ? 0x8f : 0xc4);
        int number = xop > 0 ? xop : form.map() == TwoByteMap.MAP ? 1 : form.map() == Map0F38.MAP ? 2 : 3;
        out.write((r ? 0 : 0x80) | (x ? 0 : 0x40) | (b ? 0 : 0x20) | number);
        out.write((w ? 0x80 : 0) | last);
    }

    private static int xopNumber(OpcodeMap map) {
        return map == XopMaps.MAP_8 ? 8 : map == XopMaps.MAP_9 ? 9 : map == XopMaps.MAP_A ? 10 : 0;
    }

    private void escape() {
        OpcodeMap map = form.map();
        if (map == TwoByteMap.MAP || map == Map0F38.MAP || map == Map0F3A.MAP || map == Map3DNow.MAP) {
            out.write(0x0f);
        }
        if (map == Map0F38.MAP || map == Map0F3A.MAP) {
            out.write(map == Map0F38.MAP ? 0x38 : 0x3a);
        } else if (map == Map3DNow.MAP) {
            out.write(0x0f);
        }
    }

    private void modRm() {
        int mask = row.mask();
        int value = row.value();
        int reg = (mask & Selector.REG) != 0 ? value & Selector.REG : random.nextInt(8);
        int rm = (mask & Selector.RM) != 0 ? (value & Selector.RM) >> Selector.RM_SHIFT : random.nextInt(8);
        if (!form.memory()) {
            out.write(0xc0 | reg << 3 | rm);
            return;
        }
        boolean ripRelative = (mask & value & Selector.RIP_RELATIVE) != 0;
        int mod = ripRelative ? 0 : random.nextInt(3);
        rm = ripRelative ? 5 : needsSib() || random.nextInt(4) == 0 ? 4 : random.nextInt(8);
        out.write(mod << 6 | reg << 3 | rm);
        int base = rm;
        if (rm == 4) {
            base = random.nextInt(8);
            out.write(random.nextInt(4) << 6 | random.nextInt(8) << 3 | base);
        }
        int displacement = mod == 1 ? 1 : mod == 2 || base == 5 ? 4 : 0;
        for (int i = 0; i < displacement; i++) {
            out.write(random.nextInt(256));
        }
    }

    private boolean needsSib() {
        for (int i = 0; i < row.operandCount(); i++) {
            Addressing addressing = row.operand(i).addressing();
            if (addressing == Addressing.MEMORY_VECTOR
                    || addressing == Addressing.MEMORY_VECTOR_128
                    || addressing == Addressing.MEMORY_SIB) {
                return true;
            }
        }
        return false;
    }
}
