package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.hermitscope.vmm.VmmException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @ParameterizedTest
    @CsvSource({"512M, 536870912", "2G, 2147483648", "1m, 1048576", "1g, 1073741824", "' 64M ', 67108864"})
    void readsMebibytesAndGibibytes(String text, long bytes) {
        assertThat(Size.parse("--mem", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "2", "2X", "0", "0M", "-1G", "1.5G", "G", "0x10M", "1 G", "2GB", "٣M"})
    void refusesEverythingElseAndNamesTheForms(String text) {
        VmmException failure = catchThrowableOfType(VmmException.class, () -> Size.parse("HERMIT_MEM", text));
        assertThat(failure)
                .hasMessage("HERMIT_MEM: '" + text
                        + "' is no amount of memory: give a whole number with M or G, such as 512M or 2G");
        assertThat(failure.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999999999999G", "17179869184G", "99999999999999999M"})
    void neverOverflows(String text) {
        assertThat(Size.parse("--mem", text)).isEqualTo(Long.MAX_VALUE);
    }
}
