package org.hermitscope.vmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "1234, 127.0.0.1, 1234, 127.0.0.1:1234",
        "0, 127.0.0.1, 0, 127.0.0.1:0",
        ":65535, 127.0.0.1, 65535, 127.0.0.1:65535",
        "0.0.0.0:5, 0.0.0.0, 5, 0.0.0.0:5",
        "localhost:1234, localhost, 1234, localhost:1234",
        "[::1]:1234, ::1, 1234, [::1]:1234",
        "[fe80::1%eth0]:7, fe80::1%eth0, 7, [fe80::1%eth0]:7",
    })
    void readsAddressesAsPeopleWriteThem(String text, String host, int port, String written) {
        HostPort address = HostPort.parse(text);
        assertThat(address).isEqualTo(new HostPort(host, port));
        assertThat(address).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "[::1",
                "-1",
                "65536",
                "99999",
                "123456",
                "1.5",
                "0x10",
                "host:",
                "::1:1234",
                "[]:1",
                "[::1:1",
                "+5"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
    }

    @Test
    void namesWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse("localhost:http"))
                .withMessage("'http' is not a port number from 0 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse("::1:1234"))
                .withMessage("an IPv6 address needs brackets, as in [::1]:1234");
    }

    @Test
    void anUnknownHostIsASettingToMend() {
        VmmException failure = catchThrowableOfType(
                VmmException.class,
                () -> HostPort.parse("no.such.host.invalid:1").resolve());
        assertThat(failure.exitCode()).isEqualTo(VmmException.USAGE);
        assertThat(failure).hasMessage("unknown host 'no.such.host.invalid': give an IP address");
    }

    @Test
    void resolvesLoopback() {
        assertThat(HostPort.loopback(80).resolve().getAddress().isLoopbackAddress())
                .isTrue();
    }
}
