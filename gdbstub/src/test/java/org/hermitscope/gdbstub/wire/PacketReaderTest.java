package org.hermitscope.gdbstub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PacketReaderTest {

    private static PacketReader reader(String payload) {
        return new PacketReader(payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void numbersHaveOneToSixteenDigits() {
        assertThat(reader("ffffffffffffffff").hex()).isEqualTo(-1);
        assertThat(reader("0000000000000000000aF").hex()).isEqualTo(0xaf);
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("10000000000000000").hex());
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("").hex());
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("x").hex());
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("80000000").hexInt());
    }

    @Test
    void bytesComeInPairsOfDigits() {
        assertThat(reader("00fF7f").hexBytes()).containsExactly(0, -1, 0x7f);
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("00f").hexBytes());
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("0011").hexBytes(3));
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("001g").hexBytes(2));
    }

    @Test
    void escapesAreResolvedAndMustBeComplete() {
        assertThat(reader("a}\u0003}]b").restBinary()).containsExactly('a', '#', '}', 'b');
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("a}").restBinary());
    }

    @Test
    void textEndsAtItsDelimiterOrTheEnd() {
        PacketReader in = reader("one:two");
        assertThat(in.textUntil(':')).isEqualTo("one");
        assertThat(in.textUntil(':')).isEqualTo("two");
        assertThat(in.atEnd()).isTrue();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThatExceptionOfType(MalformedPacket.class)
                .isThrownBy(() -> reader("a").expect(','))
                .withMessage("',' expected at 0");
    }
}
