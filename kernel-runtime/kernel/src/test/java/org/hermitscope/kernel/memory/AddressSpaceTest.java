package org.hermitscope.kernel.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AddressSpaceTest {
    private static final int RW = Protection.READ | Protection.WRITE;
    private static final int NONE = Protection.NONE;
    private static final int PRIVATE = MapFlags.PRIVATE | MapFlags.ANONYMOUS;
    private static final int FIXED = PRIVATE | MapFlags.FIXED;
    private static final long PAGE = 4096;

    private final Window window = new Window(1L << 40);
    private final AddressSpace space = new AddressSpace(window);

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

    private long map(long hint, long length, int protection, int flags) {
        return space.mapAnonymous(hint, length, protection, flags);
    }

    @Test
    void mapsGoDownwardsEachDirectlyBelowTheOneBefore() {
        long first = map(0, PAGE, RW, PRIVATE);
        long second = map(0, 3 * PAGE, RW, PRIVATE);
        assertThat(first).isEqualTo(space.layout().mapTop() - PAGE);
        assertThat(second).isEqualTo(first - 3 * PAGE);
        assertThat(space.areas()).as("neighbours that can be one are one").hasSize(1);
    }

    @Test
    void aFreeHintIsHonouredAndRoundedDown() {
        assertThat(map(0xc0_0000_0000L, 64 << 20, NONE, PRIVATE)).isEqualTo(0xc0_0000_0000L);
        assertThat(map(0x1000_0005, PAGE, RW, PRIVATE)).isEqualTo(0x1000_0000);
        assertThat(map(0x1000_0000, PAGE, RW, PRIVATE)).isEqualTo(space.layout().mapTop() - PAGE);
    }

    @Test
    void aHintBeyondTheEndIsIgnoredUnlessFixed() {
        assertThat(map(1L << 48, PAGE, RW, PRIVATE)).isLessThan(space.layout().end());
        assertFails(Errno.ENOMEM, () -> map(1L << 48, PAGE, RW, FIXED));
    }

    @Test
    void fixedReplacesWhatIsThere() {
        long at = map(0, 4 * PAGE, RW, PRIVATE);
        space.memory().putLong(at + PAGE, 7);
        map(at + PAGE, PAGE, RW, FIXED);
        assertThat(space.memory().getLong(at + PAGE)).isZero();
    }

    @Test
    void noReplaceRefusesToReplace() {
        long at = map(0, PAGE, RW, PRIVATE);
        assertFails(Errno.EEXIST, () -> map(at, PAGE, RW, PRIVATE | MapFlags.FIXED_NOREPLACE));
        assertThat(map(at - PAGE, PAGE, RW, PRIVATE | MapFlags.FIXED_NOREPLACE)).isEqualTo(at - PAGE);
    }

    @Test
    void reservingAGigabyteCostsNothing() {
        long began = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            long at = map(0, 1L << 30, NONE, PRIVATE | MapFlags.NORESERVE);
            space.unmap(at, 1L << 30);
        }
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void aPartOfAReservationBecomesWritable() {
        long at = map(0, 128 << 20, NONE, PRIVATE);
        space.protect(at + 16 * PAGE, 2 * PAGE, RW);
        space.memory().putLong(at + 16 * PAGE, 5);
        assertThat(space.memory().accessible(at + 16 * PAGE, 8 * PAGE, Protection.WRITE))
                .isEqualTo(2 * PAGE);
        assertThat(space.areas()).hasSize(3);
    }

    @Test
    void hugeRangesOpenWhenTouched() {
        long at = map(0, 8L << 30, RW, PRIVATE | MapFlags.NORESERVE);
        long far = at + (5L << 30) + 12;
        assertThat(window.protection(far)).isZero();
        space.memory().putLong(far, 3);
        assertThat(window.protection(far)).isEqualTo(RW);
        space.protect(at, 8L << 30, Protection.READ);
        assertThat(space.memory().getLong(far)).isEqualTo(3);
        assertFails(Errno.EFAULT, () -> space.memory().putLong(far, 4));
    }

    @Test
    void moreThanTheMemoryIsRefusedForWriting() {
        space.setMemorySize(1L << 30);
        assertFails(Errno.ENOMEM, () -> map(0, 2L << 30, RW, PRIVATE));
        assertThat(map(0, 2L << 30, NONE, PRIVATE)).isPositive();
    }

    @Test
    void unmappingForgetsContentsAndAccess() {
        long at = map(0, 2 * PAGE, RW, PRIVATE);
        space.memory().putLong(at, 9);
        space.unmap(at, 2 * PAGE);
        assertFails(Errno.EFAULT, () -> space.memory().getLong(at));
        assertThat(space.explain(at, Protection.READ)).isEqualTo(AccessFault.UNMAPPED);
        assertThat(map(at, 2 * PAGE, RW, FIXED)).isEqualTo(at);
        assertThat(space.memory().getLong(at)).isZero();
    }

    @Test
    void unmappingNothingIsHarmless() {
        space.unmap(0x5000_0000, 16 * PAGE);
        assertThat(space.areas()).isEmpty();
    }

    @Test
    void protectChangesWhatLiesBeforeAHoleThenFails() {
        long at = map(0x2000_0000, PAGE, RW, FIXED);
        map(0x2000_0000 + 2 * PAGE, PAGE, RW, FIXED);
        assertFails(Errno.ENOMEM, () -> space.protect(at, 3 * PAGE, Protection.READ));
        assertThat(window.protection(at)).isEqualTo(Protection.READ);
        assertThat(window.protection(at + 2 * PAGE)).isEqualTo(RW);
    }

    @Test
    void takingAccessAwayKeepsContents() {
        long at = map(0, PAGE, RW, PRIVATE);
        space.memory().putLong(at, 11);
        space.protect(at, PAGE, NONE);
        assertThat(space.explain(at, Protection.READ)).isEqualTo(AccessFault.DENIED);
        space.protect(at, PAGE, Protection.READ);
        assertThat(space.memory().getLong(at)).isEqualTo(11);
    }

    @Test
    void discardedPagesReadAsZero() {
        long at = map(0, 4 * PAGE, RW, PRIVATE);
        space.memory().putLong(at + PAGE, 1);
        space.memory().putLong(at + 3 * PAGE, 2);
        space.discard(at, 2 * PAGE);
        assertThat(space.memory().getLong(at + PAGE)).isZero();
        assertThat(space.memory().getLong(at + 3 * PAGE)).isEqualTo(2);
        assertFails(Errno.ENOMEM, () -> space.discard(at - PAGE, 2 * PAGE));
    }

    @Test
    void theHeapGrowsShrinksAndKeepsUnalignedEnds() {
        space.setBreakStart(0x60_0000);
        assertThat(space.brk(0, Long.MAX_VALUE)).isEqualTo(0x60_0000);
        assertThat(space.brk(0x60_1d00, Long.MAX_VALUE)).isEqualTo(0x60_1d00);
        space.memory().putLong(0x60_1cf8, 1);
        assertThat(space.brk(0x60_0100, Long.MAX_VALUE)).isEqualTo(0x60_0100);
        assertThat(space.memory().accessible(0x60_1000, 8, Protection.READ)).isZero();
        assertThat(space.brk(0x50_0000, Long.MAX_VALUE)).as("refused").isEqualTo(0x60_0100);
        map(0x70_0000, PAGE, RW, FIXED);
        assertThat(space.brk(0x80_0000, Long.MAX_VALUE))
                .as("something is in the way")
                .isEqualTo(0x60_0100);
    }

    @Test
    void theStackGrowsOnTouchAsFarAsItsLimit() {
        long top = space.layout().stackTop();
        space.mapStack(top - 32 * PAGE, 32 * PAGE);
        space.memory().putLong(top - (4 << 20), 1);
        assertThat(space.areaAt(top - (4 << 20))).isNotNull();
        assertFails(Errno.EFAULT, () -> space.memory().putLong(top - (9 << 20), 1));
        space.setStackLimit(16 << 20);
        space.memory().putLong(top - (9 << 20), 1);
    }

    @Test
    void remapGrowsInPlaceWhereItCan() {
        long at = map(0x3000_0000, PAGE, RW, FIXED);
        space.memory().putLong(at, 4);
        assertThat(Remapping.remap(space, at, PAGE, 3 * PAGE, 0, 0)).isEqualTo(at);
        space.memory().putLong(at + 2 * PAGE, 5);
        assertThat(Remapping.remap(space, at, 3 * PAGE, PAGE, 0, 0)).isEqualTo(at);
        assertFails(Errno.EFAULT, () -> space.memory().getLong(at + 2 * PAGE));
    }

    @Test
    void remapMovesContentsWhenItMay() {
        long at = map(0x3000_0000, 2 * PAGE, RW, FIXED);
        map(0x3000_0000 + 2 * PAGE, PAGE, RW | Protection.EXEC, FIXED);
        space.memory().putLong(at + PAGE, 6);
        assertFails(Errno.ENOMEM, () -> Remapping.remap(space, at, 2 * PAGE, 4 * PAGE, 0, 0));
        long moved = Remapping.remap(space, at, 2 * PAGE, 4 * PAGE, MapFlags.REMAP_MAYMOVE, 0);
        assertThat(moved).isNotEqualTo(at);
        assertThat(space.memory().getLong(moved + PAGE)).isEqualTo(6);
        assertThat(space.areaAt(at)).isNull();
        assertFails(Errno.EFAULT, () -> Remapping.remap(space, at, PAGE, PAGE, 0, 0));
    }
}
