package org.hermitscope.kernel.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProgramLoaderTest {
    private static final int ET_EXEC = 2;
    private static final int ET_DYN = 3;
    private static final int AT_PHDR = 3;
    private static final int AT_PHNUM = 5;
    private static final int AT_PAGESZ = 6;
    private static final int AT_ENTRY = 9;
    private static final int AT_PLATFORM = 15;
    private static final int AT_HWCAP = 16;
    private static final int AT_RANDOM = 25;
    private static final int AT_EXECFN = 31;
    private static final int AT_SYSINFO_EHDR = 33;

    private static final long TEXT = 0x40_0000;
    private static final long DATA = 0x40_2000;
    private static final int DATA_OFFSET = 0x1000;
    private static final int DATA_SIZE = 16;
    private static final int BSS = 0x3000;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());
    private final UserMemory memory = guest.memory();

    ProgramLoaderTest() {
        long top = guest.kernel().space().layout().stackTop();
        guest.kernel().space().unmap(top - 0x20000, 0x20000);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    /// Two segments: code with the headers, and data with bss behind it.
    private static ElfImage image(int type, long base) {
        ByteBuffer file = ByteBuffer.allocate(DATA_OFFSET + DATA_SIZE + 100).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        file.putShort((short) type).putShort((short) 62).putInt(1);
        file.putLong(base + 0x100).putLong(64).putLong(0).putInt(0);
        file.putShort((short) 64).putShort((short) 56).putShort((short) 2);
        segment(file.position(64), 5, 0, base, 0x200, 0x200);
        segment(file, 6, DATA_OFFSET, base + DATA - TEXT, DATA_SIZE, BSS);
        for (int i = 0; i < DATA_SIZE + 100; i++) {
            file.put(DATA_OFFSET + i, (byte) 0x5a);
        }
        return ElfImage.parse(file.array());
    }

    private static void segment(ByteBuffer file, int flags, long offset, long at, long fileSize, long size) {
        file.putInt(1).putInt(flags).putLong(offset).putLong(at).putLong(at);
        file.putLong(fileSize).putLong(size).putLong(4096);
    }

    private LoadedProgram load(ElfImage image) {
        return ProgramLoader.load(
                guest.kernel(), task, image, null, "/bin/it", List.of("it", "one", ""), List.of("A=1", "B=\u00e9"));
    }

    private Map<Integer, Long> auxiliary(long rsp) {
        long at = rsp + 8;
        for (int zeros = 0; zeros < 2; at += 8) {
            if (memory.getLong(at) == 0) {
                zeros++;
            }
        }
        Map<Integer, Long> found = new HashMap<>();
        for (; memory.getLong(at) != 0; at += 16) {
            found.put((int) memory.getLong(at), memory.getLong(at + 8));
        }
        return found;
    }

    private static long value(Map<Integer, Long> auxiliary, int type) {
        return auxiliary.getOrDefault(type, 0L);
    }

    @Test
    void segmentsLieWhereTheFileWantsThemAndBssIsZero() {
        load(image(ET_EXEC, TEXT));
        assertThat(memory.getInt(TEXT)).isEqualTo(0x464c457f);
        assertThat(memory.getByte(DATA + DATA_SIZE - 1)).isEqualTo(0x5a);
        assertThat(memory.getByte(DATA + DATA_SIZE))
                .as("behind the file's part of the page")
                .isZero();
        assertThat(memory.getByte(DATA + BSS - 1)).isZero();
        assertThat(memory.accessible(DATA, BSS, Protection.WRITE)).isEqualTo(BSS);
        assertThat(memory.accessible(TEXT, 1, Protection.WRITE)).isZero();
        assertThat(memory.accessible(TEXT, 1, Protection.EXEC)).isEqualTo(1);
        assertThat(guest.kernel().space().brk(0, Long.MAX_VALUE)).isEqualTo(DATA + BSS);
    }

    @Test
    void aPositionIndependentProgramIsMoved() {
        LoadedProgram program = load(image(ET_DYN, 0));
        assertThat(program.bias()).isEqualTo(guest.kernel().space().layout().programBase());
        assertThat(program.entry()).isEqualTo(program.bias() + 0x100);
        assertThat(memory.getByte(program.bias() + DATA - TEXT)).isEqualTo(0x5a);
    }

    @Test
    void theStackHoldsArgumentsEnvironmentAndAuxiliaryVector() {
        LoadedProgram program = load(image(ET_EXEC, TEXT));
        long rsp = program.stackPointer();
        assertThat(rsp & 15).isZero();
        assertThat(task.state().gpr[CpuState.RSP]).isEqualTo(rsp);
        assertThat(task.state().rip).isEqualTo(TEXT + 0x100);
        assertThat(memory.getLong(rsp)).isEqualTo(3);
        assertThat(memory.string(memory.getLong(rsp + 8), 64)).isEqualTo("it");
        assertThat(memory.string(memory.getLong(rsp + 24), 64)).isEmpty();
        assertThat(memory.getLong(rsp + 32)).isZero();
        assertThat(memory.string(memory.getLong(rsp + 40), 64)).isEqualTo("A=1");
        assertThat(memory.string(memory.getLong(rsp + 48), 64)).as("UTF-8").isEqualTo("B=\u00c3\u00a9");
        assertThat(memory.getLong(rsp + 56)).isZero();
        Map<Integer, Long> auxiliary = auxiliary(rsp);
        assertThat(auxiliary)
                .containsEntry(AT_PHDR, TEXT + 64)
                .containsEntry(AT_PHNUM, 2L)
                .containsEntry(AT_PAGESZ, 4096L)
                .containsEntry(AT_ENTRY, TEXT + 0x100)
                .containsEntry(AT_HWCAP, 0x0789_fbffL);
        assertThat(memory.string(value(auxiliary, AT_PLATFORM), 64)).isEqualTo("x86_64");
        assertThat(memory.string(value(auxiliary, AT_EXECFN), 64)).isEqualTo("/bin/it");
        assertThat(memory.getLong(value(auxiliary, AT_RANDOM))).isNotZero();
    }

    @Test
    void theStackCanGrow() {
        long rsp = load(image(ET_EXEC, TEXT)).stackPointer();
        memory.putLong(rsp - (4 << 20), 1);
        assertThat(memory.getLong(rsp - (4 << 20))).isEqualTo(1);
    }

    @Test
    void theVdsoIsAnImageWithItsFunctions() {
        long rsp = load(image(ET_EXEC, TEXT)).stackPointer();
        long vdso = value(auxiliary(rsp), AT_SYSINFO_EHDR);
        assertThat(memory.getInt(vdso)).isEqualTo(0x464c457f);
        assertThat(memory.accessible(vdso, 4096, Protection.EXEC)).isEqualTo(4096);
        assertThat(memory.accessible(vdso, 1, Protection.WRITE)).isZero();
        String text = memory.string(vdso + indexOf(vdso, "__vdso_clock_gettime"), 64);
        assertThat(text).isEqualTo("__vdso_clock_gettime");
    }

    private int indexOf(long vdso, String text) {
        byte[] bytes = memory.read(vdso, 4096);
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> load(image(ET_EXEC, 1L << 40)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("it needs addresses up to");
        assertThatThrownBy(() -> ProgramLoader.load(
                        guest.kernel(), task, image(ET_EXEC, TEXT), null, "x", List.of("y".repeat(3 << 20)), List.of()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("too long");
    }
}
