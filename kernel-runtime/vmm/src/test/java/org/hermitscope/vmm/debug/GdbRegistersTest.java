package org.hermitscope.vmm.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.Test;

class GdbRegistersTest {
    private final CpuState state = new CpuState();
    private final RegisterLayout layout = X8664.layout(EnumSet.of(X8664.Feature.AVX));

    private byte[] read(String name) {
        int number = layout.number(name);
        byte[] value = new byte[layout.register(number).size()];
        GdbRegisters.read(state, -1, layout, number, value, 0);
        return value;
    }

    @Test
    void theUpperHalvesOfYmmRegistersAreRegistersOfTheirOwn() {
        state.vector[4 * 9 + 2] = 0x0807_0605_0403_0201L;
        state.vector[4 * 9 + 3] = 0x100f_0e0d_0c0b_0a09L;
        assertThat(read("ymm9h")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(read("xmm9")).containsOnly(0);
        GdbRegisters.write(state, layout.number("ymm15h"), read("ymm9h"));
        assertThat(state.vector[4 * 15 + 2]).isEqualTo(0x0807_0605_0403_0201L);
        assertThat(state.vector[4 * 15 + 3]).isEqualTo(0x100f_0e0d_0c0b_0a09L);
        assertThat(state.vector[4 * 15]).isZero();
    }
}
