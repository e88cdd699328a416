package org.hermitscope.x86.vectors.make;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Makes the vector files that are kept with the tests: `MakeVectors folder seed [percent]`, on a processor that has
/// everything ([NativeRunner]). The files change with the processor only where processors differ, and with the seed
/// everywhere.
public final class MakeVectors {
    private static final int INVALID = 1500;
    /// Vectors of one form, by kind. Most bytes are random numbers, which do not compress.
    private static final Map<String, Integer> ROUNDS =
            Map.of("gp", 10, "special", 4, "sse", 8, "vex", 5, "crypto", 8, "x87", 14, "mmx", 8);

    private final Map<String, VectorWriter> writers = new TreeMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> recorded = new HashSet<>();
    private final Recording recording;
    private final long seed;

    private MakeVectors(Path folder, long seed) throws IOException, InterruptedException {
        this.seed = seed;
        recording = new Recording(new NativeRunner(folder), seed);
    }

    /// The forms that shall have vectors.
    public static List<Form> recordable() {
        List<Form> forms = new ArrayList<>();
        for (Form form : Forms.all().values()) {
            if (!RowsWithoutVector.contains(form) && NotOffered.of(form) == null) {
                forms.add(form);
            }
        }
        return forms;
    }

    private void accept(Case made, Outcome outcome) {
        recorded.add(made.form().name());
        if (outcome.completed()) {
            completed.add(made.form().name());
        }
        writers.computeIfAbsent(Recording.kind(made), _ -> new VectorWriter(seed))
                .add(made, outcome, Recording.name(made));
    }

    private void run(int percent) throws IOException, InterruptedException {
        List<Form> forms = recordable();
        List<Form> order = new ArrayList<>();
        for (Form form : forms) {
            int rounds = ROUNDS.getOrDefault(Recording.kind(form), 1) * percent / 100;
            for (int i = 0; i < Math.max(1, rounds); i++) {
                order.add(form);
            }
        }
        recording.record(order, this::accept);
        // More of what has not completed yet, for those that can.
        for (int i = 0; i < 8; i++) {
            List<Form> again = new ArrayList<>();
            for (Form form : forms) {
                if (!completed.contains(form.name()) && !RowsWithoutVector.isPrivileged(form)) {
                    again.add(form);
                }
            }
            recording.record(again, this::accept);
        }
        List<Case> invalid = new ArrayList<>();
        InvalidBytes bytes = new InvalidBytes(new Random(seed));
        for (int i = 0; i < INVALID * percent / 100; i++) {
            invalid.add(bytes.make());
        }
        recording.execute(invalid, this::accept);
    }

    private void write(Path folder) throws IOException {
        long sum = 0;
        for (Map.Entry<String, VectorWriter> entry : writers.entrySet()) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(packed) {
                {
                    def.setLevel(Deflater.BEST_COMPRESSION);
                }
            }) {
                out.write(entry.getValue().file());
            }
            Files.write(folder.resolve(entry.getKey() + ".bin.gz"), packed.toByteArray());
            System.out.println(
                    entry.getKey() + ": " + entry.getValue().count() + " vectors, " + packed.size() + " bytes");
            sum += packed.size();
        }
        System.out.println(sum + " bytes");
        for (Form form : recordable()) {
            if (!recorded.contains(form.name())) {
                System.out.println("no vector: " + form.name());
            } else if (!completed.contains(form.name()) && !RowsWithoutVector.isPrivileged(form)) {
                System.out.println("never completed: " + form.name());
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("vectors");
        MakeVectors maker = new MakeVectors(work, Long.parseLong(arguments[1]));
        maker.run(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100);
        maker.write(Path.of(arguments[0]));
    }
}
