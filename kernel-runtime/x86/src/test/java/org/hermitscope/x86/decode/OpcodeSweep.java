package org.hermitscope.x86.decode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Writes every opcode of every map with every ModRM byte and the prefixes that matter, each followed by random bytes:
/// plain
/// code for [ObjdumpComparison] with `-raw`. Out of step, both sides read the random bytes as instructions too.
///
/// As a program: `OpcodeSweep legacy|prefixes|vex|xop|random file`.
public final class OpcodeSweep {
    private static final int[] NONE = {};
    private static final int[][] MANDATORY = {NONE, {0x66}, {0xF3}, {0xF2}};
    private static final int[][] OTHERS = {
        {0x48},
        {0x40},
        {0x4F},
        {0x41},
        {0x44},
        {0x42},
        {0x67},
        {0x2E},
        {0x3E},
        {0x64},
        {0x65},
        {0x36},
        {0x26},
        {0xF0},
        {0x66, 0x48},
        {0xF3, 0x48},
        {0xF2, 0x48},
        {0x66, 0x4D},
        {0xF3, 0x4D},
        {0x66, 0xF3},
        {0xF3, 0x66},
        {0x66, 0xF2},
        {0xF2, 0xF3},
        {0xF3, 0xF2},
        {0xF0, 0x48},
        {0xF2, 0xF0},
        {0xF3, 0xF0},
        {0xF0, 0xF3},
        {0x48, 0x66},
        {0x66, 0x66},
        {0x66, 0x67},
        {0x2E, 0x64},
        {0x64, 0x2E},
        {0x3E, 0x66},
        {0x9B},
        {0x9B, 0x66},
        {0x66, 0x9B},
        {0x67, 0x48},
        {0x48, 0x49},
        {0x66, 0xF2, 0x48}
    };
    private static final int[][] ESCAPES = {NONE, {0x0F}, {0x0F, 0x38}, {0x0F, 0x3A}};

    private final Random random = new Random(1);
    private final OutputStream out;

    private OpcodeSweep(OutputStream out) {
        this.out = out;
    }

    private void write(int[] bytes) throws IOException {
        for (int b : bytes) {
            out.write(b);
        }
    }

    private void tail(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(random.nextInt(256));
        }
    }

    private void legacy(int[][] prefixes, int modRmStep) throws IOException {
        for (int[] prefix : prefixes) {
            for (int[] escape : ESCAPES) {
                for (int opcode = 0; opcode < 256; opcode++) {
                    for (int modRm = 0; modRm < 256; modRm += modRmStep) {
                        write(prefix);
                        write(escape);
                        out.write(opcode);
                        out.write(modRmStep == 1 ? modRm : random.nextInt(256));
                        tail(6);
                    }
                }
            }
        }
    }

    private void vex(int escape, int firstMap, int lastMap) throws IOException {
        for (int map = firstMap; map <= lastMap; map++) {
            for (int opcode = 0; opcode < 256; opcode++) {
                for (int payload = 0; payload < 256; payload++) {
                    int last = (payload & 7) == payload ? 256 : 2;
                    for (int i = 0; i < last; i++) {
                        boolean unused = i % 4 != 1;
                        out.write(escape);
                        out.write(random.nextInt(8) << 5 | map);
                        out.write(last == 2 ? payload : payload | (unused ? 0x78 : 0x40) | (i & 1) << 7);
                        out.write(opcode);
                        out.write(last == 2 ? random.nextInt(256) : i);
                        tail(6);
                    }
                }
            }
        }
    }

    private void shortVex() throws IOException {
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int payload = 0; payload < 256; payload++) {
                out.write(0xC5);
                out.write(payload);
                out.write(opcode);
                tail(7);
            }
        }
    }

    /// @param seed of the random bytes
    static void random(Path file, int count, long seed) throws IOException {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        Files.write(file, bytes);
    }

    /// Writes the sweep of that name.
    static void write(String kind, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            OpcodeSweep sweep = new OpcodeSweep(out);
            switch (kind) {
                case "legacy" -> sweep.legacy(MANDATORY, 1);
                case "prefixes" -> sweep.legacy(OTHERS, 8);
                case "vex" -> {
                    sweep.shortVex();
                    sweep.vex(0xC4, 1, 3);
                }
                case "xop" -> sweep.vex(0x8F, 8, 10);
                default -> sweep.tail(16 << 20);
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        write(arguments[0], Path.of(arguments[1]));
    }
}
