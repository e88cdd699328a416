package org.hermitscope.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.debug.Supervisor;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SupervisionTest {
    private static final int GETPID = 39;
    private static final int NANOSLEEP = 35;
    private static final int RESTART_SYSCALL = 219;
    private static final int EXIT_GROUP = 231;

    private final TestGuest guest = new TestGuest();
    private final ScriptedVcpu program = new ScriptedVcpu();
    private final Debugger debugger = new Debugger();

    @AfterEach
    void close() {
        debugger.detached = true;
        guest.close();
    }

    /// Hands each stop to the test's thread and waits for its answer.
    private static final class Debugger implements Supervisor {
        private final SynchronousQueue<StopEvent> stops = new SynchronousQueue<>();
        private final SynchronousQueue<Resumption> answers = new SynchronousQueue<>();
        private final List<Integer> ended = Collections.synchronizedList(new ArrayList<>());
        private volatile int wanted = -1;
        private volatile boolean detached;

        @Override
        public Resumption stopped(GuestThread thread, StopEvent event) {
            try {
                while (!detached) {
                    if (stops.offer(event, 10, TimeUnit.MILLISECONDS)) {
                        return answers.take();
                    }
                }
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return Resumption.CONTINUE;
        }

        @Override
        public boolean wantsSyscall(int number) {
            return number == wanted;
        }

        @Override
        public void threadEnded(GuestThread thread) {
            ended.add(thread.tid());
        }

        @Override
        public void processEnded(int status) {
            ended.add(-status);
        }

        StopEvent next() {
            try {
                StopEvent event = stops.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("a stop").isNotNull();
                return event;
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }

        void answer(Resumption how) {
            try {
                answers.put(how);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private Task start() {
        guest.kernel().setSupervisor(debugger);
        Task task = guest.task(program);
        guest.kernel().start(task);
        assertThat(debugger.next()).isEqualTo(StopEvent.Started.INSTANCE);
        return task;
    }

    @Test
    void theDebuggerSeesTheBeginningAndTheEnd() {
        program.call(EXIT_GROUP, 5);
        Task task = start();
        assertThat(task.activity()).isEqualTo("stopped");
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isEqualTo(5);
        assertThat(debugger.ended).containsExactly(TestGuest.PID, -0x500);
    }

    @Test
    void aStepRunsOneInstructionAndASystemCallIsOne() {
        program.then(_ -> VcpuExit.LimitReached.INSTANCE).call(GETPID);
        Task task = start();
        debugger.answer(Resumption.STEP);
        assertThat(debugger.next()).isEqualTo(StopEvent.Stepped.INSTANCE);
        debugger.answer(Resumption.STEP);
        assertThat(debugger.next()).isEqualTo(StopEvent.Stepped.INSTANCE);
        assertThat(task.state().gpr[CpuState.RAX]).isEqualTo(TestGuest.PID);
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void goingOnFromABreakpointPassesItUnlessRipWasMoved() {
        program.then(_ -> new VcpuExit.Breakpoint(0x40_0000)).then(_ -> new VcpuExit.Breakpoint(0x40_0000));
        Task task = start();
        debugger.answer(Resumption.CONTINUE);
        assertThat(debugger.next()).isEqualTo(new StopEvent.Breakpoint(0x40_0000));
        debugger.answer(Resumption.CONTINUE);
        debugger.next();
        assertThat(program.passed()).isEqualTo(1);
        task.state().rip += 8;
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isZero();
        assertThat(program.passed()).isEqualTo(1);
    }

    @Test
    void aSignalIsShownAndMayBeDiscardedOrReplaced() {
        program.then(_ -> new VcpuExit.Fault(Vector.BP, 0, 0, true))
                .then(_ -> new VcpuExit.Fault(Vector.UD, 0, 0, false));
        start();
        debugger.answer(Resumption.CONTINUE);
        assertThat(debugger.next())
                .isInstanceOfSatisfying(
                        StopEvent.Signal.class,
                        stop -> assertThat(stop.info().number()).isEqualTo(Signal.TRAP));
        debugger.answer(Resumption.CONTINUE);
        assertThat(debugger.next()).isInstanceOf(StopEvent.Signal.class);
        debugger.answer(new Resumption(false, Signal.TERM));
        assertThat(guest.await().code()).isEqualTo(128 + Signal.TERM);
    }

    @Test
    void steppingIntoAHandlerStopsAtItsFirstInstruction() {
        guest.kernel()
                .signals()
                .setAction(Signal.USR1, new SignalAction(0x40_5000, SignalAction.RESTORER, 0x40_6000, 0));
        Task task = start();
        debugger.answer(new Resumption(true, Signal.USR1));
        assertThat(debugger.next()).isEqualTo(StopEvent.Stepped.INSTANCE);
        assertThat(task.state().rip).isEqualTo(0x40_5000);
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void caughtCallsStopAtEntryAndReturn() {
        debugger.wanted = GETPID;
        program.call(GETPID);
        Task task = start();
        debugger.answer(Resumption.CONTINUE);
        assertThat(debugger.next()).isEqualTo(new StopEvent.SyscallEntry(GETPID));
        debugger.answer(Resumption.CONTINUE);
        assertThat(debugger.next()).isEqualTo(new StopEvent.SyscallReturn(GETPID));
        assertThat(task.state().gpr[CpuState.RAX]).isEqualTo(TestGuest.PID);
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void aSpinningTaskStopsOnRequest() {
        program.spin();
        Task task = start();
        debugger.answer(Resumption.CONTINUE);
        task.requestStop();
        assertThat(debugger.next()).isEqualTo(StopEvent.Requested.INSTANCE);
        debugger.answer(Resumption.CONTINUE);
        guest.kernel().exit(8);
        assertThat(guest.await().code()).isEqualTo(8);
    }

    @Test
    void aSleepingTaskStopsBeforeItsCallAndGoesOnWithTheRest() {
        guest.memory().putLong(TestGuest.DATA, 0);
        guest.memory().putLong(TestGuest.DATA + 8, 300_000_000);
        program.call(NANOSLEEP, TestGuest.DATA, 0)
                .then(cpu -> {
                    // The restarted instruction: the number is in RAX already.
                    cpu.rip += 2;
                    return VcpuExit.Syscall.INSTANCE;
                })
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero());
        Task task = start();
        debugger.answer(Resumption.CONTINUE);
        while (!task.sleeping() || !task.activity().equals("nanosleep")) {
            Thread.onSpinWait();
        }
        long began = System.nanoTime();
        task.requestStop();
        assertThat(debugger.next()).isEqualTo(StopEvent.Requested.INSTANCE);
        assertThat(task.state().rip).isEqualTo(0x40_0000);
        assertThat(task.state().gpr[CpuState.RAX]).isEqualTo(RESTART_SYSCALL);
        debugger.answer(Resumption.CONTINUE);
        assertThat(guest.await().code()).isZero();
        assertThat(System.nanoTime() - began).as("not from the beginning").isLessThan(600_000_000);
    }

    @Test
    void aProcessUnderADebuggerCanBeKilled() {
        program.spin();
        start();
        debugger.answer(Resumption.CONTINUE);
        guest.kernel().interrupt(Signal.KILL);
        assertThat(guest.await().code()).isEqualTo(137);
    }
}
