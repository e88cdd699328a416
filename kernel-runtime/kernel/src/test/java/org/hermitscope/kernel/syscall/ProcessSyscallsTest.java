package org.hermitscope.kernel.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProcessSyscallsTest {
    private static final int UNAME = 63;
    private static final int GETRLIMIT = 97;
    private static final int SYSINFO = 99;
    private static final int GETUID = 102;
    private static final int SETUID = 105;
    private static final int GETGROUPS = 115;
    private static final int SETRESUID = 117;
    private static final int GETRESUID = 118;
    private static final int CAPGET = 125;
    private static final int PERSONALITY = 135;
    private static final int PRCTL = 157;
    private static final int ARCH_PRCTL = 158;
    private static final int SETRLIMIT = 160;
    private static final int SCHED_SETAFFINITY = 203;
    private static final int SCHED_GETAFFINITY = 204;
    private static final int PRLIMIT = 302;
    private static final int GETRANDOM = 318;
    private static final int MEMBARRIER = 324;
    private static final int WAIT4 = 61;
    private static final int GETPRIORITY = 140;

    private static final long AT = TestGuest.DATA;
    private static final long END = TestGuest.DATA + TestGuest.DATA_SIZE;

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

    private String string(long address) {
        return guest.memory().string(address, 256);
    }

    @Test
    void unameTellsSixFields() {
        assertThat(call(UNAME, AT)).isZero();
        assertThat(string(AT)).isEqualTo("Linux");
        assertThat(string(AT + 65)).isEqualTo("guest");
        assertThat(string(AT + 4 * 65)).isEqualTo("x86_64");
        assertFails(Errno.EFAULT, UNAME, END - 100);
    }

    @Test
    void segmentBasesAreSetBelowTheUserLimit() {
        assertThat(call(ARCH_PRCTL, 0x1002, 0x7000)).isZero();
        assertThat(task.state().segments[CpuState.FS].base).isEqualTo(0x7000);
        assertThat(call(ARCH_PRCTL, 0x1003, AT)).isZero();
        assertThat(guest.memory().getLong(AT)).isEqualTo(0x7000);
        assertFails(Errno.EPERM, ARCH_PRCTL, 0x1002, 1L << 47);
        assertFails(Errno.EFAULT, ARCH_PRCTL, 0x1003, 8);
        assertFails(Errno.EINVAL, ARCH_PRCTL, 0x9999, 0);
    }

    @Test
    void limitsAreReadAndSet() {
        assertThat(call(GETRLIMIT, 3, AT)).isZero();
        assertThat(guest.memory().getLong(AT)).isEqualTo(8 << 20);
        assertThat(guest.memory().getLong(AT + 8)).isEqualTo(-1);
        guest.memory().putLong(AT, 64);
        guest.memory().putLong(AT + 8, 128);
        assertThat(call(PRLIMIT, 0, 7, AT, AT + 16)).isZero();
        assertThat(guest.memory().getLong(AT + 16)).isEqualTo(1024);
        assertThat(guest.descriptors().limit()).isEqualTo(64);
        guest.memory().putLong(AT, 256);
        assertFails(Errno.EINVAL, SETRLIMIT, 7, AT);
        assertFails(Errno.EINVAL, GETRLIMIT, 16, AT);
        assertFails(Errno.ESRCH, PRLIMIT, 4242, 7, 0, AT);
    }

    @Test
    void threadNamesAreCutToFifteenCharacters() {
        guest.string(AT, "a name of twenty chr");
        assertThat(call(PRCTL, 15, AT)).isZero();
        assertThat(call(PRCTL, 16, AT + 64)).isZero();
        assertThat(string(AT + 64)).isEqualTo("a name of twent");
        assertThat(task.name()).isEqualTo("a name of twent");
    }

    @Test
    void otherPrctlsAnswerAsLinux() {
        assertThat(call(PRCTL, 3)).isEqualTo(1);
        assertThat(call(PRCTL, 23, 0)).isEqualTo(1);
        assertFails(Errno.EINVAL, PRCTL, 23, 63);
        assertFails(Errno.EPERM, PRCTL, 35, 0);
        assertFails(Errno.EINVAL, PRCTL, 9999, 0);
        assertThat(call(PRCTL, 38, 1, 0, 0, 0)).isZero();
        assertThat(call(PRCTL, 39)).isEqualTo(1);
    }

    @Test
    void randomBytesComeAsFarAsTheBufferGoes() {
        assertThat(call(GETRANDOM, AT, 16, 0)).isEqualTo(16);
        assertThat(guest.memory().getLong(AT)).isNotZero();
        assertThat(call(GETRANDOM, END - 5, 10, 1)).isEqualTo(5);
        assertFails(Errno.EFAULT, GETRANDOM, END, 10, 0);
        assertFails(Errno.EINVAL, GETRANDOM, AT, 10, 6);
        assertFails(Errno.EINVAL, GETRANDOM, AT, 10, 8);
        assertThat(call(GETRANDOM, 0, 0, 0)).isZero();
    }

    @Test
    void affinityHasOneBitForEachProcessor() {
        assertThat(call(SCHED_GETAFFINITY, 0, 8, AT)).isEqualTo(8);
        assertThat(guest.memory().getLong(AT)).isEqualTo(3);
        assertFails(Errno.EINVAL, SCHED_GETAFFINITY, 0, 4, AT);
        assertFails(Errno.EINVAL, SCHED_GETAFFINITY, 0, 12, AT);
        assertThat(call(SCHED_SETAFFINITY, 0, 8, AT)).isZero();
        guest.memory().putLong(AT, 4);
        assertFails(Errno.EINVAL, SCHED_SETAFFINITY, 0, 8, AT);
    }

    @Test
    void userIdsFollowTheRules() {
        assertThat(call(GETUID)).isZero();
        assertThat(call(SETRESUID, 5, 6, 7)).isZero();
        assertThat(call(GETRESUID, AT, AT + 4, AT + 8)).isZero();
        assertThat(guest.memory().getInt(AT + 4)).isEqualTo(6);
        assertFails(Errno.EPERM, SETUID, 0);
        assertThat(call(SETUID, 7)).isZero();
        assertThat(call(GETUID))
                .as("unprivileged: only the effective id changes")
                .isEqualTo(5);
        assertThat(call(GETGROUPS, 0, 0)).isZero();
    }

    @Test
    void capabilitiesAreAllForRoot() {
        guest.memory().putInt(AT, 0x2008_0522);
        assertThat(call(CAPGET, AT, AT + 16)).isZero();
        assertThat(guest.memory().getInt(AT + 16)).isEqualTo(-1);
        assertThat(guest.memory().getInt(AT + 28)).isEqualTo(0x1ff);
        guest.memory().putInt(AT, 1);
        assertFails(Errno.EINVAL, CAPGET, AT, AT + 16);
        assertThat(guest.memory().getInt(AT)).isEqualTo(0x2008_0522);
    }

    @Test
    void smallCallsAnswerAsLinux() {
        assertFails(Errno.ECHILD, WAIT4, -1, 0, 0, 0);
        assertThat(call(GETPRIORITY, 0, 0)).isEqualTo(20);
        assertThat(call(PERSONALITY, 0xffff_ffffL)).isZero();
        assertThat(call(PERSONALITY, 0x40000)).isZero();
        assertThat(call(PERSONALITY, 0xffff_ffffL)).isEqualTo(0x40000);
        assertFails(Errno.EPERM, MEMBARRIER, 8, 0);
        assertThat(call(MEMBARRIER, 16, 0)).isZero();
        assertThat(call(MEMBARRIER, 8, 0)).isZero();
        assertThat(call(SYSINFO, AT)).isZero();
        assertThat(guest.memory().getLong(AT + 32)).isEqualTo(1L << 30);
    }

    @Test
    void wantingAnotherProcessIsToldOnce() {
        assertFails(Errno.ENOSYS, 57);
        assertFails(Errno.ENOSYS, 59, 0, 0, 0);
        assertThat(guest.notes()).hasSize(1);
        assertThat(guest.notes().getFirst().getBytes(StandardCharsets.US_ASCII)).isNotEmpty();
        assertThat(guest.notes().getFirst()).contains("fork");
    }
}
