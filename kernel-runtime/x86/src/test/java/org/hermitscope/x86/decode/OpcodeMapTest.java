package org.hermitscope.x86.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.X87Map;
import org.hermitscope.x86.isa.XopMaps;
import org.junit.jupiter.api.Test;

class OpcodeMapTest {
    private static final List<OpcodeMap> MAPS = List.of(
            OneByteMap.MAP,
            TwoByteMap.MAP,
            Map0F38.MAP,
            Map0F3A.MAP,
            X87Map.MAP,
            Map3DNow.MAP,
            XopMaps.MAP_8,
            XopMaps.MAP_9,
            XopMaps.MAP_A);

    private static List<OpcodeRow> rows(OpcodeMap map) {
        List<OpcodeRow> rows = new ArrayList<>();
        for (int opcode = 0; opcode < 256; opcode++) {
            for (OpcodeRow row = map.first(opcode); row != null; row = row.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static String describe(OpcodeRow row) {
        return Integer.toHexString(row.opcode()) + " " + row.op() + " " + Integer.toHexString(row.mask()) + "/"
                + Integer.toHexString(row.value());
    }

    @Test
    void rowsAreUnique() {
        for (OpcodeMap map : MAPS) {
            Set<List<Integer>> seen = new HashSet<>();
            for (OpcodeRow row : rows(map)) {
                assertThat(seen.add(List.of(row.opcode(), row.mask(), row.value())))
                        .as(describe(row))
                        .isTrue();
            }
        }
    }

    @Test
    void rowsOfAnOpcodeAgreeOnModRm() {
        for (OpcodeMap map : MAPS) {
            for (OpcodeRow row : rows(map)) {
                assertThat(row.usesModRm()).as(describe(row)).isEqualTo(map.usesModRm(row.opcode()));
            }
        }
    }

    @Test
    void everyMnemonicHasARow() {
        EnumSet<Op> missing = EnumSet.allOf(Op.class);
        missing.remove(Op.INVALID);
        for (OpcodeMap map : MAPS) {
            for (OpcodeRow row : rows(map)) {
                missing.remove(row.op());
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyRowDecodesItsShortestEncoding() {
        int count = 0;
        List<String> unreachable = new ArrayList<>();
        for (int i = 0; i < MAPS.size(); i++) {
            for (OpcodeRow row : rows(MAPS.get(i))) {
                if (RowEncoder.shortest(MAPS.get(i), row) == null) {
                    unreachable.add(describe(row));
                }
                count++;
            }
        }
        assertThat(unreachable).isEmpty();
        assertThat(count).isGreaterThan(1500);
    }
}
