package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hermitscope.vmm.Isle;
import org.hermitscope.vmm.VmmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
    private final List<String> warnings = new ArrayList<>();

    private Variables variables(String... namesAndValues) {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Variables(environment, warnings::add);
    }

    @Test
    void unsetAndZeroAreOff() {
        assertThat(variables().debug()).isFalse();
        assertThat(variables("HERMIT_DEBUG", "0").debug()).isFalse();
        assertThat(variables("HERMIT_MONITOR", "0").monitor()).isFalse();
        assertThat(variables("HERMIT_VERBOSE", "0").verbose()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "2", "", "00", "true"})
    void everythingElseIsOn(String value) {
        assertThat(variables("HERMIT_DEBUG", value).debug()).isTrue();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", "OFF"})
    void wordsThatDenyAreOffWithAWarning(String value) {
        assertThat(variables("HERMIT_MONITOR", value).monitor()).isFalse();
        assertThat(warnings)
                .containsExactly("HERMIT_MONITOR=" + value + " is taken as off (HermitCore took it as on): say 0 or 1");
    }

    @Test
    void theMonitorIsOneAboveThePort() {
        assertThat(variables().monitorPort()).isEqualTo(18767);
        assertThat(variables("HERMIT_PORT", "4000").monitorPort()).isEqualTo(4001);
        assertThat(variables("HERMIT_PORT", " 18766 ").monitorPort()).isEqualTo(18767);
        assertThat(variables("HERMIT_PORT", "65534").monitorPort()).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0", "-1", "65535", "99999", "", "18766x", "99999999999999999999"})
    void aPortOutOfRangeIsNamedWithTheRange(String value) {
        VmmException failure = catchThrowableOfType(
                VmmException.class, () -> variables("HERMIT_PORT", value).monitorPort());
        assertThat(failure).hasMessage("HERMIT_PORT: '" + value + "' is not a whole number from 1 to 65534");
        assertThat(failure.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1000", "3-5", "", "-1", "two"})
    void processorsAreCounted(String value) {
        assertThat(catchThrowableOfType(
                        VmmException.class,
                        () -> variables("HERMIT_CPUS", value).cpus()))
                .hasMessage("HERMIT_CPUS: '" + value + "' is not a whole number from 1 to 64");
    }

    @Test
    void theIsleIsOneOfFour() {
        assertThat(variables().isle()).isNull();
        assertThat(variables("HERMIT_ISLE", "qemu").isle()).isEqualTo(Isle.QEMU);
        assertThat(variables("HERMIT_ISLE", "uhyve").isle()).isEqualTo(Isle.UHYVE);
        assertThat(catchThrowableOfType(
                        VmmException.class,
                        () -> variables("HERMIT_ISLE", "moon").isle()))
                .hasMessage("HERMIT_ISLE: 'moon' is none of auto, linux, uhyve, qemu");
    }

    @Test
    void askingForKvmIsRefusedAndForNoKvmIsNot() {
        variables("HERMIT_KVM", "0").checkOthers();
        assertThat(catchThrowableOfType(
                        VmmException.class, () -> variables("HERMIT_KVM", "1").checkOthers()))
                .hasMessageStartingWith("HERMIT_KVM=1: this release has no KVM engine");
    }

    @Test
    void variablesWithoutEffectAreSaid() {
        variables("HERMIT_CAPTURE_NET", "1", "HERMIT_APP_PORT", "0").checkOthers();
        assertThat(warnings).containsExactly("HERMIT_CAPTURE_NET has no effect: this release has no network");
    }
}
