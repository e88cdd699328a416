package org.hermitscope.x86.vectors.make;

import java.util.Random;
import org.hermitscope.x86.isa.Op;

/// Random values, with more than their share of those that are special.
final class Values {
    /// What the elements of a vector or the bytes of memory are taken for.
    enum Kind {
        INTEGER,
        SINGLE,
        DOUBLE,
        HALF,
        EXTENDED
    }

    private static final int[] SINGLES = {
        0,
        0x8000_0000,
        0x3f80_0000,
        0xbf80_0000,
        0x7f80_0000,
        0xff80_0000,
        0x7fc0_0000,
        0x7fa0_1234,
        0xffc0_0001,
        0xff80_0001,
        1,
        0x8000_0001,
        0x7f_ffff,
        0x80_0000,
        0x7f7f_ffff,
        0xff7f_ffff,
        0x3f00_0000,
        0x4f00_0000,
        0xcf00_0000,
        0x4f80_0000,
        0x5f00_0000,
        0x3eff_ffff
    };
    private static final long[] DOUBLES = {
        0,
        1L << 63,
        0x3ff0_0000_0000_0000L,
        0xbff0_0000_0000_0000L,
        0x7ff0_0000_0000_0000L,
        0xfff0_0000_0000_0000L,
        0x7ff8_0000_0000_0000L,
        0x7ff4_0000_1234_0000L,
        0xfff8_0000_0000_0001L,
        0xfff0_0000_0000_0001L,
        1,
        0x8000_0000_0000_0001L,
        0xf_ffff_ffff_ffffL,
        0x10_0000_0000_0000L,
        0x7fef_ffff_ffff_ffffL,
        0xffef_ffff_ffff_ffffL,
        0x3fe0_0000_0000_0000L,
        0x41df_ffff_ffc0_0000L,
        0xc1e0_0000_0000_0000L,
        0xc1e0_0000_0020_0000L,
        0x43e0_0000_0000_0000L,
        0xc3e0_0000_0000_0000L,
        0x3810_0000_0000_0000L,
        0x47ef_ffff_ffff_ffffL
    };
    private static final long[] INTEGERS = {0, 0, 1, -1, 0x80, 0x7f, 0x8000, 0x7fff, 0x8000_0000L, 0x7fff_ffff};

    private final Random random;

    Values(Random random) {
        this.random = random;
    }

    long integer() {
        return switch (random.nextInt(8)) {
            case 0 -> INTEGERS[random.nextInt(INTEGERS.length)];
            case 1 -> random.nextInt(512) - 256;
            case 2 -> 1L << random.nextInt(64);
            case 3 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            case 4 -> random.nextLong() >> random.nextInt(64);
            default -> random.nextLong();
        };
    }

    int single() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> SINGLES[random.nextInt(SINGLES.length)];
            case 2 -> Float.floatToRawIntBits(random.nextInt(2001) - 1000);
            case 3 -> Float.floatToRawIntBits((random.nextInt(2001) - 1000) * 0.25f);
            case 4 -> random.nextInt() & 0x807f_ffff | random.nextInt(4) << 23;
            case 5 -> random.nextInt() & 0x807f_ffff | 127 - 4 + random.nextInt(40) << 23;
            case 6 -> random.nextInt() & 0x807f_ffff | 250 + random.nextInt(5) << 23;
            default -> random.nextInt();
        };
    }

    long doubleBits() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> DOUBLES[random.nextInt(DOUBLES.length)];
            case 2 -> Double.doubleToRawLongBits(random.nextInt(2001) - 1000);
            case 3 -> Double.doubleToRawLongBits((random.nextInt(2001) - 1000) * 0.25);
            case 4 -> random.nextLong() & 0x800f_ffff_ffff_ffffL | (long) random.nextInt(4) << 52;
            case 5 -> random.nextLong() & 0x800f_ffff_ffff_ffffL | (long) (1023 - 130 + random.nextInt(260)) << 52;
            case 6 -> random.nextLong() & 0x800f_ffff_ffff_ffffL | (long) (1023 - 4 + random.nextInt(72)) << 52;
            default -> random.nextLong();
        };
    }

    private int half() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt() & 0x83ff;
            case 1 -> random.nextInt() & 0x83ff | 0x7c00;
            default -> random.nextInt();
        };
    }

    /// Sign and exponent of an 80-bit number.
    int exponent() {
        int sign = random.nextInt(2) << 15;
        return sign
                | switch (random.nextInt(10)) {
                    case 0 -> 0;
                    case 1 -> 0x7fff;
                    case 2 -> random.nextInt(4);
                    case 3 -> 0x7ffb + random.nextInt(4);
                    case 4 -> random.nextInt(0x8000);
                    case 5 -> 0x3fff - 1023 - 60 + random.nextInt(120);
                    default -> 0x3fff - 8 + random.nextInt(80);
                };
    }

    long significand() {
        long one = Long.MIN_VALUE;
        return switch (random.nextInt(8)) {
            case 0 -> one;
            case 1 -> one | (long) random.nextInt(1 << 12) << 51;
            case 2 -> 0;
            case 3 -> random.nextLong();
            case 4 -> random.nextInt(8) == 0 ? random.nextLong() >>> 1 : -1;
            default -> random.nextLong() | one;
        };
    }

    void fill(byte[] to, int at, int length, Kind kind) {
        int step = switch (kind) {
            case SINGLE -> 4;
            case DOUBLE -> 8;
            case HALF -> 2;
            case EXTENDED -> 10;
            case INTEGER -> 1 << random.nextInt(4);
        };
        for (int i = 0; i < length; i += step) {
            long low = switch (kind) {
                case SINGLE -> single();
                case DOUBLE -> doubleBits();
                case HALF -> half();
                case EXTENDED -> significand();
                case INTEGER -> integer();
            };
            for (int j = 0; j < Math.min(8, Math.min(step, length - i)); j++) {
                to[at + i + j] = (byte) (low >>> 8 * j);
            }
            if (kind == Kind.EXTENDED && i + 9 < length) {
                int high = exponent();
                to[at + i + 8] = (byte) high;
                to[at + i + 9] = (byte) (high >> 8);
            }
        }
    }

    long[] lanes(int bits, Kind kind) {
        byte[] bytes = new byte[bits / 8];
        fill(bytes, 0, bytes.length, kind);
        long[] lanes = new long[bits / 64];
        for (int i = 0; i < bytes.length; i++) {
            lanes[i / 8] |= (bytes[i] & 0xffL) << i % 8 * 8;
        }
        return lanes;
    }

    /// What an instruction takes the elements of its sources for, by its mnemonic.
    static Kind kindOf(Op op) {
        String name = op.toString();
        if (op == Op.VCVTPH2PS) {
            return Kind.HALF;
        }
        if (name.contains("CVT")) {
            String source = name.substring(name.indexOf("CVT") + 3).replaceFirst("^T", "");
            return source.startsWith("PS") || source.startsWith("SS")
                    ? Kind.SINGLE
                    : source.startsWith("PD") || source.startsWith("SD") ? Kind.DOUBLE : Kind.INTEGER;
        }
        if (name.startsWith("P")) {
            return Kind.INTEGER;
        }
        if (name.endsWith("PS") || name.endsWith("SS")) {
            return Kind.SINGLE;
        }
        return name.endsWith("PD") || name.endsWith("SD") ? Kind.DOUBLE : Kind.INTEGER;
    }
}
