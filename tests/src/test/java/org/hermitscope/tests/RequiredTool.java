package org.hermitscope.tests;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A program that a test needs beside ours.
public final class RequiredTool {
    /// Debian's packages, where they are not called like the program.
    private static final Map<String, String> PACKAGES = Map.of(
            "nc",
            "netcat-openbsd",
            "busybox",
            "busybox-static",
            "musl-gcc",
            "musl-tools",
            "objdump",
            "binutils",
            "ld",
            "binutils",
            "xz",
            "xz-utils",
            "mvn",
            "maven");

    private RequiredTool() {}

    /// The program's file on PATH. Where it is missing the test is skipped, but with `CI=true` it fails, since
    /// `.ci/run` installs everything.
    ///
    /// @param name as on PATH
    public static Path path(String name) {
        String folders = System.getenv("PATH");
        for (String folder : (folders == null ? "" : folders).split(File.pathSeparator, -1)) {
            Path file = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return file;
            }
        }
        String message = name + " is missing: apt-get install " + PACKAGES.getOrDefault(name, name);
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        return abort(message);
    }

    /// Fills a folder for a PATH on which there is nothing but these programs.
    static void offer(Path folder, String... names) throws IOException {
        for (String name : names) {
            Path script = folder.resolve(name);
            Files.writeString(script, "#!/bin/sh\nexec " + path(name) + " \"$@\"\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
