package org.hermitscope.tests.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hermitscope.tests.House;

/// The table in `tests/README.md`: rows of programs that ran now are replaced, the others stay.
final class Report {
    private static final String BEGIN = "<!-- real programs: written by RealProgramsTest -->";
    private static final String END = "<!-- end of real programs -->";
    private static final int COLUMN = 110;

    private Report() {}

    static void write(List<RealProgram> listed, List<Trial.Outcome> outcomes) throws IOException {
        Path readme = House.root().resolve("tests/README.md");
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        Map<String, String> rows = new HashMap<>();
        for (String line : text.substring(begin, end).lines().toList()) {
            if (line.startsWith("| ") && !line.startsWith("| program ")) {
                rows.put(line.substring(2, line.indexOf(" |")), line);
            }
        }
        for (Trial.Outcome outcome : outcomes) {
            rows.put(outcome.program().name(), row(outcome));
        }
        List<String> table = new ArrayList<>();
        for (RealProgram program : listed) {
            String row = rows.get(program.name());
            if (row != null) {
                table.add(row);
            }
        }
        long passing = table.stream().filter(row -> row.contains("| passes")).count();
        String section = "\n\n" + passing + " of " + table.size() + " programs pass.\n\n"
                + "| program | Debian package | what was run | result | natively | HermitScope | instructions | MIPS |\n"
                + "|---|---|---|---|---|---|---|---|\n"
                + String.join("\n", table) + "\n\n";
        Files.writeString(readme, text.substring(0, begin) + section + text.substring(end));
    }

    private static String row(Trial.Outcome outcome) {
        RealProgram program = outcome.program();
        String name = program.debianPackage().equals(program.name()) ? "" : program.debianPackage() + " ";
        String result = outcome.passes()
                ? "passes"
                : !program.fails().isEmpty()
                        ? "fails: " + program.fails()
                        : "fails: " + String.join("; ", outcome.differences());
        String cpus = program.cpus().size() > 1
                ? " (cpus " + program.cpus().toString().replaceAll("[\\[\\]]", "") + ")"
                : "";
        String refused = program.forks().isEmpty()
                ? ""
                : "; refused, since a guest is one process: " + String.join("; ", program.forks());
        return String.join(
                        " | ",
                        "| " + program.name(),
                        name + outcome.version(),
                        cell(String.join("; ", program.runs())) + cpus,
                        cell(result + refused),
                        String.format(Locale.ROOT, "%.2f s", outcome.nativeSeconds()),
                        String.format(Locale.ROOT, "%.1f s", outcome.guestSeconds()),
                        String.format(Locale.ROOT, "%.1f M", outcome.instructions() / 1e6),
                        String.format(
                                Locale.ROOT,
                                "%.0f",
                                outcome.instructions() / 1e6 / Math.max(outcome.guestSeconds(), 0.01)))
                + " |";
    }

    private static String cell(String text) {
        String flat = text.replace("|", "\\|").replace("\n", " ").replace("`", "'");
        return flat.length() <= COLUMN ? flat : flat.substring(0, COLUMN) + "…";
    }
}
