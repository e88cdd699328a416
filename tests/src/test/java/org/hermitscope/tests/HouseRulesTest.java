package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What reviewers would otherwise have to look for.
class HouseRulesTest {
    private static final int MOST_LINES = 800;
    private static final Pattern VAGUE_NAME =
            Pattern.compile("\\b(?:class|interface|record|enum) (\\w*(?:Impl|Manager|Helper|Utils?)|Abstract\\w+)\\b");

    /// Assembled, so that this file does not break its own rules.
    private static final Pattern POSTPONED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern MACHINE_PATH =
            Pattern.compile("/wor" + "k/|/tmp/h" + "s\\b|/roo" + "t/\\.\\w|/Use" + "rs/\\w|\\bC" + ":\\\\");

    private static final Pattern TEST_NAME = Pattern.compile("`(\\w+Test)`");

    @Test
    void noFileIsLong() {
        List<String> found = new ArrayList<>();
        for (Path file : House.mainJava()) {
            long lines = House.read(file).lines().count();
            // The opcode maps are tables, as long as the processor makes them.
            if (lines > MOST_LINES && !file.toString().contains("/x86/isa/")) {
                found.add(name(file) + ": " + lines + " lines");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageSaysWhatLivesInIt() {
        Set<String> found = new TreeSet<>();
        for (Path file : House.mainJava()) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info)
                    || !House.read(info).contains("@NullMarked")
                    || !House.read(info).startsWith("/**")) {
                found.add(name(info));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(matches(POSTPONED)).isEmpty();
    }

    @Test
    void noFileNamesAMachine() {
        assertThat(matches(MACHINE_PATH)).isEmpty();
    }

    @Test
    void everyRestrictedCallSaysWhyItIsSafe() {
        List<String> found = new ArrayList<>();
        for (Path file : House.mainJava()) {
            List<String> lines = House.read(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains("@SuppressWarnings(\"restricted\")")
                        && !lines.get(i).contains("SAFETY:")) {
                    found.add(name(file) + ":" + (i + 1));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void typesSayWhatTheyAre() {
        List<String> found = new ArrayList<>();
        for (Path file : House.mainJava()) {
            Matcher matcher = VAGUE_NAME.matcher(House.read(file));
            while (matcher.find()) {
                found.add(name(file) + ": " + matcher.group(1));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyTestThatADocumentNamesExists() {
        Set<String> known = new TreeSet<>();
        for (Path file : House.sources()) {
            known.add(file.getFileName().toString());
        }
        List<String> found = new ArrayList<>();
        for (String document : List.of("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")) {
            Matcher matcher = TEST_NAME.matcher(House.read(House.root().resolve(document)));
            while (matcher.find()) {
                if (!known.contains(matcher.group(1) + ".java")) {
                    found.add(document + ": " + matcher.group(1));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<String> matches(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (Path file : House.sources()) {
            if (isText(file)) {
                int number = 0;
                for (String line : House.read(file).lines().toList()) {
                    number++;
                    if (pattern.matcher(line).find()) {
                        found.add(name(file) + ":" + number + ": " + line.strip());
                    }
                }
            }
        }
        return found;
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java")
                || name.endsWith(".xml")
                || name.endsWith(".md")
                || name.endsWith(".sh")
                || name.endsWith(".c")
                || name.endsWith(".h")
                || name.endsWith(".S")
                || name.equals("run")
                || name.equals("hermitscope");
    }

    private static String name(Path file) {
        return House.root().relativize(file).toString();
    }
}
