package org.hermitscope.x86.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hermitscope.x86.isa.Mode;

/// Disassembles files with GNU objdump and compares each instruction's length and text with ours.
///
/// As a program: `ObjdumpComparison [-raw] [-m16|-m32|-m64] [-intel] [-amd] [-show n] file…`. `-raw` takes a file as
/// plain code, `-amd` leaves objdump at AMD's reading of operand-size prefixes in front of near branches, where ours is
/// Intel's.
public final class ObjdumpComparison {
    private final List<String> command = new ArrayList<>();
    private final Mode mode;
    private final Disassembler disassembler;
    private final long deadline;
    private final boolean raw;
    private final byte[] bytes = new byte[64];
    private byte[] plain = {};
    private long base;

    long instructions;
    long compared;
    final Map<String, Integer> explained = new TreeMap<>();
    final Map<String, Integer> differences = new TreeMap<>();
    final List<String> examples = new ArrayList<>();
    int examplesPerMnemonic = 3;

    ObjdumpComparison(Mode mode, Disassembler.Syntax syntax, boolean raw, boolean intel64, long nanoseconds) {
        this.mode = mode;
        this.raw = raw;
        this.disassembler = new Disassembler(syntax, address -> null);
        this.deadline = System.nanoTime() + nanoseconds;
        command.addAll(List.of("objdump", raw ? "-D" : "-d", "-w", "-z", "--insn-width=16"));
        if (raw) {
            command.addAll(List.of("-b", "binary", "-m", mode == Mode.BITS_64 ? "i386:x86-64" : "i386"));
        }
        List<String> options = new ArrayList<>();
        if (raw) {
            options.add(
                    switch (mode) {
                        case BITS_16 -> "i8086";
                        case BITS_32 -> "i386";
                        case BITS_64 -> "x86-64";
                    });
        }
        if (syntax == Disassembler.Syntax.INTEL) {
            options.add("intel");
        }
        if (intel64) {
            options.add("intel64");
        }
        if (!options.isEmpty()) {
            command.addAll(List.of("-M", String.join(",", options)));
        }
    }

    /// Whether the program is there to compare with.
    static boolean isAvailable() {
        try {
            Process process = new ProcessBuilder("objdump", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Compares until the file or the time ends.
    void run(Path file) throws IOException {
        plain = raw ? Files.readAllBytes(file) : plain;
        List<String> full = new ArrayList<>(command);
        full.add(file.toString());
        Process process = new ProcessBuilder(full)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                line(line);
                if ((instructions & 0xFFF) == 0 && System.nanoTime() > deadline) {
                    return;
                }
            }
        } finally {
            process.destroy();
        }
    }

    private void line(String line) {
        int colon = line.indexOf(":\t");
        if (colon < 0) {
            return;
        }
        int tab = line.indexOf('\t', colon + 2);
        if (tab < 0) {
            return;
        }
        int count = readBytes(line, colon + 2, tab);
        int start = 0;
        while (line.charAt(start) == ' ') {
            start++;
        }
        base = Long.parseUnsignedLong(line, start, colon, 16);
        String theirs = normalize(line.substring(tab + 1));
        instructions++;
        compared += count;
        Disassembler.Line ours = disassembler.disassemble(this::byteAt, base, mode);
        if (ours.length() == count && ours.text().equals(theirs)) {
            return;
        }
        String reason = Explained.reason(mode, theirs, ours.text(), ours.length() == count);
        if (reason != null) {
            explained.merge(reason, 1, Integer::sum);
            return;
        }
        note(line.substring(0, tab).strip() + " | " + theirs + " | " + ours.text() + " | " + ours.length(), theirs);
    }

    private void note(String example, String theirs) {
        int space = theirs.indexOf(' ');
        String mnemonic = space < 0 ? theirs : theirs.substring(0, space);
        if (differences.merge(mnemonic, 1, Integer::sum) <= examplesPerMnemonic) {
            examples.add(example);
        }
    }

    /// Reads pairs of digits and returns how many there are. What stands behind them is filled up with NOPs.
    private int readBytes(String line, int from, int to) {
        int count = 0;
        for (int i = from; i + 1 < to && line.charAt(i) != ' '; i += 3) {
            bytes[count++] =
                    (byte) (Character.digit(line.charAt(i), 16) << 4 | Character.digit(line.charAt(i + 1), 16));
        }
        for (int i = count; i < bytes.length; i++) {
            bytes[i] = (byte) 0x90;
        }
        return count;
    }

    private int byteAt(long address) {
        if (raw) {
            return address >= 0 && address < plain.length ? plain[(int) address] & 0xFF : 0x90;
        }
        return bytes[(int) (address - base)] & 0xFF;
    }

    /// Takes symbols away and puts 0x in front of addresses, which objdump omits where there are symbols.
    private static String normalize(String text) {
        String stripped = text.strip();
        if (stripped.endsWith(">")) {
            stripped = stripped.substring(0, stripped.lastIndexOf(" <"));
        }
        int comment = stripped.indexOf("# ");
        if (comment >= 0) {
            return stripped.startsWith("0x", comment + 2)
                    ? stripped
                    : stripped.substring(0, comment + 2) + "0x" + stripped.substring(comment + 2);
        }
        int space = stripped.lastIndexOf(' ');
        if (space > 0 && isHex(stripped, space + 1)) {
            return stripped.substring(0, space + 1) + "0x" + stripped.substring(space + 1);
        }
        return stripped;
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return isBranch(text, from);
    }

    /// Whether the last word of `text`, which begins at `from`, is the operand of a direct branch.
    private static boolean isBranch(String text, int from) {
        for (String word : text.substring(0, from).split(" ")) {
            if (word.startsWith("j") || word.startsWith("call") || word.startsWith("loop") || word.equals("xbegin")) {
                return true;
            }
        }
        return false;
    }

    void report() {
        System.out.println(instructions + " instructions, " + compared + " bytes, explained " + explained
                + ", differences "
                + differences.values().stream().mapToInt(Integer::intValue).sum());
        examples.forEach(System.out::println);
        differences.forEach((mnemonic, count) -> System.out.print(mnemonic + " " + count + "  "));
        System.out.println();
    }

    public static void main(String[] arguments) throws IOException {
        Mode mode = Mode.BITS_64;
        Disassembler.Syntax syntax = Disassembler.Syntax.ATT;
        boolean raw = false;
        boolean intel64 = true;
        int show = 3;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-raw" -> raw = true;
                case "-m16" -> mode = Mode.BITS_16;
                case "-m32" -> mode = Mode.BITS_32;
                case "-m64" -> mode = Mode.BITS_64;
                case "-intel" -> syntax = Disassembler.Syntax.INTEL;
                case "-amd" -> intel64 = false;
                case "-show" -> show = Integer.parseInt(arguments[++i]);
                default -> files.add(Path.of(arguments[i]));
            }
        }
        ObjdumpComparison comparison = new ObjdumpComparison(mode, syntax, raw, intel64, Long.MAX_VALUE / 2);
        comparison.examplesPerMnemonic = show;
        for (Path file : files) {
            comparison.run(file);
        }
        comparison.report();
    }
}
