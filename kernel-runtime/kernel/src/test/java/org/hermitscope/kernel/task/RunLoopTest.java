package org.hermitscope.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RunLoopTest {
    private static final int READ = 0;
    private static final int SIGRETURN = 15;
    private static final int PIPE = 22;
    private static final int NANOSLEEP = 35;
    private static final int PAUSE = 34;
    private static final int EXIT = 60;
    private static final int KILL = 62;
    private static final int EXIT_GROUP = 231;
    private static final long HANDLER = 0x40_5000;

    private final TestGuest guest = new TestGuest();
    private final ScriptedVcpu program = new ScriptedVcpu();

    @AfterEach
    void close() {
        guest.close();
    }

    private void handle(int signal, int flags) {
        guest.kernel()
                .signals()
                .setAction(signal, new SignalAction(HANDLER, flags | SignalAction.RESTORER, 0x40_6000, 0));
    }

    private static VcpuExit pageFault(long address, long code) {
        return new VcpuExit.Fault(Vector.PF, code, address, false);
    }

    /// Waits until the guest's only task sleeps in a system call, then sends it a signal.
    private void interruptSleep(int signal) {
        Thread sender = new Thread(() -> {
            awaitSleep();
            guest.kernel().interrupt(signal);
        });
        sender.start();
    }

    private void awaitSleep() {
        while (guest.kernel().tasks().isEmpty()
                || !guest.kernel().tasks().getFirst().sleeping()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theExitStatusIsTheLowByte() {
        ExitStatus status = guest.run(program.call(EXIT_GROUP, 259));
        assertThat(status).isEqualTo(new ExitStatus.Exited(3));
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.waitStatus()).isEqualTo(0x300);
    }

    @Test
    void exitOfTheOnlyTaskEndsTheProcess() {
        assertThat(guest.run(program.call(EXIT, 4)).code()).isEqualTo(4);
    }

    @Test
    void aFaultWithoutHandlerKillsAndTellsWhere() {
        ExitStatus status = guest.run(program.then(_ -> pageFault(8, 6)));
        assertThat(status).isInstanceOfSatisfying(ExitStatus.Killed.class, killed -> {
            assertThat(killed.info().number()).isEqualTo(Signal.SEGV);
            assertThat(killed.info().address()).isEqualTo(8);
            assertThat(killed.pc()).isEqualTo(0x40_0000);
            assertThat(killed.access()).isEqualTo(ExitStatus.Access.WRITE);
            assertThat(killed.core()).isTrue();
            assertThat(killed.code()).isEqualTo(139);
        });
    }

    @Test
    void aMappedPageIsBroughtInWithoutASignal() {
        long touched = guest.kernel().space().layout().stackTop() - (1 << 20);
        ExitStatus status = guest.run(program.then(_ -> pageFault(touched, 6)));
        assertThat(status.code()).isZero();
        assertThat(guest.memory().accessible(touched, 8, 2)).isEqualTo(8);
    }

    @Test
    void aHandlerRunsAndReturns() {
        handle(Signal.FPE, SignalAction.SIGINFO);
        AtomicLong seen = new AtomicLong();
        ExitStatus status = guest.run(program.then(_ -> new VcpuExit.Fault(Vector.DE, 0, 0, false))
                .check(cpu -> {
                    assertThat(cpu.rip).isEqualTo(HANDLER);
                    seen.set(cpu.gpr[CpuState.RDI]);
                    cpu.gpr[CpuState.RSP] += 8;
                    cpu.gpr[CpuState.RBX] = 1;
                })
                .call(SIGRETURN)
                .check(cpu -> {
                    assertThat(cpu.rip).isEqualTo(0x40_0000);
                    assertThat(cpu.gpr[CpuState.RBX]).isZero();
                }));
        assertThat(status.code()).isZero();
        assertThat(seen).hasValue(Signal.FPE);
    }

    @Test
    void aBlockedFaultKills() {
        handle(Signal.SEGV, 0);
        Task task = guest.task(program.then(_ -> pageFault(8, 4)));
        task.signals().setMask(Signal.bit(Signal.SEGV));
        guest.kernel().start(task);
        assertThat(guest.await().code()).isEqualTo(139);
    }

    @Test
    void aFrameThatCannotBeWrittenKills() {
        handle(Signal.SEGV, 0);
        ExitStatus status = guest.run(program.then(cpu -> {
            cpu.gpr[CpuState.RSP] = 0x50;
            return pageFault(8, 4);
        }));
        assertThat(status.code()).isEqualTo(139);
    }

    @Test
    void everyPendingSignalGetsItsFrameBeforeTheFirstHandlerRuns() {
        handle(Signal.HUP, 0);
        handle(Signal.USR1, 0);
        guest.kernel().signals().actions().get(Signal.HUP);
        Task task = guest.task(
                program.check(cpu -> assertThat(cpu.gpr[CpuState.RDI]).isEqualTo(Signal.USR1))
                        .check(cpu -> cpu.gpr[CpuState.RSP] += 8)
                        .call(SIGRETURN)
                        .check(cpu -> assertThat(cpu.gpr[CpuState.RDI]).isEqualTo(Signal.HUP)));
        guest.kernel().signals().send(task, SignalInfo.user(Signal.HUP, SignalInfo.SI_USER, 1, 0));
        guest.kernel().signals().send(task, SignalInfo.user(Signal.USR1, SignalInfo.SI_USER, 1, 0));
        guest.kernel().start(task);
        assertThat(guest.await().code()).isZero();
    }

    /// -ERESTARTSYS in RAX is a number like any other where no call was interrupted.
    @Test
    void whatAHandlerReturnsToIsNoInterruptedCall() {
        handle(Signal.FPE, 0);
        guest.run(program.then(_ -> new VcpuExit.Fault(Vector.DE, 0, 0, false))
                .check(cpu -> {
                    guest.memory().putLong(cpu.gpr[CpuState.RDX] + 40 + 13 * 8, -512);
                    cpu.gpr[CpuState.RSP] += 8;
                })
                .call(SIGRETURN)
                .check(cpu -> {
                    assertThat(cpu.rip).isEqualTo(0x40_0000);
                    assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(-512);
                }));
    }

    @Test
    void aReadIsMadeAgainAfterAHandlerWithRestart() {
        handle(Signal.USR1, SignalAction.RESTART);
        AtomicReference<Long> rip = new AtomicReference<>(0L);
        program.call(PIPE, TestGuest.DATA)
                .then(cpu -> read(cpu))
                .check(cpu -> rip.set(guest.memory().getLong(cpu.gpr[CpuState.RDX] + 40 + 16 * 8)));
        interruptSleep(Signal.USR1);
        assertThat(guest.run(program).code()).isZero();
        assertThat(rip.get()).as("at the system call instruction").isEqualTo(0x40_0000 + 2);
    }

    @Test
    void aReadFailsWithEintrAfterAHandlerWithoutRestart() {
        handle(Signal.USR1, 0);
        AtomicLong rax = new AtomicLong();
        AtomicLong rip = new AtomicLong();
        program.call(PIPE, TestGuest.DATA).then(cpu -> read(cpu)).check(cpu -> {
            rax.set(guest.memory().getLong(cpu.gpr[CpuState.RDX] + 40 + 13 * 8));
            rip.set(guest.memory().getLong(cpu.gpr[CpuState.RDX] + 40 + 16 * 8));
        });
        interruptSleep(Signal.USR1);
        assertThat(guest.run(program).code()).isZero();
        assertThat(rax).hasValue(Errno.EINTR.result());
        assertThat(rip).hasValue(0x40_0000 + 4);
    }

    private VcpuExit read(CpuState cpu) {
        cpu.gpr[CpuState.RAX] = READ;
        cpu.gpr[CpuState.RDI] = guest.memory().getInt(TestGuest.DATA);
        cpu.gpr[CpuState.RSI] = TestGuest.DATA + 64;
        cpu.gpr[CpuState.RDX] = 10;
        cpu.rip += 2;
        return VcpuExit.Syscall.INSTANCE;
    }

    @Test
    void anIgnoredSignalInterruptsNothing() {
        guest.memory().putLong(TestGuest.DATA, 0);
        guest.memory().putLong(TestGuest.DATA + 8, 50_000_000);
        interruptSleep(Signal.WINCH);
        long began = System.nanoTime();
        assertThat(guest.run(program.call(NANOSLEEP, TestGuest.DATA, 0)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero()))
                        .code())
                .isZero();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void aSleepThatAHandlerInterruptsTellsTheRest() {
        handle(Signal.ALRM, SignalAction.RESTART);
        guest.memory().putLong(TestGuest.DATA, 1000);
        guest.memory().putLong(TestGuest.DATA + 8, 0);
        AtomicLong rax = new AtomicLong();
        program.call(NANOSLEEP, TestGuest.DATA, TestGuest.DATA + 16)
                .check(cpu -> rax.set(guest.memory().getLong(cpu.gpr[CpuState.RDX] + 40 + 13 * 8)));
        interruptSleep(Signal.ALRM);
        assertThat(guest.run(program).code()).isZero();
        assertThat(rax).hasValue(Errno.EINTR.result());
        assertThat(guest.memory().getLong(TestGuest.DATA + 16)).isBetween(900L, 999L);
    }

    @Test
    void aSignalOfItsOwnKillsAtOnce() {
        ExitStatus status =
                guest.run(program.call(KILL, TestGuest.PID, Signal.TERM).call(EXIT_GROUP, 0));
        assertThat(status.code()).isEqualTo(143);
    }

    @Test
    void aSpinningTaskCanBeKilled() {
        guest.kernel().start(guest.task(program.spin().spin()));
        guest.kernel().interrupt(Signal.KILL);
        assertThat(guest.await().code()).isEqualTo(137);
    }

    @Test
    void aSleepingTaskCanBeKilled() {
        guest.kernel().start(guest.task(program.call(PAUSE)));
        awaitSleep();
        guest.kernel().exit(9);
        assertThat(guest.await().code()).isEqualTo(9);
    }

    @Test
    void stopAndContinue() {
        AtomicLong after = new AtomicLong();
        program.call(KILL, TestGuest.PID, Signal.STOP).check(_ -> after.set(System.nanoTime()));
        guest.kernel().start(guest.task(program));
        awaitSleep();
        long continued = System.nanoTime();
        guest.kernel().interrupt(Signal.CONT);
        assertThat(guest.await().code()).isZero();
        assertThat(after.get()).isGreaterThan(continued);
    }

    @Test
    void unknownCallsFailAndAreToldOnce() {
        ExitStatus status = guest.run(program.call(400)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(Errno.ENOSYS.result()))
                .call(400)
                .call(-1)
                .call(1L << 30)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(Errno.ENOSYS.result())));
        assertThat(status.code()).isZero();
        assertThat(guest.notes()).hasSize(2);
        assertThat(guest.notes().getFirst()).contains("400").contains("no such system call");
    }

    @Test
    void theUpperHalfOfTheNumberIsIgnored() {
        assertThat(guest.run(program.call(5L << 32 | 39)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(TestGuest.PID)))
                        .code())
                .isZero();
    }
}
