package org.hermitscope.kernel.task;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Random bytes for getrandom(2), AT_RANDOM and /dev/urandom: the host's, or a repeatable stream.
public final class Entropy {
    private final @Nullable SplittableRandom seeded;

    Entropy(@Nullable Long seed) {
        seeded = seed == null ? null : new SplittableRandom(seed);
    }

    /// Fills a range with random bytes. Any thread may call it.
    public synchronized void fill(byte[] bytes, int at, int length) {
        if (seeded != null) {
            byte[] drawn = new byte[length];
            seeded.nextBytes(drawn);
            System.arraycopy(drawn, 0, bytes, at, length);
            return;
        }
        // The device costs a start-up far less than the security providers do.
        try (FileInputStream device = new FileInputStream("/dev/urandom")) {
            if (device.readNBytes(bytes, at, length) == length) {
                return;
            }
        } catch (IOException absent) {
            // A host without the device has the providers.
        }
        byte[] drawn = new byte[length];
        new SecureRandom().nextBytes(drawn);
        System.arraycopy(drawn, 0, bytes, at, length);
    }
}
