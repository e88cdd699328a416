package org.hermitscope.tests.real;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files that every run finds in its folder: the same ones each time.
final class Inputs {
    private static final String[] SYLLABLES = {
        "an", "be", "cor", "de", "el", "fa", "gin", "hu", "il", "jo", "ka", "lu", "men", "no", "or", "pi", "qua", "ra"
    };

    private Inputs() {}

    /// `text` (60 kB of words in lines), `numbers` (2,000 lines), `bytes` (64 KiB, half of it predictable),
    /// `image.ppm` (96×64 pixels), `sound.wav` (1 s, mono, 16 bits), `archive.zip` (text and bytes), and what
    /// the list says.
    static void write(Path folder, Map<String, String> files) throws IOException {
        Files.writeString(folder.resolve("text"), text(60_000));
        StringBuilder numbers = new StringBuilder();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2_000; i++) {
            numbers.append(random.nextInt(1_000_000)).append('\n');
        }
        Files.writeString(folder.resolve("numbers"), numbers);
        byte[] bytes = new byte[65_536];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if ((i >> 6 & 1) == 0) {
                bytes[i] = (byte) (i >> 8);
            }
        }
        Files.write(folder.resolve("bytes"), bytes);
        Files.write(folder.resolve("image.ppm"), image());
        Files.write(folder.resolve("sound.wav"), sound());
        archive(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        // Archives and listings hold times.
        try (Stream<Path> written = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) written::iterator) {
                Files.setLastModifiedTime(path, FileTime.fromMillis(1_000_000_000_000L));
            }
        }
    }

    private static String text(int length) {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder();
        int column = 0;
        while (text.length() < length) {
            StringBuilder word = new StringBuilder();
            // Squared, so that some words are frequent, as they are in what people write.
            SplittableRandom letters = new SplittableRandom((long) Math.pow(random.nextInt(40), 2));
            for (int i = letters.nextInt(1, 4); i >= 0; i--) {
                word.append(SYLLABLES[letters.nextInt(SYLLABLES.length)]);
            }
            column += word.length() + 1;
            text.append(word).append(column > 70 ? '\n' : ' ');
            column = column > 70 ? 0 : column;
        }
        return text.append('\n').toString();
    }

    private static void archive(Path folder) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("archive.zip")))) {
            for (String name : new String[] {"text", "bytes"}) {
                ZipEntry entry = new ZipEntry("inside/" + name);
                entry.setTimeLocal(LocalDateTime.of(2001, 9, 9, 1, 46, 40));
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(folder.resolve(name)));
                zip.closeEntry();
            }
        }
    }

    private static byte[] image() {
        int width = 96;
        int height = 64;
        byte[] header = ("P6\n" + width + " " + height + "\n255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + width * height * 3);
        int at = header.length;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                all[at++] = (byte) (x * 255 / width);
                all[at++] = (byte) (y * 255 / height);
                all[at++] = (byte) (((x - 48) * (x - 48) + (y - 32) * (y - 32)) / 14);
            }
        }
        return all;
    }

    private static byte[] sound() {
        int rate = 22_050;
        ByteBuffer wave = ByteBuffer.allocate(44 + rate * 2).order(ByteOrder.LITTLE_ENDIAN);
        wave.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + rate * 2);
        wave.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
        wave.putInt(16).putShort((short) 1).putShort((short) 1).putInt(rate).putInt(rate * 2);
        wave.putShort((short) 2).putShort((short) 16);
        wave.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(rate * 2);
        SplittableRandom noise = new SplittableRandom(4);
        for (int i = 0; i < rate; i++) {
            double tone = StrictMath.sin(i * 0.125) * 9_000 + StrictMath.sin(i * 0.01 * (1 + i / 9_000.0)) * 6_000;
            wave.putShort((short) (tone + noise.nextInt(-200, 200)));
        }
        return wave.array();
    }
}
