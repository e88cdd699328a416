package org.hermitscope.x86.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// x87, MMX and FXSAVE against a real processor, with masked, unmasked and pending exceptions and the whole
/// status word compared. `-Dhermitscope.vectors=FILE` (more than one with the path separator between) replays
/// further recordings.
class X87VectorsTest {
    private static final String FILES = "hermitscope.vectors";
    private static final Set<String> STATE = Set.of("x87env", "fldcw", "fwait", "fxsave", "emms", "maskmovq");
    /// What rounds better here than on the recording processor.
    private static final Set<String> TRANSCENDENTAL =
            Set.of("f2xm1", "fyl2x", "fptan", "fpatan", "fyl2xp1", "fsincos", "fsin", "fcos");

    private static boolean isWanted(VectorFile.Name name) {
        return switch (name.kind()) {
            case "x87" -> !TRANSCENDENTAL.contains(name.text());
            case "mmx" -> true;
            default -> STATE.contains(name.text());
        };
    }

    private static void replay(VectorFile file, int atLeast) {
        try (VectorReplay replay = new VectorReplay(VcpuSubject::new)) {
            replay.run(file, X87VectorsTest::isWanted);
            assertThat(replay.total()).isGreaterThanOrEqualTo(atLeast);
            assertThat(replay.different()).as(replay.report()).isZero();
        }
    }

    private static VectorFile resource(String name) {
        InputStream stream = Objects.requireNonNull(X87VectorsTest.class.getResourceAsStream(name), name);
        return VectorFile.read(stream);
    }

    @Test
    void x87IsAsRecorded() {
        replay(resource("x87.bin.gz"), 1500);
    }

    @Test
    void mmxIsAsRecorded() {
        replay(resource("mmx.bin.gz"), 900);
    }

    @Test
    void environmentsAndFxsaveAreAsRecorded() {
        replay(resource("x87state.bin.gz"), 140);
    }

    @Test
    void recordingsNamedByThePropertyReplay() {
        String files = System.getProperty(FILES, "");
        assumeTrue(!files.isEmpty(), "-D" + FILES + " names no vector file");
        for (String file : files.split(File.pathSeparator, -1)) {
            replay(VectorFile.read(Path.of(file)), 1);
        }
    }
}
