package org.hermitscope.x86.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// RCPPS and its kin, whose results differ between processors and are not recorded.
class EstimateInstructionsTest {
    private static final long CODE = 0x40_0000;

    private final Window window = new Window(16L << 20);
    private final VcpuSubject subject = new VcpuSubject(window);
    private final CpuState state = subject.state();

    EstimateInstructionsTest() {
        window.protect(CODE, HostMemory.PAGE_SIZE, Protection.READ | Protection.EXEC);
        state.cr4 |= 1 << 18;
        state.xcr0 = 7;
        state.vector[0] = 0x1111_1111_2222_2222L;
        state.vector[1] = 0x3333_3333_4444_4444L;
        state.vector[2] = 5;
        state.vector[4] = pair(4, -0.5f);
        state.vector[5] = pair(0, 1);
        state.vector[6] = pair(2, 8);
        state.vector[7] = pair(Float.NaN, Float.POSITIVE_INFINITY);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static long pair(float low, float high) {
        return Float.floatToRawIntBits(low) & 0xffff_ffffL | (long) Float.floatToRawIntBits(high) << 32;
    }

    private void run(String hex) {
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        state.rip = CODE;
        assertThat(subject.step()).isNull();
        assertThat(state.mxcsr).isEqualTo(0x1f80);
    }

    @Test
    void reciprocalsOfPowersOfTwoAreExact() {
        run("0f53c1");
        assertThat(state.vector[0]).isEqualTo(pair(0.25f, -2));
        assertThat(state.vector[1]).isEqualTo(pair(Float.POSITIVE_INFINITY, 1));
        assertThat(state.vector[2]).isEqualTo(5);
    }

    @Test
    void rootsOfNegativeNumbersAreIndefinite() {
        run("0f52c1");
        assertThat(state.vector[0]).isEqualTo(0xffc0_0000_3f00_0000L);
        assertThat(state.vector[1]).isEqualTo(pair(Float.POSITIVE_INFINITY, 1));
    }

    @Test
    void scalarFormsKeepTheRest() {
        run("f30f53c1");
        assertThat(state.vector[0]).isEqualTo(0x1111_1111_3e80_0000L);
        assertThat(state.vector[1]).isEqualTo(0x3333_3333_4444_4444L);
        run("f30f52c1");
        assertThat(state.vector[0]).isEqualTo(0x1111_1111_3f00_0000L);
    }

    @Test
    void vexFormsHaveWholeRegisters() {
        run("c5fc53c1");
        assertThat(state.vector[0]).isEqualTo(pair(0.25f, -2));
        assertThat(state.vector[2]).isEqualTo(pair(0.5f, 0.125f));
        assertThat(state.vector[3]).isEqualTo(pair(Float.NaN, 0));
        run("c5f853c1");
        assertThat(state.vector[2]).isZero();
    }
}
