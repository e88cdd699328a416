package org.hermitscope.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FxSaveAreaTest {
    private static CpuState randomState(long seed) {
        Random random = new Random(seed);
        CpuState state = new CpuState();
        for (int i = 0; i < state.vector.length; i++) {
            state.vector[i] = random.nextLong();
        }
        for (int i = 0; i < 8; i++) {
            state.fpu.significand[i] = random.nextLong();
            state.fpu.signExponent[i] = random.nextInt(0x10000);
        }
        state.fpu.top = random.nextInt(8);
        state.fpu.inUse = random.nextInt(256);
        state.fpu.lastOpcode = random.nextInt(0x800);
        state.fpu.lastInstruction = random.nextLong();
        state.fpu.lastOperand = random.nextLong();
        state.fpu.status = 0x4700;
        state.mxcsr = 0x9fc0;
        return state;
    }

    @Test
    void fieldsLieWhereTheManualPutsThem() {
        CpuState state = randomState(1);
        state.fpu.control = 0x027f;
        state.fpu.status = 0x4700;
        state.fpu.top = 3;
        state.fpu.inUse = 0xa5;
        state.fpu.lastOpcode = 0x5c1;
        state.fpu.lastInstruction = 0x1122334455667788L;
        state.fpu.lastOperand = 0x99aabbccddeeff00L;
        state.fpu.significand[3] = 0x8000000000000001L;
        state.fpu.signExponent[3] = 0xbfff;
        state.vector[4] = 0x0102030405060708L;
        state.mxcsr = 0x1fa5;
        byte[] image = new byte[FxSaveArea.BYTES];
        FxSaveArea.save(state, image, 0);
        assertThat(Arrays.copyOf(image, 24))
                .isEqualTo(bytes(
                        0x7f, 0x02, 0x00, 0x5f, 0xa5, 0, 0xc1, 0x05, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
                        0x00, 0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 0x99));
        assertThat(Arrays.copyOfRange(image, 24, 32)).isEqualTo(bytes(0xa5, 0x1f, 0, 0, 0xff, 0xff, 0, 0));
        assertThat(Arrays.copyOfRange(image, 32, 48))
                .isEqualTo(bytes(1, 0, 0, 0, 0, 0, 0, 0x80, 0xff, 0xbf, 0, 0, 0, 0, 0, 0));
        assertThat(Arrays.copyOfRange(image, 176, 184)).isEqualTo(bytes(8, 7, 6, 5, 4, 3, 2, 1));
    }

    @Test
    void narrowLayoutKeepsThirtyTwoBitsOfThePointersAndClearsSelectors() {
        CpuState state = randomState(2);
        state.fpu.lastInstruction = 0x1122334455667788L;
        state.fpu.lastOperand = 0x99aabbccddeeff00L;
        byte[] image = new byte[FxSaveArea.BYTES];
        Arrays.fill(image, (byte) 0x55);
        FxSaveArea.save(state, image, 0, false, 8);
        assertThat(Arrays.copyOfRange(image, 8, 24))
                .isEqualTo(bytes(0x88, 0x77, 0x66, 0x55, 0, 0, 0, 0, 0x00, 0xff, 0xee, 0xdd, 0, 0, 0, 0));
        assertThat(image[FxSaveArea.XMM + 16 * 8 - 1]).isNotEqualTo((byte) 0x55);
        assertThat(Arrays.copyOfRange(image, FxSaveArea.XMM + 16 * 8, 512)).containsOnly(0x55);
    }

    @Test
    void whatIsSavedComesBackAndReservedBytesAreLeftAlone() {
        for (int seed = 0; seed < 100; seed++) {
            CpuState state = randomState(seed);
            byte[] image = new byte[FxSaveArea.BYTES + 10];
            Arrays.fill(image, (byte) 0x33);
            FxSaveArea.save(state, image, 5);
            assertThat(Arrays.copyOfRange(image, 5 + FxSaveArea.RESERVED, image.length))
                    .containsOnly(0x33);
            CpuState back = new CpuState();
            assertThat(FxSaveArea.restore(back, image, 5)).isTrue();
            byte[] again = new byte[image.length];
            Arrays.fill(again, (byte) 0x33);
            FxSaveArea.save(back, again, 5);
            assertThat(again).isEqualTo(image);
            for (int i = 0; i < 8; i++) {
                assertThat(back.fpu.significand[i]).isEqualTo(state.fpu.significand[i]);
                assertThat(back.fpu.signExponent[i]).isEqualTo(state.fpu.signExponent[i]);
            }
        }
    }

    @Test
    void reservedBitsOfMxcsrAreRefusedAndChangeNothing() {
        CpuState state = randomState(3);
        byte[] image = new byte[FxSaveArea.BYTES];
        FxSaveArea.save(randomState(4), image, 0);
        image[FxSaveArea.MXCSR + 2] = 1;
        byte[] before = new byte[FxSaveArea.BYTES];
        FxSaveArea.save(state, before, 0);
        assertThat(FxSaveArea.restore(state, image, 0)).isFalse();
        byte[] after = new byte[FxSaveArea.BYTES];
        FxSaveArea.save(state, after, 0);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void controlWordIsCleanedAndErrorSummaryDerived() {
        CpuState state = new CpuState();
        byte[] image = new byte[FxSaveArea.BYTES];
        image[0] = 0x7b;
        image[1] = (byte) 0xff;
        image[2] = 0x04;
        FxSaveArea.restore(state, image, 0);
        assertThat(state.fpu.control).isEqualTo(0x1f7b);
        assertThat(state.fpu.statusWord()).isEqualTo(0x8084);
        image[0] = 0x7f;
        image[2] = (byte) 0x84;
        image[3] = (byte) 0x80;
        FxSaveArea.restore(state, image, 0);
        assertThat(state.fpu.statusWord()).isEqualTo(0x0004);
    }

    private static byte[] bytes(int... values) {
        byte[] made = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            made[i] = (byte) values[i];
        }
        return made;
    }
}
