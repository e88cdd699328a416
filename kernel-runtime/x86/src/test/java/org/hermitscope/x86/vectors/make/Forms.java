package org.hermitscope.x86.vectors.make;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hermitscope.x86.decode.DecodedForm;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.X87Map;
import org.hermitscope.x86.isa.XopMaps;

/// Every form of every row that 64-bit mode has, found by encoding each combination of fields and decoding it.
public final class Forms {
    public static final List<OpcodeMap> MAPS = List.of(
            OneByteMap.MAP,
            TwoByteMap.MAP,
            Map0F38.MAP,
            Map0F3A.MAP,
            X87Map.MAP,
            Map3DNow.MAP,
            XopMaps.MAP_8,
            XopMaps.MAP_9,
            XopMaps.MAP_A);
    private static final int ATTEMPTS = 60;

    private final Map<String, Form> found = new LinkedHashMap<>();
    private final Random random = new Random(1);

    private Forms() {}

    /// All forms by name, in the order of the maps.
    public static Map<String, Form> all() {
        Forms forms = new Forms();
        for (OpcodeMap map : MAPS) {
            for (OpcodeRow row : rows(map)) {
                forms.add(map, row);
            }
        }
        return forms.found;
    }

    /// The rows of a map that 64-bit mode has.
    public static List<OpcodeRow> rows(OpcodeMap map) {
        List<OpcodeRow> rows = new ArrayList<>();
        for (int opcode = 0; opcode < 256; opcode++) {
            for (OpcodeRow row = map.first(opcode); row != null; row = row.next()) {
                if (allows(row, Selector.MODE_64, Selector.MODE_64)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static boolean allows(OpcodeRow row, int bits, int wanted) {
        return ((row.value() ^ wanted) & row.mask() & bits) == 0;
    }

    private void add(OpcodeMap map, OpcodeRow row) {
        for (int bits = 0; bits < 1 << 5; bits++) {
            boolean vex = (bits & 1) != 0;
            boolean w = (bits & 2) != 0;
            boolean memory = (bits & 4) != 0;
            boolean l = (bits & 8) != 0;
            boolean size66 = (bits & 16) != 0;
            if (!allows(row, Selector.VEX, vex ? Selector.VEX : 0)
                    || !allows(row, Selector.W, w ? Selector.W : 0)
                    || !allows(row, Selector.L, l ? Selector.L : 0)
                    || l && !vex
                    || memory && !row.usesModRm()
                    || size66 && vex) {
                continue;
            }
            for (int prefix = 0; prefix < 4; prefix++) {
                if (allows(row, Selector.PREFIX, prefix << Selector.PREFIX_SHIFT)
                        && (prefix == 0 || (row.mask() & Selector.PREFIX) == Selector.PREFIX)) {
                    attempt(new Form("", map, row, vex, prefix, size66, w, l, memory));
                }
            }
        }
    }

    private void attempt(Form form) {
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = new FormEncoder(form, random, true).encode();
            DecodedForm decoded = DecodedForm.of(bytes, 0x1000);
            if (decoded.row() == form.row()) {
                found.putIfAbsent(decoded.name(), form.named(decoded.name()));
                return;
            }
        }
    }
}
