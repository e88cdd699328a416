package org.hermitscope.x86.decode;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
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
    /// Bytes that must be known from the start of an instruction.
    private static final int LOOK_AHEAD = 32;

    private final List<String> command = new ArrayList<>();
    private final Mode mode;
    private final Disassembler disassembler;
    private final long deadline;
    private final ArrayDeque<ObjdumpRow> waiting = new ArrayDeque<>();

    long instructions;
    long compared;
    final Map<String, Integer> explained = new TreeMap<>();
    final Map<String, Integer> differences = new TreeMap<>();
    final List<String> examples = new ArrayList<>();
    int examplesPerMnemonic = 3;

    ObjdumpComparison(Mode mode, Disassembler.Syntax syntax, boolean raw, boolean intel64, long nanoseconds) {
        this.mode = mode;
        this.disassembler = new Disassembler(syntax);
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
        List<String> full = new ArrayList<>(command);
        full.add(file.toString());
        Process process = new ProcessBuilder(full)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ObjdumpRow row = ObjdumpRow.parse(line);
                if (row != null) {
                    take(row);
                }
                if ((instructions & 0xFFF) == 0 && System.nanoTime() > deadline) {
                    return;
                }
            }
            drain(0);
        } finally {
            waiting.clear();
            process.destroy();
        }
    }

    private void take(ObjdumpRow row) {
        if (!waiting.isEmpty() && waiting.getLast().end() != row.address()) {
            drain(0);
        }
        waiting.add(row);
        drain(LOOK_AHEAD);
    }

    /// Compares rows until there are only so many bytes waiting.
    private void drain(int bytes) {
        while (!waiting.isEmpty()
                && waiting.getLast().end() - waiting.getFirst().address() >= bytes) {
            compare(waiting.getFirst());
            waiting.removeFirst();
        }
    }

    private void compare(ObjdumpRow row) {
        instructions++;
        compared += row.length();
        Disassembler.Line ours = disassembler.disassemble(this::byteAt, row.address(), mode);
        boolean sameLength = ours.length() == row.length();
        if (sameLength && ours.text().equals(row.text())) {
            return;
        }
        boolean last = ours.length() > waiting.getLast().end() - row.address();
        String reason = last
                ? "the code ends within an instruction"
                : Explained.reason(mode, row.text(), ours.text(), sameLength);
        if (reason != null) {
            explained.merge(reason, 1, Integer::sum);
            return;
        }
        note(
                Long.toHexString(row.address()) + ": "
                        + row.hex() + " | " + row.text() + " | " + ours.text()
                        + " | " + ours.length(),
                row.text());
    }

    /// Bytes of the rows that wait. Behind them NOPs, for whoever looks too far.
    private int byteAt(long address) {
        for (ObjdumpRow row : waiting) {
            if (address < row.end()) {
                return row.byteAt((int) (address - row.address()));
            }
        }
        return 0x90;
    }

    private void note(String example, String theirs) {
        int space = theirs.indexOf(' ');
        String mnemonic = space < 0 ? theirs : theirs.substring(0, space);
        if (differences.merge(mnemonic, 1, Integer::sum) <= examplesPerMnemonic) {
            examples.add(example);
        }
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
