package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SyscallTableTest {
    private static final Path HEADER = Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h");

    private final SyscallTable table = new SyscallTable();

    @Test
    void everyNumberOfLinuxHasItsRow() {
        for (int number = 0; number <= 334; number++) {
            assertThat(table.entry(number)).as("call %d", number).isNotNull();
        }
        for (int number = 424; number <= 462; number++) {
            assertThat(table.entry(number)).as("call %d", number).isNotNull();
        }
        assertThat(table.entries()).hasSize(335 + 39);
        assertThat(table.entry(335)).isNull();
        assertThat(table.entry(-1)).isNull();
        assertThat(table.entry(463)).isNull();
    }

    @Test
    void rowsSayTheirOwnNumberAndNamesAreUnique() {
        Set<String> names = new HashSet<>();
        for (SyscallEntry entry : table.entries()) {
            assertThat(table.entry(entry.number())).isSameAs(entry);
            assertThat(names.add(entry.name())).as(entry.name()).isTrue();
        }
    }

    @Test
    void namesAreThoseOfTheSystemHeader() throws IOException {
        assumeTrue(Files.exists(HEADER), "needs " + HEADER + " (linux-libc-dev)");
        Matcher lines = Pattern.compile("#define __NR_(\\w+) (\\d+)").matcher(Files.readString(HEADER));
        int found = 0;
        while (lines.find()) {
            assertThat(table.name(Integer.parseInt(lines.group(2)))).isEqualTo(lines.group(1));
            found++;
        }
        assertThat(found).isGreaterThan(300);
    }

    @Test
    void whatIsNotFullSaysWhy() {
        for (SyscallEntry entry : table.entries()) {
            assertThat(entry.note().isEmpty()).as(entry.name()).isEqualTo(entry.support() == Support.FULL);
        }
    }

    @Test
    void mostOfWhatProgramsCallIsServed() {
        long served = table.entries().stream()
                .filter(entry -> entry.support() != Support.REFUSED)
                .count();
        assertThat(served).isGreaterThan(190);
    }
}
