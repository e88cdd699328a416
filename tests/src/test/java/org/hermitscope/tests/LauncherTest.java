package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a house of its own, with a JDK and a Maven that only say what they were asked.
class LauncherTest {
    /// Says which Java it is and what it was given; takes `-XX:AOTCacheOutput` at its word.
    private static final String JAVA = """
        #!/bin/sh
        for word in "$@"; do
            case $word in
                -XX:AOTCacheOutput=*) : >"${word#*=}"; exit 0 ;;
            esac
        done
        echo "ran $0"
        while [ $# -gt 0 ] && [ "$1" != -jar ]; do shift; done
        shift 2
        for word in "$@"; do echo "word $word"; done
        """;

    /// Takes its time, counts its calls and leaves a jar.
    private static final String MAVEN = """
        #!/bin/sh
        echo "built with $JAVA_HOME" >>builds
        [ -e broken ] && { echo '[ERROR] the source is broken'; exit 1; }
        echo 'noise of the build'
        sleep 0.3
        mkdir -p cli/target
        echo jar >cli/target/hermitscope.jar
        """;

    @TempDir
    private Path folder;

    private Path house;
    private Path tools;

    @BeforeEach
    void buildHouse() throws IOException {
        house = Files.createDirectories(folder.resolve("a house"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.copy(House.root().resolve("hermitscope"), house.resolve("hermitscope"));
        Files.writeString(house.resolve("pom.xml"), "<project/>");
        Files.createDirectories(house.resolve("cli/src/main/java"));
        Files.writeString(house.resolve("cli/src/main/java/A.java"), "class A {}");
        Files.writeString(house.resolve("cli/pom.xml"), "<project/>");
        makeOld(house);
        script(tools.resolve("mvn"), MAVEN);
        jdk("jdk-25", "25.0.3");
    }

    private static void makeOld(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
            }
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = folder.resolve(name);
        script(jdk.resolve("bin/java"), JAVA);
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    private Outcome launch(Map<String, String> variables, String... command) {
        return Outcome.command(folder, variables, command);
    }

    private Outcome launch(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = house.resolve("hermitscope").toString();
        System.arraycopy(words, 0, command, 1, words.length);
        return launch(surroundings("jdk-25"), command);
    }

    private Map<String, String> surroundings(String jdk) {
        return Map.of(
                "PATH",
                tools + ":/usr/bin:/bin",
                "HOME",
                folder.toString(),
                "JAVA_HOME",
                jdk.isEmpty() ? "" : folder.resolve(jdk).toString(),
                "CDPATH",
                "/usr");
    }

    private List<String> builds() throws IOException {
        Path builds = house.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    @Test
    void buildsOnFirstUseAndThenStartsWithoutMaven() throws IOException {
        Outcome first = launch("run", "a b", "");
        assertThat(first.status()).isZero();
        assertThat(first.out()).isEqualTo("ran " + folder + "/jdk-25/bin/java\nword run\nword a b\nword \n");
        assertThat(first.err()).isEqualTo("hermitscope: building, which takes a minute or two the first time\n");
        Outcome second = launch("run");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).containsExactly("built with " + folder + "/jdk-25");
        assertThat(house.resolve(".hermitscope/lock")).doesNotExist();
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException {
        launch();
        Files.writeString(house.resolve("cli/src/main/java/A.java"), "class A { }");
        Files.setLastModifiedTime(house.resolve("cli/src/main/java/A.java"), FileTime.from(Instant.now()));
        assertThat(launch().err()).contains("building");
        assertThat(launch().err()).isEmpty();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws IOException {
        launch();
        Files.delete(house.resolve("cli/src/main/java/A.java"));
        launch();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void takesAJarThatMavenBuiltMeanwhile() throws IOException {
        launch();
        Path jar = house.resolve("cli/target/hermitscope.jar");
        Files.writeString(jar, "newer jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(launch().err()).isEmpty();
        assertThat(house.resolve(".hermitscope/hermitscope.jar")).hasContent("newer jar");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void showsWhyABuildFailed() throws IOException {
        Files.writeString(house.resolve("broken"), "");
        Outcome outcome = launch("run");
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("[ERROR] the source is broken\nhermitscope: the build failed");
        assertThat(house.resolve(".hermitscope/lock")).doesNotExist();
    }

    @Test
    void worksThroughSymbolicLinksAndFromAnywhere() throws IOException {
        Path link = folder.resolve("bin/scope");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../other"));
        Files.createSymbolicLink(folder.resolve("other"), Path.of("a house/hermitscope"));
        assertThat(launch(surroundings("jdk-25"), link.toString(), "x").out()).endsWith("word x\n");
        assertThat(launch(surroundings("jdk-25"), "sh", "a house/hermitscope", "y")
                        .out())
                .endsWith("word y\n");
        assertThat(launch(surroundings("jdk-25"), "sh", "-c", "cd './a house' && ./hermitscope z")
                        .out())
                .endsWith("word z\n");
        assertThat(launch(surroundings("jdk-25"), "sh", "-c", "cd './a house' && sh hermitscope z")
                        .out())
                .endsWith("word z\n");
        assertThat(launch(surroundings("jdk-25"), "sh", "-c", "cd ./bin && '../a house/hermitscope' z")
                        .out())
                .endsWith("word z\n");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException {
        CompletableFuture<Outcome> one = CompletableFuture.supplyAsync(() -> launch("one"));
        CompletableFuture<Outcome> two = CompletableFuture.supplyAsync(() -> launch("two"));
        assertThat(one.join().out()).endsWith("word one\n");
        assertThat(two.join().out()).endsWith("word two\n");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void aLockWhoseOwnerDiedIsBroken() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(house.resolve(".hermitscope/lock"));
        Files.writeString(house.resolve(".hermitscope/lock/pid"), dead.pid() + "\n");
        assertThat(launch("x").out()).endsWith("word x\n");
        assertThat(house.resolve(".hermitscope/lock")).doesNotExist();
    }

    @Test
    void passesOverAJdkThatIsTooOld() throws IOException {
        jdk("jdk-24", "24.0.2");
        Path newer = jdk("jdk-26", "26-ea");
        Files.createDirectories(folder.resolve(".sdkman/candidates/java"));
        Files.createSymbolicLink(folder.resolve(".sdkman/candidates/java/26-open"), newer);
        launch(surroundings("jdk-24"), house.resolve("hermitscope").toString());
        // What this machine has in its usual folders may come first; it must only not be the old one.
        assertThat(Files.readAllLines(house.resolve(".hermitscope/env")).get(1))
                .endsWith("/bin/java")
                .doesNotContain("jdk-24");
    }

    @Test
    void aChangedJavaHomeCounts() throws IOException {
        jdk("jdk-25.1", "25.1");
        launch();
        Outcome outcome =
                launch(surroundings("jdk-25.1"), house.resolve("hermitscope").toString());
        assertThat(outcome.out()).startsWith("ran " + folder + "/jdk-25.1/bin/java\n");
    }

    @Test
    void saysHowToGetMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
        RequiredTool.offer(tools, "readlink", "mkdir", "find", "rm", "cat", "mv", "cp", "sleep", "touch");
        Map<String, String> variables = new java.util.HashMap<>(surroundings("jdk-25"));
        variables.put("PATH", tools.toString());
        Outcome outcome = launch(variables, house.resolve("hermitscope").toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("hermitscope: building needs Maven 3.8.7 or newer: apt-get install maven");
        assertThat(outcome.err().lines()).hasSize(1);
    }
}
