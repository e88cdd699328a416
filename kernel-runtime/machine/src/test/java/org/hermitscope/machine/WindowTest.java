package org.hermitscope.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    private final Window window = new Window(64L << 20);

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void pagesBeginInaccessibleAndReadAsZero() {
        assertThat(window.protection(0)).isZero();
        assertThat(window.read(0, new byte[8], 0, 8)).isZero();
        window.protect(PAGE, PAGE, Protection.READ);
        byte[] bytes = {1, 1, 1, 1};
        assertThat(window.read(PAGE, bytes, 0, 4)).isEqualTo(4);
        assertThat(bytes).containsOnly(0);
    }

    @Test
    void copiesEndBeforeTheFirstPageThatForbidsThem() {
        window.protect(PAGE, 2 * PAGE, Protection.READ | Protection.WRITE);
        window.protect(2 * PAGE, PAGE, Protection.READ);
        byte[] bytes = new byte[PAGE];
        assertThat(window.write(PAGE + 100, bytes, 0, PAGE)).isEqualTo(PAGE - 100);
        assertThat(window.read(PAGE + 100, bytes, 0, PAGE)).isEqualTo(PAGE);
        assertThat(window.read(3 * PAGE - 1, bytes, 0, 2)).isEqualTo(1);
    }

    @Test
    void addressesBeyondTheWindowAreNeverAccessible() {
        assertThat(window.accessible(window.size(), 1, 0)).isZero();
        assertThat(window.accessible(-1, 1, 0)).isZero();
        window.protect(window.size() - PAGE, PAGE, Protection.READ);
        assertThat(window.accessible(window.size() - 4, 100, Protection.READ)).isEqualTo(4);
    }

    @Test
    void writableAndExecutablePagesAreReadable() {
        window.protect(0, PAGE, Protection.WRITE);
        assertThat(window.protection(0)).isEqualTo(Protection.READ | Protection.WRITE);
        window.protect(0, PAGE, Protection.EXEC);
        assertThat(window.protection(0)).isEqualTo(Protection.READ | Protection.EXEC);
    }

    @Test
    void fastBitsStandOnlyWhereNobodyLooks() {
        window.protect(0, PAGE, Protection.READ | Protection.WRITE | Protection.EXEC);
        assertThat(window.attributes(0) & (Window.FAST_READ | Window.FAST_WRITE))
                .isEqualTo(Window.FAST_READ | Window.FAST_WRITE);
        window.markCode(0);
        assertThat(window.attributes(0) & Window.FAST_WRITE).isZero();
        window.clearCode(0);
        window.watch(0, Window.WATCH_READ);
        assertThat(window.attributes(0) & Window.FAST_READ).isZero();
        window.protect(0, PAGE, Protection.READ);
        assertThat(window.attributes(0) & Window.FAST_READ).isZero();
        window.watch(0, 0);
        assertThat(window.attributes(0) & Window.FAST_READ).isEqualTo(Window.FAST_READ);
    }

    @Test
    void listenersHearOfEveryChangeOfCode() {
        List<Long> heard = new ArrayList<>();
        window.addListener((start, _) -> heard.add(start));
        window.protect(0, 4 * PAGE, Protection.READ | Protection.WRITE | Protection.EXEC);
        window.markCode(PAGE);
        window.poke(0, new byte[1], 0, 1);
        assertThat(heard).isEmpty();
        window.poke(PAGE + 7, new byte[1], 0, 1);
        assertThat(heard).containsExactly(PAGE + 7L);
        window.protect(PAGE, PAGE, Protection.READ);
        assertThat(heard).hasSize(2);
        window.markCode(PAGE);
        window.discard(0, 2 * PAGE);
        assertThat(heard).hasSize(3);
    }

    @Test
    void discardedPagesAreZeroAgain() {
        window.protect(0, 2 * PAGE, Protection.READ | Protection.WRITE);
        window.memory().fill(0, 2 * PAGE, (byte) 5);
        window.discard(PAGE, PAGE);
        assertThat(window.memory().getByte(PAGE - 1)).isEqualTo((byte) 5);
        assertThat(window.memory().getLong(PAGE)).isZero();
    }

    @Test
    void aTebibyteCostsNothingUntilItIsTouched() {
        try (Window large = new Window(1L << 40)) {
            long far = 0xc000000000L;
            large.protect(far, PAGE, Protection.READ | Protection.WRITE);
            large.memory().putLong(far, 42);
            assertThat(large.memory().getLong(far)).isEqualTo(42);
        }
    }
}
