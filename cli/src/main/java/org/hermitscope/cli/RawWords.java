package org.hermitscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The command line as it was typed. Java decodes it in the locale's encoding, and in the C locale everything beyond
/// ASCII is lost; Linux keeps the bytes (proc(5), /proc/pid/cmdline). The launcher chooses a locale in which nothing is
/// lost, so that this matters only where the jar is started without it.
final class RawWords {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private RawWords() {}

    static List<String> of(String[] words) {
        if (isUtf8() || !isDamaged(words)) {
            return Arrays.asList(words);
        }
        try {
            return last(Files.readAllBytes(COMMAND_LINE), words.length);
        } catch (IOException e) {
            return Arrays.asList(words);
        }
    }

    /// Whether names of files can hold every character.
    static boolean isUtf8() {
        return "UTF-8".equals(System.getProperty("sun.jnu.encoding"));
    }

    private static boolean isDamaged(String[] words) {
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                if (word.charAt(i) > 0x7e) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The last words of a command line whose words each end with a zero byte.
    static List<String> last(byte[] line, int count) {
        List<String> all = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                all.add(new String(line, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return all.subList(Math.max(0, all.size() - count), all.size());
    }
}
