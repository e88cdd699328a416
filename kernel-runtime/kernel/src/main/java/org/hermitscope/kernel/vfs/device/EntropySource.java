package org.hermitscope.kernel.vfs.device;

import java.security.SecureRandom;

/// Where random bytes come from.
@FunctionalInterface
public interface EntropySource {
    /// The host's own. SecureRandom takes a while to start, so it is made when the first byte is asked for.
    EntropySource HOST = (to, at, length) -> {
        byte[] bytes = new byte[length];
        HostRandom.SOURCE.nextBytes(bytes);
        System.arraycopy(bytes, 0, to, at, length);
    };

    void fill(byte[] to, int at, int length);

    /// Holds the generator.
    final class HostRandom {
        private static final SecureRandom SOURCE = new SecureRandom();

        private HostRandom() {}
    }
}
