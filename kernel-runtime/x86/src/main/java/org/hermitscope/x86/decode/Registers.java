package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Operand.Register;
import org.hermitscope.x86.isa.RegisterFile;

/// The register operands, made once.
final class Registers {
    private static final Register[] BYTE = file(RegisterFile.GENERAL, 16, 8);
    private static final Register[] HIGH_BYTE = file(RegisterFile.HIGH_BYTE, 4, 8);
    private static final Register[] WORD = file(RegisterFile.GENERAL, 16, 16);
    private static final Register[] DOUBLEWORD = file(RegisterFile.GENERAL, 16, 32);
    private static final Register[] QUADWORD = file(RegisterFile.GENERAL, 16, 64);
    private static final Register[] SEGMENT = file(RegisterFile.SEGMENT, 8, 16);
    private static final Register[] X87 = file(RegisterFile.X87, 8, 80);
    private static final Register[] MMX = file(RegisterFile.MMX, 8, 64);
    private static final Register[] XMM = file(RegisterFile.VECTOR, 16, 128);
    private static final Register[] YMM = file(RegisterFile.VECTOR, 16, 256);

    private Registers() {}

    private static Register[] file(RegisterFile file, int count, int width) {
        Register[] registers = new Register[count];
        for (int i = 0; i < count; i++) {
            registers[i] = new Register(file, i, width);
        }
        return registers;
    }

    /// @param width 16, 32 or 64
    static Register general(int number, int width) {
        return switch (width) {
            case 16 -> WORD[number];
            case 32 -> DOUBLEWORD[number];
            default -> QUADWORD[number];
        };
    }

    /// @param rex whether there is a REX prefix: without one, 4 to 7 are AH to BH
    static Register ofByte(int number, boolean rex) {
        return !rex && number >= 4 && number < 8 ? HIGH_BYTE[number - 4] : BYTE[number];
    }

    static Register segment(int number) {
        return SEGMENT[number & 7];
    }

    static Register x87(int number) {
        return X87[number];
    }

    static Register mmx(int number) {
        return MMX[number & 7];
    }

    /// @param width 128 or 256
    static Register vector(int number, int width) {
        return width == 256 ? YMM[number] : XMM[number];
    }
}
