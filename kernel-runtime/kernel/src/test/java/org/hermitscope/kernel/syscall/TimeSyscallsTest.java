package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimeSyscallsTest {
    private static final int NANOSLEEP = 35;
    private static final int PAUSE = 34;
    private static final int GETITIMER = 36;
    private static final int ALARM = 37;
    private static final int SETITIMER = 38;
    private static final int GETTIMEOFDAY = 96;
    private static final int GETRUSAGE = 98;
    private static final int TIME = 201;
    private static final int TIMER_CREATE = 222;
    private static final int TIMER_SETTIME = 223;
    private static final int TIMER_DELETE = 226;
    private static final int CLOCK_GETTIME = 228;
    private static final int CLOCK_GETRES = 229;
    private static final int CLOCK_NANOSLEEP = 230;

    private static final long AT = TestGuest.DATA;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());

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

    private void put(long address, long seconds, long fraction) {
        guest.memory().putLong(address, seconds);
        guest.memory().putLong(address + 8, fraction);
    }

    @Test
    void clocksShowTheMachinesTime() {
        long now = System.currentTimeMillis() / 1000;
        for (int clock : new int[] {0, 5, 11}) {
            assertThat(call(CLOCK_GETTIME, clock, AT)).isZero();
            assertThat(guest.memory().getLong(AT)).isBetween(now - 1, now + 5);
        }
        for (int clock : new int[] {1, 2, 3, 4, 6, 7, -6, (~TestGuest.PID << 3) | 2}) {
            assertThat(call(CLOCK_GETTIME, clock, AT)).as("clock %d", clock).isZero();
            assertThat(guest.memory().getLong(AT)).isBetween(0L, 100L);
        }
        assertThat(call(TIME, AT))
                .isBetween(now, now + 5)
                .isEqualTo(guest.memory().getLong(AT));
        assertThat(call(GETTIMEOFDAY, AT, 0)).isZero();
        assertThat(guest.memory().getLong(AT + 8)).isLessThan(1_000_000);
    }

    @Test
    void unknownClocksAndBadAddressesFail() {
        assertFails(Errno.EINVAL, CLOCK_GETTIME, 10, AT);
        assertFails(Errno.EINVAL, CLOCK_GETTIME, 99, AT);
        assertFails(Errno.EINVAL, CLOCK_GETTIME, (~4242 << 3) | 6, AT);
        assertFails(Errno.EFAULT, CLOCK_GETTIME, 0, 8);
        assertFails(Errno.EFAULT, GETTIMEOFDAY, 8, 0);
    }

    @Test
    void resolutionsAreLinuxs() {
        assertThat(call(CLOCK_GETRES, 1, AT)).isZero();
        assertThat(guest.memory().getLong(AT + 8)).isEqualTo(1);
        call(CLOCK_GETRES, 6, AT);
        assertThat(guest.memory().getLong(AT + 8)).isEqualTo(4_000_000);
        assertThat(call(CLOCK_GETRES, 1, 0)).isZero();
    }

    @Test
    void sleepsLastAtLeastAsLongAsAsked() {
        put(AT, 0, 20_000_000);
        long began = System.nanoTime();
        assertThat(guest.run(new ScriptedVcpu()
                                .call(NANOSLEEP, AT, 0)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero())
                                .call(CLOCK_NANOSLEEP, 1, 0, AT, 0)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero()))
                        .code())
                .isZero();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
    }

    @Test
    void anAbsoluteTimeInThePastReturnsAtOnce() {
        put(AT, 1, 0);
        assertThat(call(CLOCK_NANOSLEEP, 0, 1, AT, 0)).isZero();
    }

    @Test
    void badTimesAreRefused() {
        put(AT, 0, 1_000_000_000);
        assertFails(Errno.EINVAL, NANOSLEEP, AT, 0);
        put(AT, -1, 0);
        assertFails(Errno.EINVAL, CLOCK_NANOSLEEP, 1, 0, AT, 0);
        assertFails(Errno.EFAULT, NANOSLEEP, 0, 0);
        put(AT, 0, 0);
        assertFails(Errno.EINVAL, CLOCK_NANOSLEEP, 3, 0, AT, 0);
        assertFails(Errno.EOPNOTSUPP, CLOCK_NANOSLEEP, 6, 0, AT, 0);
        put(AT, -1, 0);
        assertFails(Errno.EINVAL, SETITIMER, 7, AT, 0);
        assertFails(Errno.EINVAL, GETRUSAGE, 5, AT);
    }

    @Test
    void theIntervalTimerSignals() {
        put(AT, 0, 0);
        put(AT + 16, 0, 10_000);
        assertThat(guest.run(new ScriptedVcpu().call(SETITIMER, 0, AT, 0).call(PAUSE))
                        .code())
                .isEqualTo(128 + Signal.ALRM);
    }

    @Test
    void cpuTimersFollowThreadTime() {
        put(AT, 0, 0);
        put(AT + 16, 0, 5_000);
        assertThat(guest.run(new ScriptedVcpu().call(SETITIMER, 2, AT, 0).spin().spin())
                        .code())
                .isEqualTo(128 + Signal.PROF);
    }

    @Test
    void alarmTellsWhatWasLeft() {
        assertThat(call(ALARM, 100)).isZero();
        assertThat(call(ALARM, 0)).isEqualTo(100);
        assertThat(call(ALARM, 0)).isZero();
        put(AT, 1, 0);
        put(AT + 16, 50, 0);
        assertThat(call(SETITIMER, 0, AT, AT + 32)).isZero();
        assertThat(call(GETITIMER, 0, AT + 64)).isZero();
        assertThat(guest.memory().getLong(AT + 64)).isEqualTo(1);
        assertThat(guest.memory().getLong(AT + 80)).isEqualTo(49);
    }

    @Test
    void posixTimersSignalWithTheirValue() {
        int signal = 40;
        guest.memory().putLong(AT, 77);
        guest.memory().putInt(AT + 8, signal);
        guest.memory().putInt(AT + 12, 0);
        put(AT + 64, 0, 2_000_000);
        put(AT + 80, 0, 2_000_000);
        guest.memory().putLong(AT + 128, Signal.bit(signal));
        assertThat(guest.run(new ScriptedVcpu()
                                .call(14, 0, AT + 128, 0, 8)
                                .call(TIMER_CREATE, 1, AT, AT + 32)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero())
                                .call(TIMER_SETTIME, 0, 0, AT + 64, 0)
                                .call(128, AT + 128, AT + 256, 0, 8)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(signal))
                                .call(TIMER_DELETE, 0)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero())
                                .call(TIMER_DELETE, 0)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(Errno.EINVAL.result())))
                        .code())
                .isZero();
        assertThat(guest.memory().getInt(AT + 256 + 8)).as("SI_TIMER").isEqualTo(-2);
        assertThat(guest.memory().getLong(AT + 256 + 24)).isEqualTo(77);
    }
}
