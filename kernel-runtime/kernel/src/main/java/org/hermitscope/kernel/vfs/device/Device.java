package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;

/// The memory devices of /dev (man 4 null, full, random): what a read gives and a write takes.
public enum Device {
    NULL("null", 3) {
        @Override
        int read(ByteBuffer to, EntropySource entropy) {
            return 0;
        }
    },
    ZERO("zero", 5) {
        @Override
        int read(ByteBuffer to, EntropySource entropy) {
            int count = to.remaining();
            fillWithZeros(to);
            return count;
        }
    },
    FULL("full", 7) {
        @Override
        int read(ByteBuffer to, EntropySource entropy) {
            return ZERO.read(to, entropy);
        }

        @Override
        int write(ByteBuffer from) {
            throw Errno.ENOSPC.raise();
        }
    },
    RANDOM("random", 8) {
        @Override
        int read(ByteBuffer to, EntropySource entropy) {
            return fillWithNoise(to, entropy);
        }
    },
    URANDOM("urandom", 9) {
        @Override
        int read(ByteBuffer to, EntropySource entropy) {
            return fillWithNoise(to, entropy);
        }
    };

    /// The major number of all memory devices.
    static final int MAJOR = 1;

    private static final int PIECE = 4096;

    private final String deviceName;
    private final int minor;

    Device(String deviceName, int minor) {
        this.deviceName = deviceName;
        this.minor = minor;
    }

    /// Its name in /dev.
    public String deviceName() {
        return deviceName;
    }

    int minor() {
        return minor;
    }

    abstract int read(ByteBuffer to, EntropySource entropy);

    int write(ByteBuffer from) {
        int count = from.remaining();
        from.position(from.limit());
        return count;
    }

    private static void fillWithZeros(ByteBuffer to) {
        while (to.remaining() >= Long.BYTES) {
            to.putLong(0);
        }
        while (to.hasRemaining()) {
            to.put((byte) 0);
        }
    }

    private static int fillWithNoise(ByteBuffer to, EntropySource entropy) {
        int count = to.remaining();
        byte[] piece = new byte[Math.min(count, PIECE)];
        while (to.hasRemaining()) {
            int length = Math.min(piece.length, to.remaining());
            entropy.fill(piece, 0, length);
            to.put(piece, 0, length);
        }
        return count;
    }
}
