package org.hermitscope.gdbstub.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentExpressionTest {
    /// Register n holds n * 16; memory at an address holds the address, 0 to 0xff.
    private static final AgentContext CONTEXT = new AgentContext() {
        @Override
        public long register(int number) {
            return number * 16L;
        }

        @Override
        public long memory(long address, int size) {
            if (address < 0 || address > 0xff) {
                throw new TargetException(TargetException.EFAULT, "no memory");
            }
            return address;
        }
    };

    private static AgentExpression expression(String hex) {
        return new AgentExpression(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "2207 2203 02 27, 10",
        "2207 2203 03 27, 4",
        "2207 2203 04 27, 21",
        "25fffffffffffffff9 2202 05 27, -3",
        "25fffffffffffffff9 2202 06 27, 9223372036854775804",
        "25fffffffffffffff9 2202 07 27, -1",
        "25fffffffffffffff9 2203 08 27, 0",
        "2201 223f 09 27, -9223372036854775808",
        "2201 2240 09 27, 0",
        "25fffffffffffffff8 2201 0a 27, -4",
        "25fffffffffffffff8 223c 0b 27, 15",
        "2205 0e 27, 0",
        "2200 0e 27, 1",
        "220c 220a 0f 27, 8",
        "220c 220a 10 27, 14",
        "220c 220a 11 27, 6",
        "2200 12 27, -1",
        "2205 2205 13 27, 1",
        "25ffffffffffffffff 2205 14 27, 1",
        "25ffffffffffffffff 2205 15 27, 0",
        "22ff 1608 27, -1",
        "231234 2a08 27, 52",
        "260003 27, 48",
        "2230 17 27, 48",
        "2230 1a 27, 48",
        "2401020304 27, 16909060",
        "2209 28 02 27, 18",
        "2201 2202 29 27, 1",
        "2201 2202 2b 27, 1",
        "2201 2202 2203 33 03 02 27, 2",
        "2205 2206 3201 27, 5",
        "2201 200008 2205 27 220727, 7",
        "2200 200008 2205 27 220727, 5",
        "210005 2205 220627, 6",
    })
    void operationsComputeWhatTheManualSays(String code, long value) {
        assertThat(expression(code.replace(" ", "")).evaluate(CONTEXT)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2207220005 27",
                "25ffffffffffffffff17 27",
                "02 27",
                "27",
                "2201",
                "210000",
                "3205 27",
                "22011600 27"
            })
    void whatCannotBeComputedIsSaid(String code) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> expression(code.replace(" ", "")).evaluate(CONTEXT));
    }

    @Test
    void unknownOrCutOffBytecodeIsRecognised() {
        assertThat(expression("220127").isComputable()).isTrue();
        assertThat(expression("").isComputable()).isFalse();
        assertThat(expression("2201ff27").isComputable()).isFalse();
        assertThat(expression("22").isComputable()).isFalse();
        assertThat(expression("2500000000").isComputable()).isFalse();
        assertThat(expression("2227").isComputable()).isFalse();
        assertThat(expression("0d0127").isComputable()).isFalse();
    }

    @Test
    void randomBytecodeEndsInAValueOrARefusal() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] code = new byte[random.nextInt(12)];
            for (int i = 0; i < code.length; i++) {
                code[i] = (byte) random.nextInt(0x34);
            }
            try {
                new AgentExpression(code).evaluate(CONTEXT);
            } catch (TargetException expected) {
                assertThat(expected.text()).isNotEmpty();
            }
        }
    }

    @Test
    void aBreakpointHoldsWithoutConditionIfOneIsTrueOrIfOneFails() {
        assertThat(breakpoint().holds(CONTEXT)).isTrue();
        assertThat(breakpoint("220027").holds(CONTEXT)).isFalse();
        assertThat(breakpoint("220027", "220127").holds(CONTEXT)).isTrue();
        assertThat(breakpoint("2207220005 27".replace(" ", "")).holds(CONTEXT)).isTrue();
    }

    private static Breakpoint breakpoint(String... conditions) {
        List<AgentExpression> expressions = List.of(conditions).stream()
                .map(AgentExpressionTest::expression)
                .toList();
        return new Breakpoint(1, Breakpoint.Kind.SOFTWARE, 0x400000, 1, expressions, List.of(), false);
    }
}
