package org.hermitscope.x86.vectors.make;

import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;

/// One form of one row of an opcode map: the fields that choose it.
///
/// @param name as in [org.hermitscope.x86.decode.DecodedForm]
/// @param vex encoded with VEX, or XOP where the map is one of XOP's
/// @param prefix none, 66, F3, F2 in the order of VEX.pp
/// @param size66 66 as an operand size
/// @param w REX.W or VEX.W
/// @param l VEX.L
/// @param memory ModRM selects memory
public record Form(
        String name,
        OpcodeMap map,
        OpcodeRow row,
        boolean vex,
        int prefix,
        boolean size66,
        boolean w,
        boolean l,
        boolean memory) {
    public Op op() {
        return row.op();
    }

    Form named(String text) {
        return new Form(text, map, row, vex, prefix, size66, w, l, memory);
    }
}
