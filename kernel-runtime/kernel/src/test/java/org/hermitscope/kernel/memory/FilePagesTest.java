package org.hermitscope.kernel.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.machine.Protection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FilePagesTest {
    private static final int RW = Protection.READ | Protection.WRITE;
    private static final int PAGE = 4096;

    private final TestGuest guest = new TestGuest();
    private final AddressSpace space = guest.kernel().space();
    private final UserMemory memory = space.memory();
    private final RegularFile file = open();

    @AfterEach
    void close() {
        guest.close();
    }

    private RegularFile open() {
        RegularFile opened = (RegularFile) guest.kernel()
                .vfs()
                .open(guest.files(), guest.files().workingDirectory(), "data", OpenFlags.RDWR | OpenFlags.CREAT, 0644);
        opened.acquire();
        return opened;
    }

    private void store(long offset, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        assertThat(file.writeAt(bytes, offset)).isEqualTo(text.length());
    }

    private String load(long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        int count = file.readAt(bytes, offset);
        return new String(bytes.array(), 0, Math.max(0, count), StandardCharsets.US_ASCII);
    }

    private String mapped(long address, int length) {
        return new String(memory.read(address, length), StandardCharsets.US_ASCII);
    }

    private void put(long address, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        memory.write(address, bytes, 0, bytes.length);
    }

    @Test
    void pagesComeFromTheFileWithZerosBehindItsEnd() {
        store(PAGE, "second page");
        long at = space.mapFile(0, 3 * PAGE, Protection.READ, MapFlags.PRIVATE, file, PAGE);
        assertThat(mapped(at, 11)).isEqualTo("second page");
        assertThat(memory.getByte(at + 11)).isZero();
        assertThat(memory.accessible(at + PAGE, 1, Protection.READ)).isZero();
        assertThat(space.explain(at + PAGE, Protection.READ)).isEqualTo(AccessFault.BEHIND_FILE);
    }

    @Test
    void sharedStoresAndWritesSeeEachOtherAtOnce() {
        store(0, "aaaa");
        long at = space.mapFile(0, PAGE, RW, MapFlags.SHARED, file, 0);
        put(at, "b");
        assertThat(load(0, 4)).isEqualTo("baaa");
        store(2, "c");
        assertThat(mapped(at, 4)).isEqualTo("baca");
        put(at + 3, "d");
        assertThat(load(0, 4)).isEqualTo("bacd");
    }

    @Test
    void sharedStoresReachTheFileAtUnmapping() {
        store(0, "x".repeat(2 * PAGE));
        long at = space.mapFile(0, 2 * PAGE, RW, MapFlags.SHARED, file, 0);
        put(at + PAGE, "new");
        space.unmap(at, 2 * PAGE);
        assertThat(load(PAGE, 4)).isEqualTo("newx");
        assertThat(file.inode().mappings()).isEmpty();
    }

    @Test
    void aPrivatePageFollowsTheFileUntilItsFirstStoreAndAgainAfterDiscarding() {
        store(0, "one");
        long at = space.mapFile(0, PAGE, RW, MapFlags.PRIVATE, file, 0);
        assertThat(mapped(at, 3)).isEqualTo("one");
        store(0, "two");
        assertThat(mapped(at, 3)).isEqualTo("two");
        put(at, "own");
        store(0, "six");
        assertThat(mapped(at, 3)).isEqualTo("own");
        assertThat(load(0, 3)).isEqualTo("six");
        space.discard(at, PAGE);
        assertThat(mapped(at, 3)).isEqualTo("six");
    }

    @Test
    void truncationTakesPagesAwayAndClearsTheTail() {
        store(0, "y".repeat(2 * PAGE));
        long at = space.mapFile(0, 2 * PAGE, RW, MapFlags.SHARED, file, 0);
        assertThat(mapped(at + PAGE, 1)).isEqualTo("y");
        file.truncate(10);
        assertThat(memory.accessible(at + PAGE, 1, Protection.READ)).isZero();
        assertThat(memory.getByte(at + 9)).isEqualTo('y');
        assertThat(memory.getByte(at + 10)).isZero();
    }

    @Test
    void theMappingOutlivesItsDescriptor() {
        store(0, "kept");
        long at = space.mapFile(0, PAGE, RW, MapFlags.SHARED, file, 0);
        file.release();
        assertThat(mapped(at, 4)).isEqualTo("kept");
        assertThat(file.isOpen()).isTrue();
        space.unmap(at, PAGE);
        assertThat(file.isOpen()).isFalse();
    }

    @Test
    void aCutAndProtectedMappingStaysOneFile() {
        store(0, "z".repeat(4 * PAGE));
        long at = space.mapFile(0, 4 * PAGE, Protection.READ, MapFlags.PRIVATE, file, 0);
        space.protect(at + PAGE, PAGE, RW);
        put(at + PAGE, "!");
        space.protect(at, 4 * PAGE, Protection.READ);
        space.unmap(at + 2 * PAGE, PAGE);
        assertThat(mapped(at + PAGE, 2)).isEqualTo("!z");
        assertThat(mapped(at + 3 * PAGE, 1)).isEqualTo("z");
        assertThat(file.inode().mappings()).hasSize(1);
    }

    @Test
    void movingTakesPrivatePagesAlong() {
        store(0, "m".repeat(2 * PAGE));
        long at = space.mapFile(0, 2 * PAGE, RW, MapFlags.PRIVATE, file, 0);
        put(at, "mine");
        long moved = Remapping.remap(space, at, 2 * PAGE, 4 * PAGE, MapFlags.REMAP_MAYMOVE, 0);
        assertThat(mapped(moved, 5)).isEqualTo("minem");
        assertThat(mapped(moved + PAGE, 1)).isEqualTo("m");
        assertThat(space.areaAt(at)).isNull();
    }
}
