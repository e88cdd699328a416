package org.hermitscope.tests.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hermitscope.tests.system.Run;

/// Runs a program's command lines one after the other in a folder of their own, first natively, then in the same place
/// under HermitScope, and compares what they print, how they end, and the files that they leave.
final class Trial {
    private static final Pattern COUNTERS = Pattern.compile("hermitscope: .*?([0-9]+) instructions in ([0-9.]+) s.*\n");
    private static final long LIMIT_SECONDS = Long.getLong("hermitscope.real.limit", 600);

    private final RealProgram program;
    private final Workshop.Built built;
    private final Path folder;
    private final Path work;

    Trial(RealProgram program, Workshop.Built built, Path folder) {
        this.program = program;
        this.built = built;
        this.folder = folder;
        this.work = folder.resolve("work");
    }

    /// How one command line ended.
    private record Ended(int status, String out, String err) {}

    /// One go through all command lines.
    private static final class Session {
        final List<Ended> ended = new ArrayList<>();
        Map<String, String> left = Map.of();
        double seconds;
        double guestSeconds;
        long instructions;
    }

    /// The result for the table.
    ///
    /// @param differences one a line; empty if the program passes
    record Outcome(
            RealProgram program,
            String version,
            List<String> differences,
            double nativeSeconds,
            double guestSeconds,
            long instructions) {

        boolean passes() {
            return differences.isEmpty();
        }
    }

    Outcome compare() throws IOException, InterruptedException {
        Session natively = session(0);
        keep("work-natively");
        List<String> differences = new ArrayList<>();
        Session first = natively;
        for (int cpus : program.cpus()) {
            Session guest = session(cpus);
            differences.addAll(forks(cpus));
            keep("work-cpus-" + cpus);
            differences.addAll(differences(natively, guest, cpus));
            first = first == natively ? guest : first;
        }
        return new Outcome(
                program, built.version(), differences, natively.seconds, first.guestSeconds, first.instructions);
    }

    /// @param cpus of the guest, or 0 to run natively
    private Session session(int cpus) throws IOException, InterruptedException {
        delete(work);
        Files.createDirectories(work);
        Inputs.write(work, program.files());
        Session session = new Session();
        for (String line : program.runs()) {
            CommandLine command = CommandLine.of(placed(line));
            long start = System.nanoTime();
            Ended ended = run(command, cpus);
            session.seconds += (System.nanoTime() - start) / 1e9;
            Matcher counters = COUNTERS.matcher(ended.err());
            while (cpus > 0 && counters.find()) {
                session.instructions += Long.parseLong(counters.group(1));
                session.guestSeconds += Double.parseDouble(counters.group(2));
            }
            session.ended.add(cpus == 0 ? ended : new Ended(ended.status(), ended.out(), counters.replaceAll("")));
        }
        session.left = left();
        return session;
    }

    private String placed(String text) {
        return text.replace("$SOURCE", built.source().toString());
    }

    private List<String> forks(int cpus) throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        for (String line : program.forks()) {
            Ended ended = run(CommandLine.of(placed(line)), cpus);
            String said = ended.out() + ended.err();
            if (!said.contains("Function not implemented") && !said.contains("Cannot fork")) {
                differences.add("`" + line + "` does not say that there are no processes: " + lastLine(ended.err()));
            }
        }
        return differences;
    }

    private Ended run(CommandLine line, int cpus) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (cpus > 0) {
            command.addAll(Run.hermitscopeCommand());
            command.addAll(List.of("run", "--stats", "--here", "--cpus", Integer.toString(cpus)));
            command.addAll(List.of("--mount", built.source() + ":" + built.source() + ":ro"));
            for (String variable : environment()) {
                command.addAll(List.of("-e", variable));
            }
            program.options().forEach(option -> command.add(placed(option)));
        }
        command.add(built.named(line.words().getFirst()).toString());
        command.addAll(line.words().subList(1, line.words().size()));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(
                        line.input().isEmpty()
                                ? Path.of("/dev/null").toFile()
                                : work.resolve(line.input()).toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        if (cpus == 0) {
            for (String variable : environment()) {
                int equals = variable.indexOf('=');
                builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        } else {
            // Java reads its arguments in the locale's encoding.
            builder.environment().put("LC_ALL", "C.UTF-8");
        }
        Process process = builder.start();
        int status;
        if (process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            status = process.exitValue();
        } else {
            process.destroyForcibly().waitFor();
            status = -1;
        }
        return new Ended(status, read(out), read(err));
    }

    private List<String> environment() {
        List<String> all = new ArrayList<>(List.of("LANG=C", "PATH=/usr/bin:/bin", "HOME=" + work));
        program.environment().forEach(variable -> all.add(placed(variable)));
        return all;
    }

    private List<String> differences(Session natively, Session guest, int cpus) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < natively.ended.size(); i++) {
            Ended expected = natively.ended.get(i);
            Ended actual = guest.ended.get(i);
            String where = "`" + program.runs().get(i) + "`" + (program.cpus().size() > 1 ? ", cpus " + cpus : "");
            if (actual.status() == -1) {
                differences.add(where + ": still running after " + LIMIT_SECONDS + " s");
            } else if (expected.status() != actual.status()) {
                differences.add(where + ": status " + expected.status() + " natively, but " + actual.status() + ": "
                        + lastLine(actual.err()));
            } else if (!comparable(expected.out()).equals(comparable(actual.out()))) {
                differences.add(where + ": output: " + firstDifference(expected.out(), actual.out()));
            } else if (program.sameErrors() && !comparable(expected.err()).equals(comparable(actual.err()))) {
                differences.add(where + ": errors: " + firstDifference(expected.err(), actual.err()));
            }
        }
        if (differences.isEmpty() && !natively.left.equals(guest.left)) {
            Map<String, String> all = new TreeMap<>(natively.left);
            all.putAll(guest.left);
            all.keySet()
                    .removeIf(name -> natively.left
                            .getOrDefault(name, "missing")
                            .equals(guest.left.getOrDefault(name, "missing")));
            differences.add("files differ: " + String.join(", ", all.keySet()));
        }
        return differences;
    }

    private String comparable(String text) {
        if (program.differs().isEmpty()) {
            return text;
        }
        List<Pattern> patterns =
                program.differs().stream().map(Pattern::compile).toList();
        return text.lines()
                .filter(line -> patterns.stream()
                        .noneMatch(pattern -> pattern.matcher(line).find()))
                .collect(Collectors.joining("\n"));
    }

    private String firstDifference(String expected, String actual) {
        List<String> ours = comparable(actual).lines().toList();
        List<String> theirs = comparable(expected).lines().toList();
        int line = 0;
        while (line < ours.size() && line < theirs.size() && ours.get(line).equals(theirs.get(line))) {
            line++;
        }
        return "line " + (line + 1) + ": " + at(theirs, line) + " natively, but " + at(ours, line);
    }

    private static String at(List<String> lines, int line) {
        String text = line < lines.size() ? lines.get(line) : "nothing";
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static String lastLine(String text) {
        return text.lines().reduce("", (before, line) -> line.isBlank() ? before : line);
    }

    /// Name to kind, mode and contents of everything in the folder.
    private Map<String, String> left() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> inside = Files.walk(work)) {
            for (Path path : (Iterable<Path>) inside::iterator) {
                String mode = Files.isSymbolicLink(path)
                        ? "link to " + Files.readSymbolicLink(path)
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
                String content = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? comparable(read(path)) : "";
                all.put(work.relativize(path).toString(), mode + ":" + content);
            }
        }
        return all;
    }

    private void keep(String name) throws IOException {
        Path kept = folder.resolve(name);
        delete(kept);
        Files.move(work, kept);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(tree)) {
            for (Path path : (Iterable<Path>) inside.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
