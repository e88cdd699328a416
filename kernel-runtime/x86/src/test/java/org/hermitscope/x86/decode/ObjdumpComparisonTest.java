package org.hermitscope.x86.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hermitscope.x86.isa.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares with objdump what fits into a few seconds; [ObjdumpComparison] as a program goes further.
class ObjdumpComparisonTest {
    /// Whatever of these exists: bits of everything, hand-written assembly, vector code.
    private static final List<Path> PROGRAMS = List.of(
            Path.of("/bin/busybox"),
            Path.of("/usr/lib/x86_64-linux-gnu/libc.a"),
            Path.of("/usr/bin/bash-static"),
            Path.of("/usr/bin/bash"));

    private static void requireObjdump() {
        assumeTrue(ObjdumpComparison.isAvailable(), "needs GNU objdump 2.40: install binutils");
    }

    private static void compare(ObjdumpComparison comparison, Path file) throws IOException {
        comparison.run(file);
        assertThat(comparison.examples).isEmpty();
        assertThat(comparison.instructions).isPositive();
    }

    @Test
    void agreesOnAProgram() throws IOException {
        requireObjdump();
        Path program = PROGRAMS.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(program != null, "needs one of " + PROGRAMS);
        for (Disassembler.Syntax syntax : Disassembler.Syntax.values()) {
            compare(new ObjdumpComparison(Mode.BITS_64, syntax, false, true, TimeUnit.SECONDS.toNanos(2)), program);
        }
    }

    @Test
    void agreesOnRandomBytesInEveryMode(@TempDir Path folder) throws IOException {
        requireObjdump();
        Path file = folder.resolve("random");
        for (Mode mode : Mode.values()) {
            for (Disassembler.Syntax syntax : Disassembler.Syntax.values()) {
                // Real-mode addresses have 16 bits.
                OpcodeSweep.random(file, 0xF000, 7);
                compare(new ObjdumpComparison(mode, syntax, true, true, TimeUnit.SECONDS.toNanos(1)), file);
            }
        }
    }
}
