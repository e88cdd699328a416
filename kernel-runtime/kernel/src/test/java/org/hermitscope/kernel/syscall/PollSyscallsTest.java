package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hermitscope.kernel.syscall.GuestFiles.MEMORY;
import static org.hermitscope.kernel.syscall.GuestFiles.fails;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PollSyscallsTest {
    private static final long SETS = MEMORY + 0x1000;
    private static final long TIMEOUT = MEMORY + 0x2000;

    private final GuestFiles guest = new GuestFiles();
    private int reader;
    private int writer;

    @BeforeEach
    void pipe() {
        guest.call(DescriptorSyscalls::pipe, MEMORY);
        reader = guest.memory().getInt(MEMORY);
        writer = guest.memory().getInt(MEMORY + 4);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    private void entry(int index, int fd, int events) {
        guest.memory().putInt(MEMORY + index * 8L, fd);
        guest.memory().putInt(MEMORY + index * 8L + 4, events | 0xffff << 16);
    }

    private int returned(int index) {
        return guest.memory().getShort(MEMORY + index * 8L + 6);
    }

    @Test
    void everyKindAnswers() {
        int file = guest.open("f", OpenFlags.CREAT | OpenFlags.RDWR);
        entry(0, reader, 1);
        entry(1, writer, 4);
        entry(2, file, 5);
        entry(3, 99, 1);
        entry(4, -1, 1);
        assertThat(guest.call(PollSyscalls::poll, MEMORY, 5, 0)).isEqualTo(3);
        assertThat(returned(0)).isZero();
        assertThat(returned(1)).isEqualTo(4);
        assertThat(returned(2)).isEqualTo(5);
        assertThat(returned(3)).isEqualTo(0x20);
        assertThat(returned(4)).isZero();
        guest.call(DescriptorSyscalls::close, writer);
        entry(0, reader, 1);
        assertThat(guest.call(PollSyscalls::poll, MEMORY, 1, -1)).isEqualTo(1);
        assertThat(returned(0)).isEqualTo(0x10);
        fails(Errno.EINVAL, () -> guest.call(PollSyscalls::poll, MEMORY, 5000, 0));
        fails(Errno.EFAULT, () -> guest.call(PollSyscalls::poll, 0, 1, 0));
    }

    @Test
    void theTimePasses() {
        entry(0, reader, 1);
        long before = System.nanoTime();
        assertThat(guest.call(PollSyscalls::poll, MEMORY, 1, 30)).isZero();
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);
        guest.memory().putLong(TIMEOUT, 0);
        guest.memory().putLong(TIMEOUT + 8, 20_000_000);
        assertThat(guest.call(PollSyscalls::ppoll, MEMORY, 1, TIMEOUT, 0, 8)).isZero();
        assertThat(guest.memory().getLong(TIMEOUT + 8)).isZero();
        guest.memory().putLong(TIMEOUT + 8, 1_000_000_000);
        fails(Errno.EINVAL, () -> guest.call(PollSyscalls::ppoll, MEMORY, 1, TIMEOUT, 0, 8));
    }

    @Test
    void aWriteWakesWhoeverPolls() throws Exception {
        Thread later = Thread.ofPlatform().start(() -> {
            var other = guest.newTask();
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            FileSyscalls.write(other, writer, MEMORY + 0x3000, 1, 0, 0, 0);
        });
        entry(0, reader, 1);
        assertThat(guest.call(PollSyscalls::poll, MEMORY, 1, -1)).isEqualTo(1);
        assertThat(returned(0)).isEqualTo(1);
        later.join();
    }

    @Test
    void selectCountsBitsAndLeavesTheReadyOnes() {
        guest.memory().putLong(SETS, 1L << reader | 1L << writer);
        guest.memory().putLong(SETS + 8, 1L << writer);
        assertThat(guest.call(SelectSyscalls::select, 64, SETS, SETS + 8, 0, 0)).isEqualTo(1);
        assertThat(guest.memory().getLong(SETS)).isZero();
        assertThat(guest.memory().getLong(SETS + 8)).isEqualTo(1L << writer);
        guest.memory().putLong(SETS, 1L << 40);
        fails(Errno.EBADF, () -> guest.call(SelectSyscalls::select, 64, SETS, 0, 0, 0));
        fails(Errno.EINVAL, () -> guest.call(SelectSyscalls::select, -1, 0, 0, 0, 0));
        guest.memory().putLong(SETS, 1L << reader);
        guest.memory().putLong(TIMEOUT, 0);
        guest.memory().putLong(TIMEOUT + 8, 5_000);
        assertThat(guest.call(SelectSyscalls::pselect6, 64, SETS, 0, 0, TIMEOUT, 0))
                .isZero();
        assertThat(guest.memory().getLong(SETS)).isZero();
    }
}
