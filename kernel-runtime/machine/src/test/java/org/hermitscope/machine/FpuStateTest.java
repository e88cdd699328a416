package org.hermitscope.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FpuStateTest {
    private static final int ALL_EMPTY = 0xffff;

    private final FpuState fpu = new FpuState();

    @Test
    void aFreshStateIsTaggedEmpty() {
        assertThat(fpu.tagWord()).isEqualTo(ALL_EMPTY);
    }

    @Test
    void tagsFollowFromTheContents() {
        fpu.inUse = 0b0001_1111;
        put(0, 0x3fff, 1L << 63); // 1.0
        put(1, 0x8000, 0); // -0.0
        put(2, 0x7fff, 1L << 63); // infinity
        put(3, 0, 1); // denormal
        put(4, 0x3fff, 1); // unnormal, which no operation makes
        assertThat(fpu.tagWord()).isEqualTo(0b11_11_11_10_10_10_01_00);
    }

    @Test
    void ofATagWordOnlyWhatIsEmptyCounts() {
        put(0, 0x3fff, 1L << 63);
        fpu.setTagWord(0xfff9);
        assertThat(fpu.inUse).isEqualTo(0b11);
        assertThat(fpu.tagWord()).isEqualTo(0xfff4);
    }

    private void put(int register, int signExponent, long significand) {
        fpu.signExponent[register] = signExponent;
        fpu.significand[register] = significand;
    }
}
