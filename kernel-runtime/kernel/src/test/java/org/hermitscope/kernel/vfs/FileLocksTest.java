package org.hermitscope.kernel.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FileLocksTest {
    private static final Object OTHER = "another open file";

    private final FileLocks locks = new FileLocks();

    @Test
    void writersExcludeAndReadersShare() {
        assertThat(locks.set(FileLocks.PROCESS, FileLocks.READ, 0, 9)).isTrue();
        assertThat(locks.set(OTHER, FileLocks.READ, 5, 20)).isTrue();
        assertThat(locks.set(OTHER, FileLocks.WRITE, 5, 20)).isFalse();
        assertThat(locks.set(OTHER, FileLocks.WRITE, 10, 20)).isTrue();
        assertThat(locks.conflict(FileLocks.PROCESS, FileLocks.READ, 0, Long.MAX_VALUE))
                .isEqualTo(new FileLocks.Range(OTHER, FileLocks.WRITE, 10, 20));
        assertThat(locks.conflict(OTHER, FileLocks.READ, 0, 9)).isNull();
        locks.descriptorClosed();
        assertThat(locks.set(OTHER, FileLocks.WRITE, 0, Long.MAX_VALUE)).isTrue();
        locks.releaseOwnedBy(OTHER);
        assertThat(locks.conflict(FileLocks.PROCESS, FileLocks.WRITE, 0, Long.MAX_VALUE))
                .isNull();
    }

    /// Compares splitting and joining with an array that holds the lock of each byte.
    @Test
    void rangesSplitAndJoin() {
        Random random = new Random(7);
        int[] bytes = new int[64];
        java.util.Arrays.fill(bytes, FileLocks.UNLOCK);
        for (int step = 0; step < 20_000; step++) {
            int from = random.nextInt(64);
            int to = from + random.nextInt(64 - from);
            int type = random.nextInt(3);
            assertThat(locks.set(FileLocks.PROCESS, type, from, to)).isTrue();
            java.util.Arrays.fill(bytes, from, to + 1, type);
            int at = random.nextInt(64);
            boolean readRefused = locks.conflict(OTHER, FileLocks.READ, at, at) != null;
            boolean writeRefused = locks.conflict(OTHER, FileLocks.WRITE, at, at) != null;
            assertThat(readRefused).as("byte %d after step %d", at, step).isEqualTo(bytes[at] == FileLocks.WRITE);
            assertThat(writeRefused).isEqualTo(bytes[at] != FileLocks.UNLOCK);
        }
    }

    @Test
    void wholeFileLocksBelongToOpenFiles() {
        assertThat(locks.lockWhole("a", FileLocks.READ)).isTrue();
        assertThat(locks.lockWhole("b", FileLocks.READ)).isTrue();
        assertThat(locks.lockWhole("a", FileLocks.WRITE)).isFalse();
        assertThat(locks.lockWhole("b", FileLocks.UNLOCK)).isTrue();
        assertThat(locks.lockWhole("a", FileLocks.WRITE)).isTrue();
        assertThat(locks.lockWhole("b", FileLocks.READ)).isFalse();
        locks.releaseOwnedBy("a");
        assertThat(locks.lockWhole("b", FileLocks.WRITE)).isTrue();
    }
}
