package org.hermitscope.tests.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hermitscope.tests.RequiredTool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests that Go's distribution brings end under HermitScope as they do natively. Every build runs a few;
/// `-Dhermitscope.go=REGEX` runs those of `$GOROOT/test` whose path the expression is found in (`.` for all, which
/// takes a quarter of an hour), `-Dhermitscope.go.packages=strconv,math/big` those of packages of the library,
/// and `-Dhermitscope.go.vcpus=4` chooses how many processors the guest has.
class GoDistributionTest {
    private static final String WANTED = System.getProperty(
            "hermitscope.go",
            "^(recover|recover4|closedchan|gc2|mallocfin|nilptr|stack|zerodivide|ken/chan|chan/select3)\\.go");
    private static final String PACKAGES = System.getProperty("hermitscope.go.packages", "errors,container/heap");
    private static final String VCPUS = System.getProperty("hermitscope.go.vcpus", "2");

    private static final Pattern RUN = Pattern.compile("// run( .*)?");
    private static final Pattern VERDICT = Pattern.compile("^ *--- (PASS|FAIL|SKIP): (\\S+)", Pattern.MULTILINE);

    private static final Pattern STARTED = Pattern.compile("=== (?:RUN|CONT) +([^/\\s]+)");
    private static final String NO_PROCESS = "function not implemented";

    @TempDir
    static Path directory;

    private static Path root = Path.of("/");

    @BeforeAll
    static void findRoot() {
        Run.Result found = Run.natively(List.of(go(), "env", "GOROOT"))
                .with("HOME", directory.toString())
                .finish();
        root = Path.of(found.text().strip());
    }

    private static String go() {
        return RequiredTool.path("go").toString();
    }

    /// Debian's is a symbolic link, below which nothing would be found.
    private static Path testFolder() throws IOException {
        return root.resolve("test").toRealPath();
    }

    static Stream<String> programs() throws IOException {
        Path folder = testFolder();
        Pattern wanted = Pattern.compile(WANTED);
        try (Stream<Path> files =
                Files.find(folder, 2, (file, attributes) -> file.toString().endsWith(".go"))) {
            return files
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> wanted.matcher(name).find())
                    .filter(name -> isRunnable(folder.resolve(name)))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /// Whether the file is a whole program, which needs no other: there is one process under HermitScope.
    private static boolean isRunnable(Path file) {
        String text = read(file);
        return RUN.matcher(firstLine(text)).matches() && !text.contains("\"os/exec\"");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("programs")
    void aProgramEndsAsNatively(String name) throws IOException {
        Path source = testFolder().resolve(name);
        Path folder = source.resolveSibling("");
        List<String> flags = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (String word : firstLine(read(source)).split(" +", -1)) {
            (word.startsWith("-") ? flags : arguments).add(word);
        }
        // The comment's sign and the word "run".
        arguments.subList(0, 2).clear();
        Path program = directory.resolve(name.replace('/', '_') + ".program");
        List<String> build = new ArrayList<>(List.of(go(), "build"));
        build.addAll(flags);
        build.addAll(List.of("-o", program.toString(), source.toString()));
        assumeThat(build(build, folder)).as("go build").isZero();

        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Run.Result expected = Run.natively(command).in(folder).finish();
        Run.Result actual = Run.guest(command, "--cpus", VCPUS).in(folder).finish();

        assertThat(actual.text()).as(actual.errorText()).isEqualTo(expected.text());
        assertThat(actual.status()).as(actual.errorText()).isEqualTo(expected.status());
    }

    static Stream<String> packages() {
        return Stream.of(PACKAGES.split(",", -1)).filter(name -> !name.isEmpty());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("packages")
    void theTestsOfAPackageEndAsNatively(String name) {
        Path folder = root.resolve("src").resolve(name);
        Path program = directory.resolve(name.replace('/', '_') + ".test");
        assertThat(build(List.of(go(), "test", "-c", "-o", program.toString(), name), directory))
                .as("go test -c")
                .isZero();

        List<String> command = List.of(program.toString(), "-test.short", "-test.v");
        Run.Result expected = Run.natively(command).in(folder).finish();
        Run.Result actual = Run.guest(command, "--cpus", VCPUS, "-e", "HOME=/", "-e", "PATH=/usr/bin:/bin")
                .in(folder)
                .finish();

        SortedMap<String, String> wanted = verdicts(expected);
        SortedMap<String, String> got = verdicts(actual);
        Set<String> starters = starters(actual);
        wanted.keySet().removeIf(test -> isOf(starters, test));
        got.keySet().removeIf(test -> isOf(starters, test));
        assertThat(got).as(actual.text()).isEqualTo(wanted);
        if (starters.isEmpty()) {
            assertThat(actual.status()).as(actual.errorText()).isEqualTo(expected.status());
        }
    }

    /// Tests that start another process, which there is not, and say why they fail; with those that they belong to.
    private static Set<String> starters(Run.Result result) {
        Set<String> names = new HashSet<>();
        String running = "";
        for (String line : result.text().lines().toList()) {
            Matcher started = STARTED.matcher(line);
            if (started.lookingAt()) {
                running = started.group(1);
            } else if (line.contains(NO_PROCESS)) {
                names.add(running);
            }
        }
        return names;
    }

    private static boolean isOf(Set<String> starters, String test) {
        int slash = test.indexOf('/');
        return starters.contains(slash < 0 ? test : test.substring(0, slash));
    }

    /// Some names have addresses in them, which differ from run to run.
    private static SortedMap<String, String> verdicts(Run.Result result) {
        SortedMap<String, String> verdicts = new TreeMap<>();
        Matcher matcher = VERDICT.matcher(result.text());
        while (matcher.find()) {
            if (!matcher.group(2).contains("0x")) {
                verdicts.put(matcher.group(2), matcher.group(1));
            }
        }
        return verdicts;
    }

    private static int build(List<String> command, Path folder) {
        return Run.natively(command)
                .in(folder)
                .with("CGO_ENABLED", "0")
                .with("GO111MODULE", "off")
                .with("GOCACHE", directory.resolve("go-cache").toString())
                .finish()
                .status();
    }
}
