package org.hermitscope.tests.real;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hermitscope.tests.real.RealProgram.Origin;

/// Gets programs from Debian and builds them, outside of the repository: below `~/.cache/hermitscope/real`, or where
/// `-Dhermitscope.real.cache` says. What is there is used again; to build anew, delete the program's folder.
final class Workshop {
    private static final long LIMIT_MINUTES = 30;

    /// Something is missing on this computer. The message says what to do.
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        Unavailable(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /// A program that can be run.
    ///
    /// @param files for each name that a run line may begin with
    /// @param version Debian's
    /// @param source the folder with everything that came with it
    record Built(List<Path> files, String version, Path source) {
        Path named(String name) {
            return files.stream()
                    .filter(file -> file.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no program is called " + name));
        }
    }

    private final Path cache;

    Workshop() {
        String set = System.getProperty("hermitscope.real.cache");
        cache = set != null && !set.isEmpty()
                ? Path.of(set).toAbsolutePath()
                : Path.of(System.getProperty("user.home"), ".cache", "hermitscope", "real");
    }

    Path folder(RealProgram program) {
        return cache.resolve(program.name());
    }

    Built prepare(RealProgram program) throws IOException, InterruptedException, Unavailable {
        Files.createDirectories(folder(program));
        return program.origin() == Origin.SOURCE ? build(program) : unpack(program);
    }

    private Built unpack(RealProgram program) throws IOException, InterruptedException, Unavailable {
        List<Path> installed = program.programs().stream().map(Path::of).toList();
        if (installed.stream().allMatch(Files::isExecutable)) {
            return new Built(installed, installedVersion(program.debianPackage()), folder(program));
        }
        Path root = folder(program).resolve("root");
        if (!Files.isDirectory(root)) {
            String log = sh(
                    program,
                    "download",
                    "rm -f *.deb",
                    "apt-get download -qq " + program.debianPackage(),
                    "dpkg-deb -x *.deb root");
            if (!log.isEmpty()) {
                throw new Unavailable("apt-get download " + program.debianPackage() + " failed: " + log);
            }
        }
        List<Path> files = program.programs().stream()
                .map(file -> root.resolve(file.substring(1)))
                .toList();
        return new Built(files, debVersion(program), root);
    }

    private Built build(RealProgram program) throws IOException, InterruptedException, Unavailable {
        Path source = folder(program).resolve("source");
        if (!Files.exists(folder(program).resolve("built"))) {
            for (String needed : program.needs()) {
                if (installedVersion(needed).isEmpty()) {
                    throw new Unavailable(
                            "the build needs a package: apt-get install " + String.join(" ", program.needs()));
                }
            }
            if (!Files.isDirectory(source)) {
                fetch(program, source);
            }
            String log = sh(program, "build", buildScript(program));
            if (!log.isEmpty()) {
                throw new Unavailable("the build failed: " + log);
            }
            Files.createFile(folder(program).resolve("built"));
        }
        List<Path> files = program.programs().stream().map(source::resolve).toList();
        for (Path file : files) {
            if (!Files.isExecutable(file)) {
                throw new Unavailable("the build did not make " + file);
            }
        }
        String changelog = Files.readString(source.resolve("debian/changelog"));
        return new Built(files, changelog.substring(changelog.indexOf('(') + 1, changelog.indexOf(')')), source);
    }

    /// One processor and a low priority: a build takes minutes, and people do other things meanwhile.
    private static String[] buildScript(RealProgram program) {
        List<String> lines = new ArrayList<>(List.of(
                "cd source",
                "export MAKEFLAGS=-j1 FORCE_UNSAFE_CONFIGURE=1",
                "export ACLOCAL=true AUTOMAKE=true AUTOCONF=true AUTOHEADER=true MAKEINFO=true HELP2MAN=true",
                "export CFLAGS='-O2 -w' CXXFLAGS='-O2 -w' LDFLAGS=-static"));
        lines.addAll(program.build());
        return lines.toArray(String[]::new);
    }

    private void fetch(RealProgram program, Path source) throws IOException, InterruptedException, Unavailable {
        Path unpacking = folder(program).resolve("unpacking");
        String log = sh(
                program,
                "source",
                "rm -rf unpacking",
                "mkdir unpacking",
                "cd unpacking",
                "apt-get source -qq " + program.debianPackage());
        if (!log.isEmpty()) {
            throw new Unavailable("apt-get source " + program.debianPackage() + " failed: " + log
                    + " (it needs dpkg-dev, and a deb-src entry in /etc/apt/sources.list.d)");
        }
        try (Stream<Path> inside = Files.list(unpacking)) {
            Path unpacked = inside.filter(Files::isDirectory).findFirst().orElseThrow();
            Files.move(unpacked, source);
        }
    }

    /// Runs lines in the program's folder.
    ///
    /// @return empty if it succeeded, else the last line that it said
    private String sh(RealProgram program, String step, String... lines) throws IOException, InterruptedException {
        Path log = folder(program).resolve(step + ".log");
        List<String> command = List.of("nice", "-n", "10", "sh", "-e", "-c", String.join("\n", lines));
        Process process = new ProcessBuilder(command)
                .directory(folder(program).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return "still running after " + LIMIT_MINUTES + " minutes";
        }
        if (process.exitValue() == 0) {
            return "";
        }
        String last = Files.readString(log, StandardCharsets.ISO_8859_1)
                .lines()
                .reduce("", (before, line) -> line.isBlank() ? before : line);
        return last + " (" + log + ")";
    }

    /// Empty if it is not installed.
    private static String installedVersion(String debianPackage) throws IOException, InterruptedException {
        return firstLine("dpkg-query", "-W", "-f=${Version}", debianPackage);
    }

    private String debVersion(RealProgram program) throws IOException, InterruptedException {
        try (Stream<Path> inside = Files.list(folder(program))) {
            Path deb = inside.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow();
            return firstLine("dpkg-deb", "-f", deb.toString(), "Version");
        }
    }

    private static String firstLine(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? text.strip() : "";
    }
}
