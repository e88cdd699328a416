package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SignalSyscallsTest {
    private static final int RT_SIGACTION = 13;
    private static final int RT_SIGPROCMASK = 14;
    private static final int KILL = 62;
    private static final int RT_SIGPENDING = 127;
    private static final int RT_SIGTIMEDWAIT = 128;
    private static final int RT_SIGQUEUEINFO = 129;
    private static final int SIGALTSTACK = 131;
    private static final int TKILL = 200;
    private static final int TGKILL = 234;
    private static final long AT = TestGuest.DATA;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());

    SignalSyscallsTest() {
        guest.kernel().tasks().add(task);
    }

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

    private void block(long set) {
        guest.memory().putLong(AT, set);
        assertThat(call(RT_SIGPROCMASK, 0, AT, 0, 8)).isZero();
    }

    @Test
    void actionsAreKeptAndUnmaskableSignalsLeaveTheirMask() {
        guest.memory().putLong(AT, 0x4000);
        guest.memory().putLong(AT + 8, 0x0400_0004);
        guest.memory().putLong(AT + 16, 0x5000);
        guest.memory().putLong(AT + 24, -1);
        assertThat(call(RT_SIGACTION, 10, AT, 0, 8)).isZero();
        assertThat(call(RT_SIGACTION, 10, 0, AT + 64, 8)).isZero();
        assertThat(guest.memory().getLong(AT + 64)).isEqualTo(0x4000);
        assertThat(guest.memory().getLong(AT + 72)).isEqualTo(0x0400_0004);
        assertThat(guest.memory().getLong(AT + 80)).isEqualTo(0x5000);
        assertThat(guest.memory().getLong(AT + 88)).isEqualTo(~Signal.UNMASKABLE);
    }

    @Test
    void badActionsAreRefused() {
        assertFails(Errno.EINVAL, RT_SIGACTION, 0, 0, AT, 8);
        assertFails(Errno.EINVAL, RT_SIGACTION, 65, 0, AT, 8);
        assertFails(Errno.EINVAL, RT_SIGACTION, 10, 0, AT, 4);
        assertFails(Errno.EINVAL, RT_SIGACTION, 9, AT, 0, 8);
        assertThat(call(RT_SIGACTION, 9, 0, AT, 8)).isZero();
        assertFails(Errno.EFAULT, RT_SIGACTION, 10, 8, 0, 8);
    }

    @Test
    void masksAreSetThreeWays() {
        block(0b11);
        guest.memory().putLong(AT, 0b110);
        assertThat(call(RT_SIGPROCMASK, 1, AT, AT + 8, 8)).isZero();
        assertThat(guest.memory().getLong(AT + 8)).isEqualTo(0b11);
        assertThat(task.signals().mask()).isEqualTo(0b1);
        guest.memory().putLong(AT, -1);
        assertThat(call(RT_SIGPROCMASK, 2, AT, 0, 8)).isZero();
        assertThat(task.signals().mask()).isEqualTo(~Signal.UNMASKABLE);
        assertFails(Errno.EINVAL, RT_SIGPROCMASK, 3, AT, 0, 8);
        assertFails(Errno.EINVAL, RT_SIGPROCMASK, 0, AT, 0, 16);
    }

    @Test
    void aBlockedSignalIsPendingAndCanBeWaitedFor() {
        block(Signal.bit(Signal.USR1) | Signal.bit(40));
        assertThat(call(KILL, TestGuest.PID, Signal.USR1)).isZero();
        assertThat(call(RT_SIGPENDING, AT + 64, 8)).isZero();
        assertThat(guest.memory().getLong(AT + 64)).isEqualTo(Signal.bit(Signal.USR1));
        guest.memory().putLong(AT, Signal.bit(Signal.USR1));
        assertThat(call(RT_SIGTIMEDWAIT, AT, AT + 128, 0, 8)).isEqualTo(Signal.USR1);
        assertThat(guest.memory().getInt(AT + 128 + 8)).as("si_code").isZero();
        assertThat(guest.memory().getInt(AT + 128 + 16)).as("si_pid").isEqualTo(TestGuest.PID);
        guest.memory().putLong(AT + 16, 0);
        guest.memory().putLong(AT + 24, 0);
        assertFails(Errno.EAGAIN, RT_SIGTIMEDWAIT, AT, 0, AT + 16, 8);
    }

    @Test
    void queuedSignalsKeepTheirValues() {
        block(Signal.bit(40));
        for (int value = 1; value <= 2; value++) {
            guest.memory().putInt(AT + 256 + 8, -1);
            guest.memory().putLong(AT + 256 + 24, value);
            assertThat(call(RT_SIGQUEUEINFO, TestGuest.PID, 40, AT + 256)).isZero();
        }
        guest.memory().putLong(AT, Signal.bit(40));
        for (int value = 1; value <= 2; value++) {
            assertThat(call(RT_SIGTIMEDWAIT, AT, AT + 128, 0, 8)).isEqualTo(40);
            assertThat(guest.memory().getLong(AT + 128 + 24)).isEqualTo(value);
        }
    }

    @Test
    void ignoringForgetsWhatIsPending() {
        block(Signal.bit(Signal.USR1));
        call(KILL, TestGuest.PID, Signal.USR1);
        guest.memory().putLong(AT, 1);
        guest.memory().putLong(AT + 8, 0);
        assertThat(call(RT_SIGACTION, Signal.USR1, AT, 0, 8)).isZero();
        call(RT_SIGPENDING, AT + 64, 8);
        assertThat(guest.memory().getLong(AT + 64)).isZero();
    }

    @Test
    void nobodyElseCanBeSignalled() {
        assertFails(Errno.ESRCH, KILL, 1, 0);
        assertFails(Errno.EINVAL, KILL, TestGuest.PID, 65);
        assertThat(call(KILL, TestGuest.PID, 0)).isZero();
        assertThat(call(KILL, 0, 0)).isZero();
        assertFails(Errno.ESRCH, TGKILL, 1, 1, 0);
        assertFails(Errno.EINVAL, TGKILL, 0, 1, 0);
        assertFails(Errno.EINVAL, TKILL, -5, 0);
        assertThat(call(TKILL, task.tid(), 0)).isZero();
    }

    @Test
    void alternateStacksAreCheckedAndLockedWhileInUse() {
        guest.memory().putLong(AT, TestGuest.DATA + 0x1000);
        guest.memory().putInt(AT + 8, 0);
        guest.memory().putLong(AT + 16, 2047);
        assertFails(Errno.ENOMEM, SIGALTSTACK, AT, 0);
        guest.memory().putLong(AT + 16, 8192);
        assertThat(call(SIGALTSTACK, AT, 0)).isZero();
        task.state().gpr[CpuState.RSP] = TestGuest.DATA + 0x1800;
        assertFails(Errno.EPERM, SIGALTSTACK, AT, 0);
        assertThat(call(SIGALTSTACK, 0, AT + 64)).isZero();
        assertThat(guest.memory().getInt(AT + 72)).isEqualTo(1);
        task.state().gpr[CpuState.RSP] = 0x100;
        guest.memory().putInt(AT + 8, 2);
        assertThat(call(SIGALTSTACK, AT, AT + 64)).isZero();
        assertThat(guest.memory().getInt(AT + 72)).isZero();
        assertThat(call(SIGALTSTACK, 0, AT + 64)).isZero();
        assertThat(guest.memory().getInt(AT + 72)).isEqualTo(2);
        guest.memory().putInt(AT + 8, 99);
        assertFails(Errno.EINVAL, SIGALTSTACK, AT, 0);
    }
}
