package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    private static final ValueFormat DEFAULT = new ValueFormat(1, 'x', 4);

    @ParameterizedTest
    @CsvSource({
        "4xb,4,x,1",
        "xb4,0,x,1",
        "i,1,i,4",
        "10i,10,i,4",
        "g,1,x,8",
        "2gx,2,x,8",
        "s,1,s,4",
        "3h,3,x,2",
        "0x,0,x,4",
    })
    void takesCountLetterAndSizeInAnyOrderAfterTheCount(String text, int count, char letter, int size) {
        if (text.equals("xb4")) {
            assertThatThrownBy(() -> ValueFormat.parse(text, DEFAULT)).hasMessage("invalid char in format: '4'");
            return;
        }
        assertThat(ValueFormat.parse(text, DEFAULT)).isEqualTo(new ValueFormat(count, letter, size));
    }

    @Test
    void refusesUnknownLettersAndAbsurdCounts() {
        assertThatThrownBy(() -> ValueFormat.parse("z", DEFAULT)).hasMessage("invalid char in format: 'z'");
        assertThatThrownBy(() -> ValueFormat.parse("999999999i", DEFAULT))
                .hasMessage("count too large (limit 1048576)");
        assertThatThrownBy(() -> ValueFormat.parse("99999999999999999999999x", DEFAULT))
                .isInstanceOf(CommandException.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "x,255,0xff",
                "x,0,0",
                "o,8,010",
                "o,0,0",
                "u,-1,18446744073709551615",
                "d,-1,-1",
                "c,65,'A'",
                "c,10,'\\n'",
                "c,39,'\\''",
                "c,200,'\\xc8'",
                "c,1,'\\x01'",
            })
    void printsLikeQemu(char letter, long value, String expected) {
        assertThat(new ValueFormat(1, letter, 8).print(value)).isEqualTo(expected);
    }

    @Test
    void dumpsInQemusLayout() {
        byte[] memory = {0x23, 0x20, 0, 0, 0, 0, 0, 0, (byte) 0xfe, (byte) 0xff, 'h', 'i', 0, 'y', 'o', 0};
        assertThat(dump(new ValueFormat(2, 'x', 8), memory))
                .isEqualTo("0000000000001000: 0x0000000000002023 0x006f79006968fffe\n");
        assertThat(dump(new ValueFormat(9, 'x', 1), memory))
                .isEqualTo("0000000000001000: 0x23 0x20 0x00 0x00 0x00 0x00 0x00 0x00\n0000000000001008: 0xfe\n");
        assertThat(dump(new ValueFormat(5, 'd', 2), memory))
                .isEqualTo("0000000000001000:  8227     0     0     0    -2\n");
        assertThat(dump(new ValueFormat(2, 'o', 1), memory)).isEqualTo("0000000000001000: 043 040\n");
        assertThat(dump(new ValueFormat(2, 'c', 4), memory)).isEqualTo("0000000000001000: '#' ' '\n");
        assertThat(dump(new ValueFormat(0, 'x', 4), memory)).isEmpty();
        assertThat(dump(new ValueFormat(5, 'x', 4), memory)).isEqualTo("""
                        0000000000001000: 0x00002023 0x00000000 0x6968fffe 0x006f7900
                        0000000000001010: Cannot access memory
                        """);
    }

    @Test
    void dumpsStringsEscaped() {
        byte[] memory = {'h', 'i', 0, 0x1b, '"', (byte) 0xc3, (byte) 0xbc, 0, 'x'};
        assertThat(dump(new ValueFormat(4, 's', 4), memory)).isEqualTo("""
                        0000000000001000: "hi"
                        0000000000001003: "\\x1b\\"\u00fc"
                        0000000000001008: "x"...
                        0000000000001009: Cannot access memory
                        """);
    }

    private static String dump(ValueFormat format, byte[] memory) {
        Recorder out = new Recorder();
        MemoryDump.print(out, format, 0x1000, (address, into, length) -> {
            long from = address - 0x1000;
            if (from < 0 || from + length > memory.length) {
                return false;
            }
            System.arraycopy(memory, (int) from, into, 0, length);
            return true;
        });
        return out.text();
    }
}
