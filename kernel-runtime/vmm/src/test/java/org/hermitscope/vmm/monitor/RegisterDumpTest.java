package org.hermitscope.vmm.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.Test;

class RegisterDumpTest {
    private final CpuState state = new CpuState();

    RegisterDumpTest() {
        for (int lane = 0; lane < 4; lane++) {
            state.vector[4 * 10 + lane] = lane + 1L;
        }
    }

    @Test
    void withoutAvxThereAreTwoXmmRegistersALine() {
        assertThat(RegisterDump.of(state, false))
                .contains("\nXMM10=0000000000000002 0000000000000001 XMM11=")
                .doesNotContain("YMM");
    }

    @Test
    void withAvxThereIsOneYmmRegisterALine() {
        state.xcr0 = 7;
        assertThat(RegisterDump.of(state, false))
                .contains("\nYMM10=0000000000000004 0000000000000003 0000000000000002 0000000000000001\nYMM11=")
                .doesNotContain("XMM");
    }
}
