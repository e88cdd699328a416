package org.hermitscope.machine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.hermitscope.machine.Protection;
import org.junit.jupiter.api.Test;

class ElfImageTest {
    private static final int PHOFF = 64;
    private static final long BASE = 0x400000;

    /// A program of one segment, 0x200 bytes in the file and 0x300 in memory.
    private static byte[] image(Consumer<ByteBuffer> change) {
        ByteBuffer file = ByteBuffer.allocate(0x200).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        file.putShort(16, (short) 2).putShort(18, (short) 62).putInt(20, 1);
        file.putLong(24, BASE + 0x100).putLong(32, PHOFF).putShort(52, (short) 64);
        file.putShort(54, (short) 56).putShort(56, (short) 1);
        file.putInt(PHOFF, 1).putInt(PHOFF + 4, 5).putLong(PHOFF + 8, 0).putLong(PHOFF + 16, BASE);
        file.putLong(PHOFF + 32, 0x200).putLong(PHOFF + 40, 0x300).putLong(PHOFF + 48, 0x1000);
        change.accept(file);
        return file.array();
    }

    private static void refused(String message, Consumer<ByteBuffer> change) {
        assertThatThrownBy(() -> ElfImage.parse(image(change)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aProgramIsTakenApart() {
        ElfImage image = ElfImage.parse(image(_ -> {}));
        assertThat(image.entry()).isEqualTo(BASE + 0x100);
        assertThat(image.isPositionIndependent()).isFalse();
        assertThat(image.programHeaderAddress()).isEqualTo(BASE + PHOFF);
        assertThat(image.segments())
                .containsExactly(new Segment(BASE, 0x300, 0, 0x200, Protection.READ | Protection.EXEC));
        assertThat(image.symbols().size()).isZero();
    }

    @Test
    void foreignFilesAreNamed() {
        assertThatThrownBy(() -> ElfImage.parse(new byte[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> ElfImage.parse("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("script");
        assertThatThrownBy(() -> ElfImage.parse("hello, world\n".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("no ELF file");
        refused("32-bit", file -> file.put(4, (byte) 1));
        refused("big-endian", file -> file.put(5, (byte) 2));
        refused("AArch64", file -> file.putShort(18, (short) 183));
        refused("object file", file -> file.putShort(16, (short) 1));
        refused("core file", file -> file.putShort(16, (short) 4));
        refused("dynamically linked: link it statically", file -> file.putInt(PHOFF, 3));
    }

    @Test
    void damagedFilesAreRefused() {
        assertThatThrownBy(() -> ElfImage.parse(Arrays.copyOf(image(_ -> {}), 40)))
                .hasMessageContaining("truncated in the ELF header");
        refused("truncated in the program headers", file -> file.putLong(32, 0x1f0));
        refused("truncated in the program headers", file -> file.putLong(32, Long.MAX_VALUE));
        refused("truncated in the program headers", file -> file.putShort(56, (short) -1));
        refused("no program headers", file -> file.putShort(56, (short) 0));
        refused("truncated in the segment", file -> file.putLong(PHOFF + 32, 0x201));
        refused("truncated in the segment", file -> file.putLong(PHOFF + 8, -1L));
        refused("larger in the file", file -> file.putLong(PHOFF + 40, 0x100));
        refused("beyond the user address space", file -> file.putLong(PHOFF + 40, Long.MAX_VALUE));
        refused("beyond the user address space", file -> file.putLong(PHOFF + 16, 0x7ffffffffffL << 8));
        refused("misaligned", file -> file.putLong(PHOFF + 48, 3));
        refused("misaligned", file -> file.putLong(PHOFF + 16, BASE + 8));
        refused("outside every segment", file -> file.putLong(24, 0x10));
    }

    @Test
    void anyDamageGivesAnImageOrItsOneException() {
        SplittableRandom random = new SplittableRandom(4);
        byte[] good = image(file -> file.putLong(40, 0x100).putShort(60, (short) 3));
        for (int i = 0; i < 200_000; i++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                ElfImage.parse(bad).symbols().at(BASE);
            } catch (ImageException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
