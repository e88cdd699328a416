package org.hermitscope.x86.interp.x87;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.x86.cpu.CpuLevel;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.interp.SoftEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The XSAVE family by the rules of SDM 1 chapter 13.
class XsaveTest {
    private static final int NONE = -1;
    private static final long CODE = 0x1000;
    private static final long AREA = 0x2000;
    private static final long FILLED = 0xcdcd_cdcd_cdcd_cdcdL;

    private static final String XSAVE64 = "480fae23";
    private static final String XSAVEOPT64 = "480fae33";
    private static final String XSAVEC64 = "480fc723";
    private static final String XRSTOR64 = "480fae2b";
    private static final String XGETBV = "0f01d0";

    private final Window window = new Window(1 << 24);
    private final Vcpu vcpu = newVcpu(CpuLevel.MAX);
    private final CpuState state = vcpu.state();

    XsaveTest() {
        window.protect(CODE, 0x1000, Protection.READ | Protection.EXEC);
        window.protect(AREA, 0x1000, Protection.READ | Protection.WRITE);
        for (int i = 0; i < 0x1000; i += 8) {
            word(i, i >= 512 && i < 576 ? 0 : FILLED);
        }
        request(7);
    }

    private Vcpu newVcpu(CpuLevel level) {
        return SoftEngine.hosted(new ProcessorModel(level), new RealTimeClock(), window)
                .newVcpu();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void request(long components) {
        state.gpr[CpuState.RAX] = components;
        state.gpr[CpuState.RDX] = 0;
        state.gpr[CpuState.RBX] = AREA;
    }

    private long word(int at) {
        return window.memory().getLong(AREA + at);
    }

    private void word(int at, long value) {
        window.memory().putLong(AREA + at, value);
    }

    private int run(String hex) {
        return run(vcpu, hex);
    }

    private int run(Vcpu on, String hex) {
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        on.state().rip = CODE;
        return on.run(1) instanceof VcpuExit.Fault fault ? fault.vector() : NONE;
    }

    private void useEverything() {
        state.fpu.inUse = 0x80;
        state.fpu.top = 7;
        state.fpu.significand[7] = 1L << 63;
        state.fpu.signExponent[7] = 0x3fff;
        state.mxcsr = 0x1fa0;
        for (int i = 0; i < state.vector.length; i++) {
            state.vector[i] = 0x100L + i;
        }
    }

    @Test
    void xsaveWritesWhatIsRequestedEvenWhereItIsInitial() {
        assertThat(run(XSAVE64)).isEqualTo(NONE);
        assertThat(word(0)).isEqualTo(0x37f);
        assertThat(word(24)).isEqualTo(0xffff_0000_1f80L);
        assertThat(word(160)).isZero();
        assertThat(word(576)).isZero();
        assertThat(word(512)).as("XSTATE_BV").isZero();
        assertThat(word(464)).as("software's bytes").isEqualTo(FILLED);
    }

    @Test
    void xsaveKeepsTheMarksOfOtherComponents() {
        useEverything();
        word(512, 4);
        request(2);
        assertThat(run(XSAVE64)).isEqualTo(NONE);
        assertThat(word(512)).isEqualTo(6);
        assertThat(word(0)).as("x87").isEqualTo(FILLED);
        assertThat(word(24)).isEqualTo(0xffff_0000_1fa0L);
        assertThat(word(168)).isEqualTo(0x101);
        assertThat(word(576)).as("upper halves").isEqualTo(FILLED);
    }

    @Test
    void mxcsrComesWithAvxToo() {
        useEverything();
        request(4);
        assertThat(run(XSAVE64)).isEqualTo(NONE);
        assertThat(word(24)).isEqualTo(0xffff_0000_1fa0L);
        assertThat(word(160)).isEqualTo(FILLED);
        assertThat(word(576 + 16)).isEqualTo(0x106);
    }

    @Test
    void xsaveoptLeavesOutWhatIsInitial() {
        state.vector[4 * 3] = 9;
        assertThat(run(XSAVEOPT64)).isEqualTo(NONE);
        assertThat(word(512)).isEqualTo(2);
        assertThat(word(0)).isEqualTo(FILLED);
        assertThat(word(160 + 16 * 3)).isEqualTo(9);
        assertThat(word(576)).isEqualTo(FILLED);
    }

    @Test
    void xsavecMarksTheAreaAsCompactedAndCountsMxcsrAsSse() {
        word(512, 5);
        assertThat(run(XSAVEC64)).isEqualTo(NONE);
        assertThat(word(512)).isZero();
        assertThat(word(520)).isEqualTo(7 | 1L << 63);
        assertThat(word(24)).isEqualTo(FILLED);
        state.mxcsr = 0x1fa0;
        request(6);
        assertThat(run(XSAVEC64)).isEqualTo(NONE);
        assertThat(word(512)).isEqualTo(2);
        assertThat(word(520)).isEqualTo(6 | 1L << 63);
        assertThat(word(24)).isEqualTo(0xffff_0000_1fa0L);
        assertThat(word(160)).isZero();
    }

    @Test
    void xrstorTakesBackWhatAnySaveWrote() {
        for (String save : new String[] {XSAVE64, XSAVEOPT64, XSAVEC64}) {
            word(520, 0);
            useEverything();
            CpuState before = new CpuState();
            before.copyFrom(state);
            assertThat(run(save)).isEqualTo(NONE);
            XsaveArea.initialize(state, 7, 16);
            state.mxcsr = 0x1f80;
            assertThat(run(XRSTOR64)).as(save).isEqualTo(NONE);
            assertThat(state.vector).isEqualTo(before.vector);
            assertThat(state.mxcsr).isEqualTo(0x1fa0);
            assertThat(state.fpu.top).isEqualTo(7);
            assertThat(state.fpu.inUse).isEqualTo(0x80);
            assertThat(state.fpu.significand[7]).isEqualTo(1L << 63);
        }
    }

    @Test
    void xrstorInitializesWhatTheAreaDoesNotHold() {
        useEverything();
        word(24, 0x1f81);
        assertThat(run(XRSTOR64)).isEqualTo(NONE);
        assertThat(state.vector).containsOnly(0);
        assertThat(state.fpu.inUse).isZero();
        assertThat(state.mxcsr).as("the standard format always has it").isEqualTo(0x1f81);
        word(520, 7 | 1L << 63);
        assertThat(run(XRSTOR64)).isEqualTo(NONE);
        assertThat(state.mxcsr).as("the compacted format has it with SSE").isEqualTo(0x1f80);
    }

    @Test
    void xrstorLeavesAloneWhatIsNotRequested() {
        useEverything();
        request(1);
        assertThat(run(XRSTOR64)).isEqualTo(NONE);
        assertThat(state.vector[0]).isEqualTo(0x100);
        assertThat(state.mxcsr).isEqualTo(0x1fa0);
        assertThat(state.fpu.inUse).isZero();
    }

    @Test
    void badHeadersAreRefusedWithNothingChanged() {
        useEverything();
        word(24, 0x1f80);
        refused(512, 8, "a component that is not there");
        refused(520, 7, "XCOMP_BV in the standard format");
        refused(528, 1, "reserved bytes 16 to 23");
        refused(24, 0x10000, "reserved bits of MXCSR");
        word(536, 1);
        assertThat(run(XRSTOR64)).as("bytes 24 on are not looked at").isEqualTo(NONE);
        useEverything();
        word(520, 7 | 1L << 63);
        refused(536, 1, "all reserved bytes of the compacted format");
        word(536, 0);
        refused(520, 0xf | 1L << 63, "room for a component that is not there");
        word(520, 1 | 1L << 63);
        refused(512, 3, "a component without room");
    }

    private void refused(int at, long value, String why) {
        long old = word(at);
        word(at, value);
        assertThat(run(XRSTOR64)).as(why).isEqualTo(Vector.GP);
        assertThat(state.vector[1]).as(why).isEqualTo(0x101);
        assertThat(state.fpu.top).as(why).isEqualTo(7);
        word(at, old);
    }

    /// As real processors tell, the last byte of what is requested is touched first, the header first by XRSTOR.
    @Test
    void whatCannotBeWrittenOrReadIsNotBegun() {
        useEverything();
        long end = AREA + 0x1000;
        for (String save : new String[] {XSAVE64, XSAVEOPT64, XSAVEC64}) {
            request(7);
            state.gpr[CpuState.RBX] = end - 576;
            assertThat(faultAddress(save)).as(save).isEqualTo(end + 255);
            request(1);
            state.gpr[CpuState.RBX] = end - 64;
            assertThat(faultAddress(save)).as(save).isEqualTo(end + 511);
        }
        assertThat(word(0x1000 - 576)).isEqualTo(FILLED);
        assertThat(faultAddress(XRSTOR64)).isEqualTo(end + 448);
        assertThat(state.fpu.top).isEqualTo(7);
    }

    private long faultAddress(String hex) {
        byte[] code = HexFormat.of().parseHex(hex);
        window.poke(CODE, code, 0, code.length);
        state.rip = CODE;
        VcpuExit exit = vcpu.run(1);
        assertThat(exit).isInstanceOf(VcpuExit.Fault.class);
        VcpuExit.Fault fault = (VcpuExit.Fault) exit;
        assertThat(fault.vector()).isEqualTo(Vector.PF);
        return fault.address();
    }

    @Test
    void areasAreAlignedTo64Bytes() {
        for (String each : new String[] {XSAVE64, XSAVEOPT64, XSAVEC64, XRSTOR64}) {
            request(7);
            state.gpr[CpuState.RBX] += 32;
            assertThat(run(each)).as(each).isEqualTo(Vector.GP);
        }
    }

    @Test
    void controlRegistersForbidThem() {
        for (String each : new String[] {XSAVE64, XSAVEOPT64, XSAVEC64, XRSTOR64}) {
            assertThat(run("f0" + each)).as("LOCK " + each).isEqualTo(Vector.UD);
            state.cr0 |= 8;
            assertThat(run(each)).as(each).isEqualTo(Vector.NM);
            state.cr4 &= ~(1L << 18);
            assertThat(run(each)).as(each).isEqualTo(Vector.UD);
            assertThat(run(XGETBV)).isEqualTo(Vector.UD);
            state.cr0 &= ~8L;
            state.cr4 |= 1L << 18;
        }
        assertThat(run("480fc72b")).as("XSAVES64").isEqualTo(Vector.UD);
        assertThat(run("480fc71b")).as("XRSTORS64").isEqualTo(Vector.UD);
    }

    @Test
    void xgetbvTellsXcr0AndWhatIsInUse() {
        state.gpr[CpuState.RCX] = 0;
        assertThat(run(XGETBV)).isEqualTo(NONE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(7);
        state.vector[2] = 1;
        state.gpr[CpuState.RCX] = 1;
        assertThat(run(XGETBV)).isEqualTo(NONE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(4);
        state.gpr[CpuState.RCX] = 2;
        assertThat(run(XGETBV)).isEqualTo(Vector.GP);
        state.gpr[CpuState.RCX] = 0;
        assertThat(run("0f01d1")).as("XSETBV in ring 3").isEqualTo(Vector.GP);
    }

    @Test
    void xsetbvTakesOnlyCombinationsThatExist() {
        state.segments[CpuState.CS].selector = 8;
        state.gpr[CpuState.RCX] = 0;
        state.gpr[CpuState.RDX] = 0;
        for (int value = 0; value < 16; value++) {
            state.xcr0 = 1;
            state.gpr[CpuState.RAX] = value;
            boolean good = value == 1 || value == 3 || value == 7;
            assertThat(run("0f01d1")).as("XCR0 = " + value).isEqualTo(good ? NONE : Vector.GP);
            assertThat(state.xcr0).isEqualTo(good ? value : 1);
        }
        state.gpr[CpuState.RAX] = 7;
        state.gpr[CpuState.RCX] = 1;
        assertThat(run("0f01d1")).as("another register").isEqualTo(Vector.GP);
        state.cr4 &= ~(1L << 18);
        assertThat(run("0f01d1")).as("without OSXSAVE").isEqualTo(Vector.UD);
    }

    @Test
    void cr4TakesOnlyWhatTheProcessorHas() {
        for (CpuLevel level : CpuLevel.values()) {
            Vcpu other = newVcpu(level);
            other.state().segments[CpuState.CS].selector = 8;
            long cr4 = other.state().cr4;
            other.state().gpr[CpuState.RAX] = cr4 | 1L << 18;
            assertThat(run(other, "0f22e0"))
                    .as("OSXSAVE on " + level)
                    .isEqualTo(level.has(CpuLevel.V3) ? NONE : Vector.GP);
            other.state().gpr[CpuState.RAX] = cr4 | 1L << 16;
            assertThat(run(other, "0f22e0"))
                    .as("FSGSBASE on " + level)
                    .isEqualTo(level == CpuLevel.MAX ? NONE : Vector.GP);
        }
    }

    @Test
    void xrstorOfTheCompactedFormatNeedsXsavec() {
        Vcpu older = newVcpu(CpuLevel.V3);
        older.state().gpr[CpuState.RBX] = AREA;
        older.state().gpr[CpuState.RAX] = 7;
        word(24, 0x1f80);
        assertThat(run(older, XRSTOR64)).isEqualTo(NONE);
        word(520, 7 | 1L << 63);
        assertThat(run(older, XRSTOR64)).isEqualTo(Vector.GP);
        assertThat(run(older, XSAVEC64)).isEqualTo(Vector.UD);
        assertThat(run(older, XSAVEOPT64)).isEqualTo(Vector.UD);
    }
}
