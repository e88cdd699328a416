package org.hermitscope.monitor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The place at which Tab was pressed.
///
/// @param words the complete arguments before it
/// @param word the part of the word that is there, possibly empty
/// @param session whose settings may matter
public record Completion(List<String> words, String word, Session session) {
    private static final int MOST_FILES = 500;

    public Completion {
        words = List.copyOf(words);
    }

    /// The files whose path starts with the word; relative ones are looked up below `base`. Directories end with
    /// `/`. Unreadable places have no files.
    public List<String> files(Path base) {
        int slash = word.lastIndexOf('/') + 1;
        String directory = word.substring(0, slash);
        String start = word.substring(slash);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(base.resolve(directory))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.startsWith(start) && found.size() < MOST_FILES) {
                    found.add(directory + name + (Files.isDirectory(entry) ? "/" : ""));
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
        found.sort(null);
        return found;
    }
}
