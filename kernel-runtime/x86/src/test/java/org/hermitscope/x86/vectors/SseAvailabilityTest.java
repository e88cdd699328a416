package org.hermitscope.x86.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When control registers forbid SSE and AVX, which recordings of programs cannot show.
class SseAvailabilityTest {
    private static final long CODE = 0x40_0000;
    private static final int CR0_EM = 4;
    private static final int CR0_TS = 8;
    private static final int CR4_OSFXSR = 1 << 9;
    private static final int CR4_OSXMMEXCPT = 1 << 10;
    private static final int CR4_OSXSAVE = 1 << 18;
    private static final String ADDSD = "f20f58c1";
    private static final String VADDSD = "c5fb58c1";

    private final Window window = new Window(16L << 20);
    private final VcpuSubject subject = new VcpuSubject(window);
    private final CpuState state = subject.state();

    SseAvailabilityTest() {
        window.protect(CODE, HostMemory.PAGE_SIZE, Protection.READ | Protection.EXEC);
        state.cr4 |= CR4_OSXSAVE;
        state.xcr0 = 7;
    }

    @AfterEach
    void close() {
        window.close();
    }

    private int vectorOf(String hex) {
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        state.rip = CODE;
        VcpuExit.Fault fault = subject.step();
        return fault == null ? VectorFile.COMPLETED : fault.vector();
    }

    @Test
    void bothRunWhereTheSystemSavesTheirState() {
        assertThat(vectorOf(ADDSD)).isEqualTo(VectorFile.COMPLETED);
        assertThat(vectorOf(VADDSD)).isEqualTo(VectorFile.COMPLETED);
    }

    @Test
    void sseNeedsOsfxsrAndNoEmulation() {
        state.cr4 &= ~CR4_OSFXSR;
        assertThat(vectorOf(ADDSD)).isEqualTo(Vector.UD);
        state.cr4 |= CR4_OSFXSR;
        state.cr0 |= CR0_EM;
        assertThat(vectorOf(ADDSD)).isEqualTo(Vector.UD);
    }

    @Test
    void avxNeedsOsxsaveAndXcr0() {
        state.xcr0 = 3;
        assertThat(vectorOf(VADDSD)).isEqualTo(Vector.UD);
        state.xcr0 = 7;
        state.cr4 &= ~CR4_OSXSAVE;
        assertThat(vectorOf(VADDSD)).isEqualTo(Vector.UD);
        assertThat(vectorOf(ADDSD)).isEqualTo(VectorFile.COMPLETED);
    }

    @Test
    void bothAreNotAvailableAfterATaskSwitch() {
        state.cr0 |= CR0_TS;
        assertThat(vectorOf(ADDSD)).isEqualTo(Vector.NM);
        assertThat(vectorOf(VADDSD)).isEqualTo(Vector.NM);
    }

    @Test
    void unmaskedExceptionsNeedOsxmmexcpt() {
        // 1 / 0 with the divide-by-zero exception unmasked: divsd xmm0, xmm1.
        state.vector[0] = Double.doubleToRawLongBits(1);
        state.mxcsr = 0x1d80;
        assertThat(vectorOf("f20f5ec1")).isEqualTo(Vector.XM);
        assertThat(state.mxcsr).isEqualTo(0x1d84);
        assertThat(state.vector[0]).isEqualTo(Double.doubleToRawLongBits(1));
        state.cr4 &= ~CR4_OSXMMEXCPT;
        assertThat(vectorOf("f20f5ec1")).isEqualTo(Vector.UD);
    }
}
