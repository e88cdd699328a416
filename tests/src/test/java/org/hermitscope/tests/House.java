package org.hermitscope.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The repository's folder and what is in it.
public final class House {
    private House() {}

    /// The folder of the launcher, found upwards from where the tests run.
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("hermitscope"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests do not run below the repository");
            }
        }
        return folder;
    }

    /// Files that people write: neither built ones nor those of git.
    static List<Path> sources() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> isSource(root().relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path relative) {
        Path folder = root();
        for (Path part : relative) {
            String name = part.toString();
            // A package may be called target too.
            boolean isBuilt = name.equals("target") && Files.exists(folder.resolve("pom.xml"));
            if (isBuilt || name.equals(".git") || name.equals(".hermitscope")) {
                return false;
            }
            folder = folder.resolve(part);
        }
        return true;
    }

    /// Java files of the modules' main code.
    static List<Path> mainJava() {
        return sources().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> file.toString().contains("/src/main/java/"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
