package org.hermitscope.x86.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// SSE and AVX against a real processor. `-Dhermitscope.vectors=FILE` (more than one with the path separator
/// between) replays further recordings.
class SseVectorsTest {
    private static final String FILES = "hermitscope.vectors";
    private static final Set<String> VEX_FEATURES = Set.of("avx", "avx2", "fma", "f16c", "gfni", "vaes");

    private static boolean isWanted(VectorFile.Name name) {
        return name.kind().equals("sse")
                || name.kind().equals("vex") && VEX_FEATURES.contains(name.feature())
                || Set.of("maskmovdqu", "mxcsr", "movnti", "crc32.b", "crc32.v", "prefetch", "hint")
                        .contains(name.text());
    }

    private static void replay(VectorFile file, int atLeast) {
        try (VectorReplay replay = new VectorReplay(VcpuSubject::new)) {
            replay.run(file, SseVectorsTest::isWanted);
            assertThat(replay.total()).isGreaterThanOrEqualTo(atLeast);
            assertThat(replay.different()).as(replay.report()).isZero();
        }
    }

    private static VectorFile resource(String name) {
        InputStream stream = Objects.requireNonNull(SseVectorsTest.class.getResourceAsStream(name), name);
        return VectorFile.read(stream);
    }

    @Test
    void legacySseIsAsRecorded() {
        replay(resource("sse.bin.gz"), 3000);
    }

    @Test
    void avxIsAsRecorded() {
        replay(resource("vex.bin.gz"), 1000);
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
