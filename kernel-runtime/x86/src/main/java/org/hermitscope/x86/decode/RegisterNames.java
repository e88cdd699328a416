package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Operand.Register;

/// Names of registers in a listing, without the percent sign.
final class RegisterNames {
    private static final String[] BYTE = {
        "al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"
    };
    private static final String[] HIGH_BYTE = {"ah", "ch", "dh", "bh"};
    private static final String[] WORD = {
        "ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"
    };
    private static final String[] DOUBLEWORD = {
        "eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d",
        "r15d"
    };
    private static final String[] QUADWORD = {
        "rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"
    };
    private static final String[] SEGMENT = {"es", "cs", "ss", "ds", "fs", "gs", "?", "?"};

    private RegisterNames() {}

    static String of(Register register, boolean att) {
        int number = register.number();
        return switch (register.file()) {
            case GENERAL -> general(number, register.width());
            case HIGH_BYTE -> HIGH_BYTE[number];
            case SEGMENT -> SEGMENT[number];
            case CONTROL -> "cr" + number;
            case DEBUG -> (att ? "db" : "dr") + number;
            case TEST -> "tr" + number;
            case X87 -> "st";
            case MMX -> "mm" + number;
            case VECTOR -> (register.width() == 256 ? "ymm" : "xmm") + number;
            case BOUND -> "bnd" + number;
            case MASK -> "k" + number;
            case TILE -> "tmm" + number;
        };
    }

    static String general(int number, int width) {
        return switch (width) {
            case 8 -> BYTE[number];
            case 16 -> WORD[number];
            case 32 -> DOUBLEWORD[number];
            default -> QUADWORD[number];
        };
    }

    static String segment(int number) {
        return SEGMENT[number];
    }
}
