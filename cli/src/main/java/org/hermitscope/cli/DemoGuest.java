package org.hermitscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The small guests that are kept with the program, unpacked into a folder of their own, the one of the demo together
/// with
/// its source, so that gdb can show the lines.
///
/// @param folder holds the files and is deleted by [#close]
record DemoGuest(Path folder) implements AutoCloseable {
    private static final List<String> FILES = List.of("demo", "demo.c", "linux.h", "training");

    static DemoGuest unpack() throws IOException {
        Path folder = Files.createTempDirectory("hermitscope-demo-");
        for (String name : FILES) {
            try (InputStream in = DemoGuest.class.getResourceAsStream("demo/" + name)) {
                if (in == null) {
                    throw new IOException("the demo guest is missing in this build: no " + name);
                }
                Files.copy(in, folder.resolve(name));
            }
        }
        return new DemoGuest(folder);
    }

    Path program() {
        return folder.resolve("demo");
    }

    /// The guest that does what programs usually do, for [Training].
    Path training() {
        return folder.resolve("training");
    }

    @Override
    public void close() throws IOException {
        for (String name : FILES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }
}
