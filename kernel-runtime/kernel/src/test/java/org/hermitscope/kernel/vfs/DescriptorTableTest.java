package org.hermitscope.kernel.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.device.Pipe;
import org.junit.jupiter.api.Test;

final class DescriptorTableTest {
    private final DescriptorTable table = new DescriptorTable(100);

    private static OpenFile file() {
        return Pipe.ends(0)[0];
    }

    @Test
    void theLowestFreeNumberIsGiven() {
        OpenFile file = file();
        for (int i = 0; i < 5; i++) {
            assertThat(table.add(file, false)).isEqualTo(i);
        }
        table.close(3);
        table.close(1);
        assertThat(table.add(file, false)).isEqualTo(1);
        assertThat(table.add(file, false)).isEqualTo(3);
        assertThat(table.add(file, false)).isEqualTo(5);
        assertThat(table.addFrom(50, file, true)).isEqualTo(50);
        assertThat(table.add(file, false)).isEqualTo(6);
        assertThat(table.closeOnExec(50)).isTrue();
        assertThat(table.open()).containsExactly(0, 1, 2, 3, 4, 5, 6, 50);
    }

    @Test
    void theLimitHolds() {
        OpenFile file = file();
        for (int i = 0; i < 100; i++) {
            table.add(file, false);
        }
        FileSystemContract.fails(Errno.EMFILE, () -> table.add(file, false));
        FileSystemContract.fails(Errno.EMFILE, table::requireRoom);
        FileSystemContract.fails(Errno.EINVAL, () -> table.addFrom(100, file, false));
        FileSystemContract.fails(Errno.EBADF, () -> table.set(100, file, false));
        table.close(42);
        assertThat(table.add(file, false)).isEqualTo(42);
        table.close(99);
        assertThat(table.addFrom(7, file, false)).isEqualTo(99);
    }

    @Test
    void theLastDescriptorClosesTheFile() {
        OpenFile[] pipe = Pipe.ends(0);
        table.add(pipe[0], false);
        table.add(pipe[1], false);
        table.set(7, pipe[1], false);
        table.close(1);
        assertThat(pipe[0].ready() & PollEvents.HUP).isZero();
        table.close(7);
        assertThat(pipe[0].ready() & PollEvents.HUP).isEqualTo(PollEvents.HUP);
        FileSystemContract.fails(Errno.EBADF, () -> table.close(7));
        FileSystemContract.fails(Errno.EBADF, () -> table.get(-1));
        FileSystemContract.fails(Errno.EBADF, () -> table.get(1 << 30));
    }

    @Test
    void rangesClose() {
        OpenFile file = file();
        for (int i = 0; i < 10; i++) {
            table.add(file, false);
        }
        table.closeRange(3, 6);
        assertThat(table.open()).containsExactly(0, 1, 2, 7, 8, 9);
        table.closeRange(8, Integer.MAX_VALUE);
        assertThat(table.open()).containsExactly(0, 1, 2, 7);
        assertThat(table.add(file, false)).isEqualTo(3);
    }
}
