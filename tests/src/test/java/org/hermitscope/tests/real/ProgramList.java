package org.hermitscope.tests.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the list of programs. Its own first lines explain its form.
final class ProgramList {
    private static final String RESOURCE = "/real/programs.list";

    private final List<RealProgram> programs = new ArrayList<>();
    private Entry entry = new Entry("");

    /// What has been read of one program so far.
    private static final class Entry {
        private final String name;
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final Map<String, String> files = new LinkedHashMap<>();
        private String file = "";

        Entry(String name) {
            this.name = name;
        }

        List<String> all(String key) {
            return values.getOrDefault(key, List.of());
        }

        List<String> words(String key) {
            return all(key).stream()
                    .flatMap(line -> Arrays.stream(line.split(" +", -1)))
                    .toList();
        }

        String only(String key) {
            List<String> lines = all(key);
            return lines.isEmpty() ? "" : String.join(" ", lines);
        }
    }

    private ProgramList() {}

    static List<RealProgram> read() {
        try (InputStream in = ProgramList.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    static List<RealProgram> parse(String text) {
        ProgramList list = new ProgramList();
        int number = 0;
        for (String line : (text + "\n").split("\n", -1)) {
            number++;
            try {
                list.line(line);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + " of the list: " + e.getMessage(), e);
            }
        }
        list.finish();
        return List.copyOf(list.programs);
    }

    private void line(String line) {
        String stripped = line.strip();
        if (stripped.startsWith("|")) {
            String content = stripped.length() > 1 ? stripped.substring(2) : "";
            if (entry.file.isEmpty()) {
                throw new IllegalArgumentException("contents without a file");
            }
            entry.files.merge(entry.file, content + "\n", String::concat);
            return;
        }
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return;
        }
        if (!line.startsWith(" ")) {
            finish();
            entry = new Entry(stripped);
            return;
        }
        int space = stripped.indexOf(' ');
        String key = space < 0 ? stripped : stripped.substring(0, space);
        String value = space < 0 ? "" : stripped.substring(space).strip();
        switch (key) {
            case "file" -> {
                entry.file = value;
                entry.files.put(value, "");
            }
            case "package",
                    "source",
                    "needs",
                    "build",
                    "program",
                    "run",
                    "forks",
                    "environment",
                    "options",
                    "cpus",
                    "differs",
                    "errors",
                    "quick",
                    "fails" ->
                entry.values.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
            default -> throw new IllegalArgumentException("unknown word " + key);
        }
    }

    private void finish() {
        if (entry.name.isEmpty()) {
            return;
        }
        boolean built = !entry.all("source").isEmpty();
        if (built == !entry.all("package").isEmpty()) {
            throw new IllegalArgumentException(entry.name + " needs either a package or a source");
        }
        List<Integer> cpus = entry.words("cpus").stream().map(Integer::valueOf).toList();
        programs.add(new RealProgram(
                entry.name,
                built ? RealProgram.Origin.SOURCE : RealProgram.Origin.PACKAGE,
                entry.only(built ? "source" : "package"),
                entry.words("needs"),
                List.copyOf(entry.all("build")),
                entry.words("program"),
                Map.copyOf(entry.files),
                List.copyOf(entry.all("run")),
                List.copyOf(entry.all("forks")),
                List.copyOf(entry.all("environment")),
                entry.words("options"),
                cpus.isEmpty() ? List.of(1) : cpus,
                List.copyOf(entry.all("differs")),
                entry.all("errors").isEmpty(),
                !entry.all("quick").isEmpty(),
                entry.only("fails")));
    }
}
