package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventSyscallsTest {
    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int CLOSE = 3;
    private static final int DUP = 32;
    private static final int PIPE2 = 293;
    private static final int EPOLL_WAIT = 232;
    private static final int EPOLL_CTL = 233;
    private static final int EPOLL_CREATE1 = 291;
    private static final int EVENTFD2 = 290;
    private static final int TIMERFD_CREATE = 283;
    private static final int TIMERFD_SETTIME = 286;
    private static final int TIMERFD_GETTIME = 287;
    private static final int SIGNALFD4 = 289;
    private static final int OPENAT = 257;

    private static final int ADD = 1;
    private static final int DEL = 2;
    private static final int MOD = 3;
    private static final int IN = 1;
    private static final int OUT = 4;
    private static final long HUP = 0x10;
    private static final long ET = 1L << 31;
    private static final long ONESHOT = 1L << 30;
    private static final long AT = TestGuest.DATA;
    private static final long EVENTS = TestGuest.DATA + 0x100;
    private static final long BYTES = TestGuest.DATA + 0x800;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());
    private final long epoll = call(EPOLL_CREATE1, 0);

    @AfterEach
    void close() {
        guest.close();
    }

    private long call(long number, long... arguments) {
        return guest.call(task, number, arguments);
    }

    private void assertFails(Errno errno, long number, long... arguments) {
        assertThat(call(number, arguments)).isEqualTo(errno.result());
    }

    private long control(int operation, long fd, long events, long data) {
        guest.memory().putInt(AT, (int) events);
        guest.memory().putLong(AT + 4, data);
        return call(EPOLL_CTL, epoll, operation, fd, AT);
    }

    private long await() {
        return call(EPOLL_WAIT, epoll, EVENTS, 8, 0);
    }

    private int events(int index) {
        return guest.memory().getInt(EVENTS + 12L * index);
    }

    private long data(int index) {
        return guest.memory().getLong(EVENTS + 12L * index + 4);
    }

    private long[] pipe() {
        call(PIPE2, AT, 04000);
        return new long[] {guest.memory().getInt(AT), guest.memory().getInt(AT + 4)};
    }

    @Test
    void levelTriggeredFilesReportForAsLongAsTheyAreReady() {
        long[] pipe = pipe();
        assertThat(control(ADD, pipe[0], IN, 77)).isZero();
        assertThat(await()).isZero();
        call(WRITE, pipe[1], BYTES, 2);
        for (int i = 0; i < 2; i++) {
            assertThat(await()).isEqualTo(1);
            assertThat(events(0)).isEqualTo(IN);
            assertThat(data(0)).isEqualTo(77);
        }
        call(READ, pipe[0], BYTES, 2);
        assertThat(await()).isZero();
        call(CLOSE, pipe[1]);
        assertThat(await()).isEqualTo(1);
        assertThat(events(0) & HUP).as("unasked").isEqualTo(HUP);
    }

    @Test
    void edgeTriggeredFilesReportEachArrivalOnce() {
        long[] pipe = pipe();
        control(ADD, pipe[0], IN | ET, 1);
        call(WRITE, pipe[1], BYTES, 1);
        assertThat(await()).isEqualTo(1);
        assertThat(await()).isZero();
        call(WRITE, pipe[1], BYTES, 1);
        assertThat(await()).as("again, although nothing was read").isEqualTo(1);
        assertThat(await()).isZero();
        assertThat(control(MOD, pipe[0], IN | ET, 2)).isZero();
        assertThat(await()).as("once after a change").isEqualTo(1);
        assertThat(data(0)).isEqualTo(2);
    }

    @Test
    void oneShotFilesReportOnceUntilModified() {
        long[] pipe = pipe();
        control(ADD, pipe[1], OUT | ONESHOT, 5);
        assertThat(await()).isEqualTo(1);
        assertThat(await()).isZero();
        control(MOD, pipe[1], OUT | ONESHOT, 6);
        assertThat(await()).isEqualTo(1);
        assertThat(data(0)).isEqualTo(6);
    }

    @Test
    void errorsOfControl() {
        long[] pipe = pipe();
        long file = call(OPENAT, -100, guest.string(BYTES, "f"), 0102, 0600);
        assertThat(control(ADD, file, IN, 0)).as("a regular file").isEqualTo(Errno.EPERM.result());
        assertThat(control(ADD, epoll, IN, 0)).as("itself").isEqualTo(Errno.EINVAL.result());
        assertThat(control(DEL, pipe[0], 0, 0)).isEqualTo(Errno.ENOENT.result());
        assertThat(control(MOD, pipe[0], IN, 0)).isEqualTo(Errno.ENOENT.result());
        control(ADD, pipe[0], IN, 0);
        assertThat(control(ADD, pipe[0], IN, 0)).isEqualTo(Errno.EEXIST.result());
        assertThat(control(9, pipe[0], IN, 0)).isEqualTo(Errno.EINVAL.result());
        assertThat(control(ADD, 99, IN, 0)).isEqualTo(Errno.EBADF.result());
        assertFails(Errno.EINVAL, EPOLL_CTL, pipe[0], ADD, pipe[1], AT);
        assertFails(Errno.EFAULT, EPOLL_CTL, epoll, ADD, pipe[1], 8);
        assertFails(Errno.EINVAL, EPOLL_WAIT, epoll, EVENTS, 0, 0);
        assertFails(Errno.EFAULT, EPOLL_WAIT, epoll, -4096, 1, 0);
        assertFails(Errno.EINVAL, EPOLL_WAIT, pipe[0], EVENTS, 1, 0);
    }

    @Test
    void aClosedFileIsForgottenButNotOneThatHasADuplicate() {
        long[] pipe = pipe();
        control(ADD, pipe[0], IN, 3);
        call(WRITE, pipe[1], BYTES, 1);
        long copy = call(DUP, pipe[0]);
        call(CLOSE, pipe[0]);
        assertThat(await()).isEqualTo(1);
        assertThat(control(DEL, pipe[0], 0, 0)).isEqualTo(Errno.EBADF.result());
        call(CLOSE, copy);
        assertThat(await()).isZero();
    }

    @Test
    void oneInstanceWatchesAnotherButNotInACircle() {
        long[] pipe = pipe();
        control(ADD, pipe[0], IN, 3);
        long outer = call(EPOLL_CREATE1, 0);
        guest.memory().putInt(AT, IN);
        assertThat(call(EPOLL_CTL, outer, ADD, epoll, AT)).isZero();
        assertThat(call(EPOLL_WAIT, outer, EVENTS, 8, 0)).isZero();
        call(WRITE, pipe[1], BYTES, 1);
        assertThat(call(EPOLL_WAIT, outer, EVENTS, 8, 0)).isEqualTo(1);
        assertThat(control(ADD, outer, IN, 0)).isEqualTo(Errno.ELOOP.result());
    }

    @Test
    void aWaitIsWokenByAnotherThread() {
        long[] pipe = pipe();
        control(ADD, pipe[0], IN, 3);
        guest.kernel()
                .start(guest.task(new ScriptedVcpu()
                        .call(EPOLL_WAIT, epoll, EVENTS, 8, -1)
                        .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(1))));
        while (!guest.kernel().tasks().getFirst().sleeping()) {
            Thread.onSpinWait();
        }
        call(WRITE, pipe[1], BYTES, 1);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void theEventCounterAddsAndIsTaken() {
        long fd = call(EVENTFD2, 3, 04000);
        guest.memory().putLong(BYTES, 4);
        assertThat(call(WRITE, fd, BYTES, 8)).isEqualTo(8);
        assertThat(call(READ, fd, BYTES, 8)).isEqualTo(8);
        assertThat(guest.memory().getLong(BYTES)).isEqualTo(7);
        assertFails(Errno.EAGAIN, READ, fd, BYTES, 8);
        assertFails(Errno.EINVAL, READ, fd, BYTES, 7);
        guest.memory().putLong(BYTES, -1);
        assertFails(Errno.EINVAL, WRITE, fd, BYTES, 8);
        guest.memory().putLong(BYTES, -2);
        assertThat(call(WRITE, fd, BYTES, 8)).isEqualTo(8);
        guest.memory().putLong(BYTES, 1);
        assertFails(Errno.EAGAIN, WRITE, fd, BYTES, 8);
        long semaphore = call(EVENTFD2, 2, 04001);
        call(READ, semaphore, BYTES, 8);
        assertThat(guest.memory().getLong(BYTES)).isEqualTo(1);
        assertThat(call(READ, semaphore, BYTES, 8)).isEqualTo(8);
        assertFails(Errno.EAGAIN, READ, semaphore, BYTES, 8);
    }

    @Test
    void theTimerCountsItsExpiries() {
        long fd = call(TIMERFD_CREATE, 1, 04000);
        guest.memory().putLong(AT, 0);
        guest.memory().putLong(AT + 8, TimeUnit.MILLISECONDS.toNanos(5));
        guest.memory().putLong(AT + 16, 0);
        guest.memory().putLong(AT + 24, TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(call(TIMERFD_SETTIME, fd, 0, AT, 0)).isZero();
        assertThat(control(ADD, fd, IN, 9)).isZero();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (await() == 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        long began = System.nanoTime();
        while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(11)) {
            Thread.onSpinWait();
        }
        assertThat(call(READ, fd, BYTES, 8)).isEqualTo(8);
        assertThat(guest.memory().getLong(BYTES)).isGreaterThanOrEqualTo(3);
        assertThat(call(TIMERFD_GETTIME, fd, AT + 64)).isZero();
        assertThat(guest.memory().getLong(AT + 72)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
        assertFails(Errno.EINVAL, WRITE, fd, BYTES, 8);
        assertFails(Errno.EINVAL, TIMERFD_CREATE, 2, 0);
    }

    @Test
    void withoutANetworkNothingIsASocket() {
        assertFails(Errno.EAFNOSUPPORT, 41, 1, 1, 0);
        assertThat(guest.notes()).isEmpty();
        assertFails(Errno.EAFNOSUPPORT, 41, 2, 1, 0);
        assertThat(guest.notes()).hasSize(1);
        assertFails(Errno.ENOTSOCK, 52, epoll, AT, AT);
        assertFails(Errno.EBADF, 52, 99, AT, AT);
    }

    @Test
    void signalsAreTakenByReading() {
        guest.kernel().tasks().add(task);
        guest.memory().putLong(AT, 1L << 9);
        assertThat(call(14, 0, AT, 0, 8)).isZero();
        long fd = call(SIGNALFD4, -1, AT, 8, 04000);
        assertFails(Errno.EAGAIN, READ, fd, BYTES, 128);
        assertFails(Errno.EINVAL, READ, fd, BYTES, 100);
        control(ADD, fd, IN, 1);
        assertThat(call(62, TestGuest.PID, 10)).isZero();
        assertThat(await()).isEqualTo(1);
        assertThat(call(READ, fd, BYTES, 300)).isEqualTo(128);
        assertThat(guest.memory().getInt(BYTES)).isEqualTo(10);
        assertThat(guest.memory().getInt(BYTES + 12)).isEqualTo(TestGuest.PID);
        assertThat(await()).isZero();
        assertFails(Errno.EINVAL, SIGNALFD4, epoll, AT, 8, 0);
    }
}
