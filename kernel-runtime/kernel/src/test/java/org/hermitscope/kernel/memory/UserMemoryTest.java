package org.hermitscope.kernel.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UserMemoryTest {
    private static final long START = 0x1_0000;
    private static final long END = 0x1_2000;

    private final Window window = new Window(1L << 30);
    private final UserMemory memory = new UserMemory(window, (_, _) -> false);

    UserMemoryTest() {
        window.protect(START, END - START, Protection.READ | Protection.WRITE);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static void assertFails(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SyscallException.class,
                        failure -> assertThat(failure.errno()).isEqualTo(errno));
    }

    @Test
    void badAddressesAreFaultsWhereverTheyPoint() {
        for (long address : new long[] {0, START - 1, END - 3, 1L << 30, 1L << 47, -1, Long.MIN_VALUE}) {
            assertFails(Errno.EFAULT, () -> memory.getInt(address));
            assertFails(Errno.EFAULT, () -> memory.putLong(address, 1));
            assertFails(Errno.EFAULT, () -> memory.read(address, new byte[8], 0, 8));
            assertFails(Errno.EFAULT, () -> memory.check(address, Long.MAX_VALUE, Protection.READ));
        }
    }

    @Test
    void readOnlyPagesCannotBeWritten() {
        window.protect(START, 4096, Protection.READ);
        assertThat(memory.getByte(START)).isZero();
        assertFails(Errno.EFAULT, () -> memory.putByte(START, 1));
        assertFails(Errno.EFAULT, () -> memory.write(START + 4090, new byte[10], 0, 10));
    }

    @Test
    void partialTransfersStopAtTheBadPage() {
        byte[] bytes = new byte[10];
        assertThat(memory.writeUpTo(END - 4, new byte[] {1, 2, 3, 4, 5}, 0, 5)).isEqualTo(4);
        assertThat(memory.readUpTo(END - 4, bytes, 2, 8)).isEqualTo(4);
        assertThat(bytes).containsExactly(0, 0, 1, 2, 3, 4, 0, 0, 0, 0);
        assertThat(memory.readUpTo(END, bytes, 0, 1)).isZero();
    }

    @Test
    void aStringMayEndJustBeforeABadPage() {
        memory.write(END - 4, new byte[] {'a', 'b', 'c', 0}, 0, 4);
        assertThat(memory.string(END - 4, 4096)).isEqualTo("abc");
        memory.putByte(END - 1, 'd');
        assertFails(Errno.EFAULT, () -> memory.string(END - 4, 4096));
        assertFails(Errno.ENAMETOOLONG, () -> memory.string(END - 4, 4));
    }

    @Test
    void longStringsComeWhole() {
        byte[] text = new byte[5000];
        Arrays.fill(text, (byte) 0xe9);
        memory.write(START, text, 0, text.length);
        assertThat(memory.string(START, 8192)).hasSize(5000).containsOnlyOnce("\u00e9".repeat(5000));
        assertFails(Errno.ENAMETOOLONG, () -> memory.path(START));
    }

    @Test
    void vectorsAreCheckedAndCut() {
        memory.putLong(START, 0x1000);
        memory.putLong(START + 8, 0x7fff_0000L);
        memory.putLong(START + 16, 0x2000);
        memory.putLong(START + 24, 0x7fff_0000L);
        assertThat(memory.iovec(START, 2)).containsExactly(0x1000, 0x7fff_0000L, 0x2000, 0xf000);
        assertThat(memory.iovec(0, 0)).isEmpty();
        assertFails(Errno.EINVAL, () -> memory.iovec(START, 1025));
        assertFails(Errno.EINVAL, () -> memory.iovec(START, -1));
        assertFails(Errno.EFAULT, () -> memory.iovec(END - 8, 1));
        memory.putLong(START + 8, -1);
        assertFails(Errno.EINVAL, () -> memory.iovec(START, 1));
    }

    @Test
    void wordsAreExchangedAtomically() {
        memory.putInt(START + 4, 5);
        assertThat(memory.compareAndSetInt(START + 4, 4, 6)).isFalse();
        assertThat(memory.compareAndSetInt(START + 4, 5, 6)).isTrue();
        assertThat(memory.getIntVolatile(START + 4)).isEqualTo(6);
    }

    @Test
    void missingPagesAreBroughtIn() {
        UserMemory lazy = new UserMemory(window, (linear, wanted) -> {
            if (linear >= 0x2_0000 && linear < 0x2_3000) {
                window.protect(linear & -4096, 4096, Protection.READ | Protection.WRITE);
                return true;
            }
            return false;
        });
        lazy.putLong(0x2_0ffc, -1);
        assertThat(lazy.accessible(0x2_0000, 0x8000, Protection.READ)).isEqualTo(0x3000);
    }
}
