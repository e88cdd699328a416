package org.hermitscope.kernel.vfs.device;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.hermitscope.kernel.abi.Errno;

/// The memory devices of /dev (man 4 null, full, random): what a read gives and a write takes.
public enum Device {
    NULL("null", 3) {
        @Override
        int read(ByteBuffer to) {
            return 0;
        }
    },
    ZERO("zero", 5) {
        @Override
        int read(ByteBuffer to) {
            int count = to.remaining();
            fillWithZeros(to);
            return count;
        }
    },
    FULL("full", 7) {
        @Override
        int read(ByteBuffer to) {
            return ZERO.read(to);
        }

        @Override
        int write(ByteBuffer from) {
            if (from.hasRemaining()) {
                throw Errno.ENOSPC.raise();
            }
            return 0;
        }
    },
    RANDOM("random", 8) {
        @Override
        int read(ByteBuffer to) {
            return Random.fill(to);
        }
    },
    URANDOM("urandom", 9) {
        @Override
        int read(ByteBuffer to) {
            return Random.fill(to);
        }
    };

    /// The major number of all memory devices.
    static final int MAJOR = 1;

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

    abstract int read(ByteBuffer to);

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

    /// Made when the first byte is asked for: SecureRandom takes a while to start.
    private static final class Random {
        private static final SecureRandom SOURCE = new SecureRandom();
        private static final int PIECE = 4096;

        static int fill(ByteBuffer to) {
            int count = to.remaining();
            byte[] piece = new byte[Math.min(count, PIECE)];
            while (to.hasRemaining()) {
                SOURCE.nextBytes(piece);
                to.put(piece, 0, Math.min(piece.length, to.remaining()));
            }
            return count;
        }
    }
}
