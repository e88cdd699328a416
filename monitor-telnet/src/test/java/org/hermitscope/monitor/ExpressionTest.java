package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    private static final Symbols SYMBOLS = new Symbols() {
        @Override
        public OptionalLong register(String name) {
            return switch (name) {
                case "rip", "pc" -> OptionalLong.of(0x401000);
                case "rax" -> OptionalLong.of(7);
                default -> OptionalLong.empty();
            };
        }

        @Override
        public OptionalLong symbol(String name) {
            return switch (name) {
                case "main" -> OptionalLong.of(0x401136);
                case "core::fmt::write" -> OptionalLong.of(0x402000);
                case "<T as core::any::Any>::f" -> OptionalLong.of(0x403000);
                default -> OptionalLong.empty();
            };
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0|0",
                "42|42",
                "0x2a|42",
                "0X2A|42",
                "052|42",
                "0xffffffffffffffff|-1",
                "18446744073709551615|-1",
                "1+2*3|7",
                "(1+2)*3|9",
                "1 + 2 & 3|3",
                "1+(2&3)|3",
                "6&3*2|6",
                "5|8|5",
                "6^3|5",
                "7%4|3",
                "-7/2|-3",
                "-7%4|-3",
                "~0|-1",
                "- - 5|5",
                "+5|5",
                "-(1)|-1",
                "'A'|65",
                "';'|59",
                "$rip|4198400",
                "%rip|4198400",
                "$rax%4|3",
                "$rax % 4|3",
                "$rax+%rax|14",
                "main|4198710",
                "&main|4198710",
                "& main + 1|4198711",
                "core::fmt::write|4202496",
                "&\"<T as core::any::Any>::f\"|4206592",
                "9223372036854775807+1|-9223372036854775808",
                "1-1-1|-1",
            })
    void evaluatesAsQemuDoes(String text, String value) {
        if (text.equals("5")) {
            // The column separator is an operator, too.
            assertThat(Expression.evaluate("5|8", SYMBOLS)).isEqualTo(13);
            return;
        }
        assertThat(Expression.evaluate(text, SYMBOLS)).isEqualTo(Long.parseLong(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|unexpected end of expression",
                "1+|unexpected end of expression",
                "(|unexpected end of expression",
                "&|unexpected end of expression",
                "(1|')' expected",
                "1/0|division by zero",
                "1%0|division by zero",
                "1/(2-2)|division by zero",
                "0x|invalid char 'x' in expression",
                "0xg|invalid char 'x' in expression",
                "08|invalid char '8' in expression",
                "12ab|invalid char 'a' in expression",
                "1 2|invalid char '2' in expression",
                "1)|invalid char ')' in expression",
                "?|invalid char '?' in expression",
                "$|unknown register",
                "$zz|unknown register",
                "%|unknown register",
                "nosuch|unknown symbol 'nosuch'",
                "'|character constant expected",
                "'ab|missing terminating ' character",
                "\"main|unterminated string",
                "18446744073709551616|number too large",
                "0x10000000000000000|number too large",
                "99999999999999999999999999|number too large",
            })
    void refusesWithQemusWords(String text, String message) {
        assertThatThrownBy(() -> Expression.evaluate(text, SYMBOLS))
                .isInstanceOfSatisfying(CommandException.class, e -> {
                    assertThat(e.text()).isEqualTo(message);
                    assertThat(e.aboutArguments()).isTrue();
                });
    }

    @Test
    void nestsSixtyFourDeepAndNoDeeper() {
        int most = Expression.NESTING_LIMIT - 1;
        assertThat(Expression.evaluate("(".repeat(most) + "1" + ")".repeat(most), Symbols.NONE))
                .isEqualTo(1);
        for (String prefix : new String[] {"(", "-", "~", "+", "1+("}) {
            assertThatThrownBy(() -> Expression.evaluate(prefix.repeat(10_000) + "1", Symbols.NONE))
                    .hasMessage("expression nested too deeply (limit 64)");
        }
    }

    @Test
    void numbersAreReadLikeStrtoull() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            BigInteger value = new BigInteger(random.nextInt(70), random);
            int radix = new int[] {8, 10, 16}[random.nextInt(3)];
            String text = (radix == 8 ? "0" : radix == 16 ? "0x" : "") + value.toString(radix);
            if (value.bitLength() <= 64) {
                assertThat(Expression.evaluate(text, Symbols.NONE)).as(text).isEqualTo(value.longValue());
            } else {
                assertThatThrownBy(() -> Expression.evaluate(text, Symbols.NONE))
                        .as(text)
                        .hasMessage("number too large");
            }
        }
    }

    @Test
    void randomTextNeverThrowsAnythingElse() {
        Random random = new Random(2);
        String alphabet = "0123456789abcxX()+-*/%&|^~$' \"\t:_.?;\u00e9\u0000main";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Expression.evaluate(text.toString(), SYMBOLS);
            } catch (CommandException e) {
                assertThat(e.text()).isNotBlank().doesNotContain("\n");
            }
        }
    }
}
