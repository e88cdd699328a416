package org.hermitscope.gdbstub.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GdbSignalTest {

    @Test
    void wellKnownSignalsHaveGdbsNumbers() {
        assertThat(GdbSignal.fromLinux(7)).isEqualTo(GdbSignal.BUS);
        assertThat(GdbSignal.fromLinux(10)).isEqualTo(GdbSignal.USR1);
        assertThat(GdbSignal.fromLinux(11)).isEqualTo(GdbSignal.SEGV);
        assertThat(GdbSignal.fromLinux(12)).isEqualTo(GdbSignal.USR2);
        assertThat(GdbSignal.fromLinux(17)).isEqualTo(GdbSignal.CHLD);
        assertThat(GdbSignal.fromLinux(19)).isEqualTo(GdbSignal.STOP);
        assertThat(GdbSignal.fromLinux(31)).isEqualTo(GdbSignal.SYS);
        assertThat(GdbSignal.fromLinux(34)).isEqualTo(46);
        assertThat(GdbSignal.fromLinux(64)).isEqualTo(78);
        assertThat(GdbSignal.fromLinux(65)).isEqualTo(GdbSignal.UNKNOWN);
    }

    @Test
    void everySignalGdbKnowsComesBack() {
        for (int linux = 0; linux <= 64; linux++) {
            if (GdbSignal.fromLinux(linux) != GdbSignal.UNKNOWN) {
                assertThat(GdbSignal.toLinux(GdbSignal.fromLinux(linux))).isEqualTo(linux);
            }
        }
        assertThat(GdbSignal.toLinux(GdbSignal.UNKNOWN)).isEqualTo(-1);
        assertThat(GdbSignal.toLinux(7)).isEqualTo(-1);
    }
}
