package org.hermitscope.x86.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Watchpoint;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The loop over blocks: exact counts, faults, limits, breakpoints, watchpoints, changing code.
class SoftVcpuTest {
    private static final long CODE = 0x400000;
    private static final long DATA = 0x500000;
    private static final int PAGE = HostMemory.PAGE_SIZE;

    private final Window window = new Window(64L << 20);
    private final SoftEngine engine = SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window);
    private final Vcpu vcpu = engine.newVcpu();
    private final CpuState state = vcpu.state();

    @AfterEach
    void close() {
        window.close();
    }

    private void code(String hex) {
        window.protect(CODE, 2 * PAGE, Protection.READ | Protection.WRITE | Protection.EXEC);
        window.protect(DATA, PAGE, Protection.READ | Protection.WRITE);
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        window.poke(CODE, bytes, 0, bytes.length);
        state.rip = CODE;
        state.gpr[CpuState.RSP] = DATA + PAGE;
    }

    @Test
    void retiresExactlyAsManyInstructionsAsAllowed() {
        // 1: inc eax; jmp 1
        code("ffc0 ebfc");
        for (int limit : new int[] {1, 2, 3, 100, 12345}) {
            long before = vcpu.instructions();
            assertThat(vcpu.run(limit)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
            assertThat(vcpu.instructions() - before).isEqualTo(limit);
        }
        assertThat(state.gpr[CpuState.RAX]).isEqualTo((1 + 2 + 3 + 100 + 12345 + 1) / 2);
    }

    @Test
    void shadowStackInstructionsAreHintsOrUndefined() {
        // rdsspq rax; rdsspd ecx; endbr64; nop [rax+rax]; syscall
        code("f3480f1ec8 f30f1ec9 f30f1efa 0f1f440000 0f05");
        state.gpr[CpuState.RAX] = 7;
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(7);
        // incsspq rcx
        code("f3480faee9");
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Fault(Vector.UD, 0, 0, false));
    }

    @Test
    void systemCallsLeaveWithRipBehindAndFlagsInR11() {
        // xor eax, eax; syscall
        code("31c0 0f05");
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(state.rip).isEqualTo(CODE + 4);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(CODE + 4);
        assertThat(state.gpr[CpuState.R11]).isEqualTo(0x246);
        assertThat(vcpu.instructions()).isEqualTo(2);
    }

    @Test
    void withoutShadowStacksAskingForTheirPointerLeavesTheRegister() {
        // rdsspq rax; rdsspd ecx: unwinders compare with what they had put there
        code("f3480f1ec8 f30f1ec9");
        state.gpr[CpuState.RAX] = 0x1234_5678_9abcL;
        state.gpr[CpuState.RCX] = -1;
        assertThat(vcpu.run(2)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(0x1234_5678_9abcL);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(-1);
    }

    @Test
    void aFaultLeavesEverythingAsBeforeItsInstruction() {
        // mov ebx, 7; add [rax], ebx; push rbx
        code("bb07000000 0118 53");
        state.gpr[CpuState.RAX] = DATA + PAGE - 2;
        state.rflags = 0x202;
        VcpuExit exit = vcpu.run(100);
        assertThat(exit).isEqualTo(new VcpuExit.Fault(Vector.PF, 6, DATA + PAGE, false));
        assertThat(state.rip).isEqualTo(CODE + 5);
        // RF is in the flags that a fault saves (SDM 3B 18.3.1.1).
        assertThat(state.rflags).isEqualTo(0x10202);
        assertThat(vcpu.instructions()).isEqualTo(1);
        assertThat(window.memory().getShort(DATA + PAGE - 2)).isZero();
    }

    @Test
    void pageFaultsTellPresenceAndAccess() {
        // mov [rax], al / mov al, [rax] / jmp rax
        window.protect(DATA + PAGE, PAGE, Protection.READ);
        assertThat(faultOf("8800", DATA + PAGE)).isEqualTo(7);
        assertThat(faultOf("8800", DATA + 4 * PAGE)).isEqualTo(6);
        assertThat(faultOf("8a00", DATA + 4 * PAGE)).isEqualTo(4);
        assertThat(faultOf("8a00", 0xffffffff80000000L)).isEqualTo(5);
        assertThat(faultOf("ffe0", DATA)).isEqualTo(0x15);
        assertThat(faultOf("ffe0", 0)).isEqualTo(0x14);
    }

    private long faultOf(String hex, long rax) {
        code(hex);
        state.gpr[CpuState.RAX] = rax;
        VcpuExit.Fault fault = (VcpuExit.Fault) vcpu.run(100);
        assertThat(fault.vector()).isEqualTo(Vector.PF);
        assertThat(fault.address()).isEqualTo(rax);
        return fault.errorCode();
    }

    @Test
    void nonCanonicalAddressesAreStackFaultsThroughTheStackSegment() {
        code("8a00");
        state.gpr[CpuState.RAX] = 1L << 62;
        assertThat(vcpu.run(1)).isEqualTo(new VcpuExit.Fault(Vector.GP, 0, 0, false));
        // mov al, [rbp]
        code("8a4500");
        state.gpr[CpuState.RBP] = 1L << 62;
        assertThat(vcpu.run(1)).isEqualTo(new VcpuExit.Fault(Vector.SS, 0, 0, false));
    }

    @Test
    void codeThatChangesTheInstructionBehindItselfIsSeen() {
        // mov byte [rip + 1], 5 (the immediate of the mov behind); mov eax, 1; syscall
        code("c605 01000000 05 b801000000 0f05");
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(5);
        assertThat(vcpu.instructions()).isEqualTo(3);
    }

    @Test
    void codeChangedFromOutsideIsDecodedAnew() {
        code("b801000000 0f05");
        vcpu.run(100);
        window.poke(CODE + 1, new byte[] {9}, 0, 1);
        state.rip = CODE;
        vcpu.run(100);
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(9);
    }

    @Test
    void codeOnAPageThatLosesItsPermissionFaults() {
        // 1: nop; jmp 1
        code("90 ebfd");
        vcpu.run(10);
        window.protect(CODE, PAGE, Protection.READ);
        assertThat(vcpu.run(10)).isInstanceOf(VcpuExit.Fault.class);
    }

    @Test
    void aBreakpointStopsBeforeItsInstructionUntilPassed() {
        // 1: inc eax; inc ebx; jmp 1
        code("ffc0 ffc3 ebfa");
        vcpu.run(300);
        engine.debugPoints().addBreakpoint(CODE + 2);
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Breakpoint(CODE + 2));
        assertThat(state.gpr[CpuState.RAX]).isEqualTo(101);
        assertThat(state.gpr[CpuState.RBX]).isEqualTo(100);
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Breakpoint(CODE + 2));
        vcpu.passBreakpoint();
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Breakpoint(CODE + 2));
        assertThat(state.gpr[CpuState.RBX]).isEqualTo(101);
        engine.debugPoints().removeBreakpoint(CODE + 2);
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
    }

    @Test
    void watchpointsReportTheAccessAfterItsInstruction() {
        // mov [rax], cl; mov dl, [rax + 1]; mov [rax + 0x100], cl; syscall
        code("8808 8a5001 888800010000 0f05");
        state.gpr[CpuState.RAX] = DATA;
        state.gpr[CpuState.RCX] = 3;
        Watchpoint write = new Watchpoint(DATA, 2, Watchpoint.Kind.WRITE);
        Watchpoint read = new Watchpoint(DATA + 1, 1, Watchpoint.Kind.READ);
        engine.debugPoints().addWatchpoint(write);
        engine.debugPoints().addWatchpoint(read);
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.WatchpointHit(DATA, write));
        assertThat(state.rip).isEqualTo(CODE + 2);
        assertThat(window.memory().getByte(DATA)).isEqualTo((byte) 3);
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.WatchpointHit(DATA + 1, read));
        assertThat(state.rip).isEqualTo(CODE + 5);
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        engine.debugPoints().removeWatchpoint(write);
        engine.debugPoints().removeWatchpoint(read);
        assertThat(window.attributes(DATA) & Window.FAST_WRITE).isNotZero();
    }

    @Test
    void anInterruptStopsAnEndlessLoop() throws InterruptedException {
        code("ebfe");
        Thread other = Thread.ofPlatform().start(vcpu::interrupt);
        assertThat(vcpu.run(Long.MAX_VALUE)).isEqualTo(VcpuExit.Interrupted.INSTANCE);
        other.join();
    }

    @Test
    void aRepeatedStoreFaultsWithRegistersOfTheLastWholeIteration() {
        // rep stosb
        code("f3aa");
        state.gpr[CpuState.RDI] = DATA + PAGE - 3;
        state.gpr[CpuState.RCX] = 10;
        state.gpr[CpuState.RAX] = 'x';
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Fault(Vector.PF, 6, DATA + PAGE, false));
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(7);
        assertThat(state.gpr[CpuState.RDI]).isEqualTo(DATA + PAGE);
        assertThat(state.rip).isEqualTo(CODE);
    }

    @Test
    void aRepeatedStringIsOneInstructionAndSteppedByIteration() {
        // rep movsb; syscall
        code("f3a4 0f05");
        state.gpr[CpuState.RSI] = DATA;
        state.gpr[CpuState.RDI] = DATA + 100;
        state.gpr[CpuState.RCX] = 3;
        assertThat(vcpu.run(1)).isEqualTo(VcpuExit.LimitReached.INSTANCE);
        assertThat(state.gpr[CpuState.RCX]).isEqualTo(2);
        assertThat(state.rip).isEqualTo(CODE);
        assertThat(vcpu.run(100)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(vcpu.instructions()).isEqualTo(2);
    }

    @Test
    void overlappingForwardCopiesRepeatTheirStart() {
        // rep movsb
        code("f3a4 0f05");
        window.poke(DATA, new byte[] {1, 2}, 0, 2);
        state.gpr[CpuState.RSI] = DATA;
        state.gpr[CpuState.RDI] = DATA + 2;
        state.gpr[CpuState.RCX] = 6;
        vcpu.run(100);
        byte[] bytes = new byte[8];
        window.read(DATA, bytes, 0, 8);
        assertThat(bytes).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    }

    @Test
    void theTrapFlagTrapsBehindEachInstruction() {
        // nop; nop
        code("90 90");
        state.rflags |= Rflags.TF;
        assertThat(vcpu.run(100)).isEqualTo(new VcpuExit.Fault(Vector.DB, 0, 0, false));
        assertThat(state.rip).isEqualTo(CODE + 1);
    }

    @Test
    void breakpointInstructionsAreTrapsAndOtherInterruptsProtectionFaults() {
        code("cc");
        assertThat(vcpu.run(1)).isEqualTo(new VcpuExit.Fault(Vector.BP, 0, 0, true));
        assertThat(state.rip).isEqualTo(CODE + 1);
        code("cd21");
        assertThat(vcpu.run(1)).isEqualTo(new VcpuExit.Fault(Vector.GP, 0x21 * 8 + 2, 0, false));
        assertThat(state.rip).isEqualTo(CODE);
    }

    @Test
    void privilegedInstructionsAreRefused() {
        for (String hex : new String[] {"f4", "fa", "fb", "0f20c0", "0f22c0", "0f32", "0f06", "0f01f8", "e460"}) {
            code(hex);
            assertThat(vcpu.run(1)).as(hex).isEqualTo(new VcpuExit.Fault(Vector.GP, 0, 0, false));
        }
    }
}
