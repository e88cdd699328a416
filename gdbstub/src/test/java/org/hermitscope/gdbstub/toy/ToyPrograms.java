package org.hermitscope.gdbstub.toy;

import java.util.Arrays;
import java.util.HexFormat;

/// What the machine executes.
public final class ToyPrograms {
    private ToyPrograms() {}

    /// - 0x400000: nop; nop; inc rax; jmp 0x400000
    /// - 0x400010: ret
    /// - 0x400020: mov (rdi),al; mov al,(rdi); nop; jmp 0x400020
    /// - 0x400030: syscall; jmp 0x400030
    /// - 0x400040: ud2
    public static byte[] standard() {
        byte[] program = new byte[0x50];
        Arrays.fill(program, (byte) 0x90);
        put(program, 0x00, "909048ffc0ebf9");
        put(program, 0x10, "c3");
        put(program, 0x20, "88078a0790ebf9");
        put(program, 0x30, "0f05ebfc");
        put(program, 0x40, "0f0b");
        return program;
    }

    private static void put(byte[] program, int at, String hex) {
        byte[] code = HexFormat.of().parseHex(hex);
        System.arraycopy(code, 0, program, at, code.length);
    }
}
