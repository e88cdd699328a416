package org.hermitscope.x86.vectors.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hermitscope.x86.vectors.VcpuSubject;
import org.hermitscope.x86.vectors.VectorFile;
import org.hermitscope.x86.vectors.VectorReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random instructions, other ones each time, executed here and on the software CPU.
///
/// `-Dhermitscope.vectors.seed=N` repeats a run, `-Dhermitscope.vectors.seconds=N` makes it longer.
class FreshVectorsTest {
    private static final String SEED = "hermitscope.vectors.seed";
    private static final int SECONDS = Integer.getInteger("hermitscope.vectors.seconds", 6);
    private static final int INVALID = 300;

    @TempDir
    Path folder;

    private void requireProcessor() throws Exception {
        String missing = NativeRunner.missing();
        if (missing.equals(NativeRunner.NO_COMPILER) && "true".equals(System.getenv("CI"))) {
            fail(missing);
        }
        if (!missing.isEmpty()) {
            abort("makes no fresh vectors: " + missing);
        }
    }

    @Test
    void everyFormDoesWhatThisProcessorDoes() throws Exception {
        requireProcessor();
        long seed = Long.getLong(SEED, new Random().nextLong());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Form> forms = MakeVectors.recordable();
        NativeRunner runner = new NativeRunner(folder);
        int vectors = 0;
        for (long round = seed; round == seed || System.nanoTime() < end; round++) {
            Collections.shuffle(forms, new Random(round));
            VectorWriter writer = new VectorWriter(round);
            Recording recording = new Recording(runner, round);
            List<Form> some = forms.subList(0, Math.min(forms.size(), 1500));
            recording.record(some, (made, outcome) -> writer.add(made, outcome, Recording.name(made)));
            InvalidBytes bytes = new InvalidBytes(new Random(round));
            List<Case> invalid = new ArrayList<>();
            for (int i = 0; i < INVALID; i++) {
                invalid.add(bytes.make());
            }
            recording.execute(invalid, (made, outcome) -> writer.add(made, outcome, Recording.name(made)));
            for (VcpuSubject.Mode mode : VcpuSubject.Mode.values()) {
                try (VectorReplay replay = new VectorReplay(VcpuSubject::softwareCpu, mode)) {
                    replay.run(VectorFile.of(writer.file()), _ -> true);
                    assertThat(replay.different())
                            .as("repeat with -D" + SEED + "=" + round + ": " + mode + " " + replay.report())
                            .isZero();
                    vectors += replay.total();
                }
            }
        }
        assertThat(vectors).isGreaterThan(2_000);
    }
}
