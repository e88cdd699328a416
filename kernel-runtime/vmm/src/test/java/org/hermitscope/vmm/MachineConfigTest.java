package org.hermitscope.vmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineConfigTest {
    private static MachineConfig.Builder config() {
        return MachineConfig.of(Path.of("./app"));
    }

    @Test
    void theDefaultsAreOneProcessorTwoGibibytesAndNoPort() {
        MachineConfig config = config().build();
        assertThat(config.program()).hasToString("./app");
        assertThat(config.cpus()).isEqualTo(1);
        assertThat(config.memory()).isEqualTo(2L << 30);
        assertThat(config.gdb()).isNull();
        assertThat(config.monitor()).isNull();
        assertThat(config.environment()).isEmpty();
        assertThat(config.mounts()).isEmpty();
        assertThat(config.workingDirectory()).isEqualTo("/");
    }

    @Test
    void nothingChangesItAfterwards() {
        List<String> arguments = new ArrayList<>(List.of("one"));
        MachineConfig.Builder builder =
                config().arguments(arguments).environment("B", "1").environment("A", "2");
        MachineConfig config = builder.build();
        arguments.add("two");
        builder.environment("C", "3");
        assertThat(config.arguments()).containsExactly("one");
        assertThat(config.environment().keySet()).containsExactly("B", "A");
        assertThatThrownBy(() -> config.environment().put("D", "4")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void refusesWhatNoGuestCanHave() {
        assertThatIllegalArgumentException().isThrownBy(() -> config().cpus(0).build());
        assertThatIllegalArgumentException().isThrownBy(() -> config().cpus(65).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().memory(4095).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().memory((4L << 20) + 1).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().workingDirectory("tmp").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().environment("A=B", "").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().environment("", "x").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().environment("A", "x\0y").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config().arguments(List.of("\0")).build());
    }
}
