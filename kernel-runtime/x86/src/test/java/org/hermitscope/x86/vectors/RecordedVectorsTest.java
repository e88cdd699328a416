package org.hermitscope.x86.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The software CPU against what a real processor did. `-Dhermitscope.vectors=FILE` (more than one with the path
/// separator between) replays further recordings.
class RecordedVectorsTest {
    private static final String FILES = "hermitscope.vectors";

    /// The recordings that are kept, with about how many vectors each has.
    enum Recording {
        GP(11_000),
        SPECIAL(1_800),
        SSE(3_500),
        VEX(6_000),
        CRYPTO(500),
        X87(2_000),
        MMX(1_300);

        private final int atLeast;

        Recording(int atLeast) {
            this.atLeast = atLeast;
        }

        VectorFile open() {
            String name = name().toLowerCase(java.util.Locale.ROOT) + ".bin.gz";
            InputStream stream = RecordedVectorsTest.class.getResourceAsStream(name);
            return VectorFile.read(Objects.requireNonNull(stream, name));
        }
    }

    static void replay(VectorFile file, VcpuSubject.Mode mode, int atLeast) {
        try (VectorReplay replay = new VectorReplay(VcpuSubject::softwareCpu, mode)) {
            replay.run(file, _ -> true);
            assertThat(replay.total()).isGreaterThanOrEqualTo(atLeast);
            assertThat(replay.different()).as(replay.report()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void singleStepsDoWhatTheProcessorDid(Recording recording) {
        replay(recording.open(), VcpuSubject.Mode.STEPPING, recording.atLeast);
    }

    @ParameterizedTest
    @EnumSource(Recording.class)
    void runsToABreakpointDoWhatTheProcessorDid(Recording recording) {
        replay(recording.open(), VcpuSubject.Mode.RUNNING, recording.atLeast);
    }

    @Test
    void recordingsNamedByThePropertyReplay() {
        String files = System.getProperty(FILES, "");
        assumeTrue(!files.isEmpty(), "-D" + FILES + " names no vector file");
        for (String file : files.split(File.pathSeparator, -1)) {
            for (VcpuSubject.Mode mode : VcpuSubject.Mode.values()) {
                replay(VectorFile.read(Path.of(file)), mode, 1);
            }
        }
    }
}
