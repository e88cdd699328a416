package org.hermitscope.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Programs of the host.
final class SearchPath {
    private SearchPath() {}

    /// The first executable file of that name on PATH.
    static @Nullable String find(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return null;
        }
        int from = 0;
        while (from <= path.length()) {
            int to = path.indexOf(':', from);
            int end = to < 0 ? path.length() : to;
            String file = path.substring(from, end) + "/" + name;
            if (isExecutable(file)) {
                return file;
            }
            from = end + 1;
        }
        return null;
    }

    private static boolean isExecutable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.isExecutable(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
