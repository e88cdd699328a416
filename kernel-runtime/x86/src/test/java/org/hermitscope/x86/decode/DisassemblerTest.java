package org.hermitscope.x86.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hermitscope.x86.isa.Mode;
import org.junit.jupiter.api.Test;

class DisassemblerTest {
    private static final long START = 0x1000;

    private static Disassembler.Line att(String hex) {
        return new Disassembler(Disassembler.Syntax.ATT).disassemble(Code.of(START, hex), START, Mode.BITS_64);
    }

    @Test
    void writesTheGoldenInstructionsInBothSyntaxes() throws IOException {
        Disassembler att = new Disassembler(Disassembler.Syntax.ATT);
        Disassembler intel = new Disassembler(Disassembler.Syntax.INTEL);
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (String line : golden()) {
            String[] fields = line.split(" \\| ", -1);
            Mode mode = switch (fields[0]) {
                case "16" -> Mode.BITS_16;
                case "32" -> Mode.BITS_32;
                default -> Mode.BITS_64;
            };
            Code code = Code.of(START, fields[1] + " 90 90");
            int length = fields[1].split(" ").length;
            check(att.disassemble(code, START, mode), fields[2], length, wrong);
            check(intel.disassemble(code, START, mode), fields[3], length, wrong);
            count++;
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(500);
    }

    private static void check(Disassembler.Line line, String expected, int length, List<String> wrong) {
        if (!line.text().equals(expected) || line.length() != length) {
            wrong.add(expected + " <- " + line);
        }
    }

    private static List<String> golden() throws IOException {
        List<String> lines = new ArrayList<>();
        try (InputStream stream =
                        Objects.requireNonNull(DisassemblerTest.class.getResourceAsStream("instructions.txt"));
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(lines::add);
        }
        return lines;
    }

    @Test
    void namesBranchTargetsAndRipRelativeOperands() {
        Disassembler named = new Disassembler(
                Disassembler.Syntax.ATT,
                address -> address == 0x1015 ? "table+0x5" : address == 0x1007 ? "next" : null);
        assertThat(named.disassemble(Code.of(START, "e8 02 00 00 00"), START, Mode.BITS_64)
                        .text())
                .isEqualTo("call   0x1007 <next>");
        assertThat(named.disassemble(Code.of(START, "48 8d 05 0e 00 00 00"), START, Mode.BITS_64)
                        .text())
                .isEqualTo("lea    0xe(%rip),%rax        # 0x1015 <table+0x5>");
    }

    @Test
    void givesAnFwaitInFrontOfAnX87InstructionNoLineOfItsOwn() {
        assertThat(att("9b d9 38").text()).isEqualTo("fstcw  (%rax)");
        assertThat(att("9b 90")).isEqualTo(new Disassembler.Line(START, 1, "fwait"));
    }

    @Test
    void givesRexInFrontOfAnotherPrefixALine() {
        assertThat(att("48 66 90")).isEqualTo(new Disassembler.Line(START, 1, "rex.W"));
    }

    @Test
    void recognisesEvexWithItsLength() {
        assertThat(att("62 f1 7c 48 58 44 24 01 90")).isEqualTo(new Disassembler.Line(START, 8, "(evex)"));
        assertThat(att("62 f3 7d 20 3f 47 02 00 90").length()).isEqualTo(8);
    }

    @Test
    void saysBadForWhatIsNoInstruction() {
        assertThat(att("0f 04 90")).isEqualTo(new Disassembler.Line(START, 2, "(bad)"));
        assertThat(att("66 06 90")).isEqualTo(new Disassembler.Line(START, 2, "data16 (bad)"));
    }
}
