package org.hermitscope.kernel.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StraceTest {
    private static final long AT = TestGuest.DATA;

    private final TestGuest guest = new TestGuest();
    private final Task task = guest.task(new ScriptedVcpu());
    private final StringBuilder text = new StringBuilder();
    private final Strace strace = new Strace(text::append);

    StraceTest() {
        guest.calls().addObserver(strace);
        guest.kernel().addObserver(strace);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    /// What strace writes of one call.
    private String trace(long number, long... arguments) {
        text.setLength(0);
        guest.call(task, number, arguments);
        return text.toString();
    }

    @Test
    void resultsBeginInColumnForty() {
        assertThat(trace(39)).isEqualTo("getpid()                                = 1000\n");
        assertThat(trace(12, 0)).startsWith("brk(NULL)                               = ");
    }

    @Test
    void errorsAreNamedAndExplained() {
        assertThat(trace(3, 99))
                .isEqualTo("close(99)                               = -1 EBADF (Bad file descriptor)\n");
    }

    @Test
    void stringsAreQuotedAndCutAtThirtyTwoBytes() {
        guest.memory().write(AT, "a\n\t\"\\\0001\177z".getBytes(StandardCharsets.ISO_8859_1), 0, 9);
        assertThat(trace(1, 99, AT, 9)).startsWith("write(99, \"a\\n\\t\\\"\\\\\\0001\\177z\", 9)     = -1");
        guest.string(AT, "x".repeat(40));
        assertThat(trace(1, 99, AT, 40)).startsWith("write(99, \"" + "x".repeat(32) + "\"..., 40) = -1");
        assertThat(trace(1, 99, 8, 4)).startsWith("write(99, 0x8, 4) ");
        assertThat(trace(1, 99, 0, 4)).startsWith("write(99, NULL, 4) ");
    }

    @Test
    void flagsAreSymbolic() {
        guest.string(AT, "/tmp/file");
        assertThat(trace(257, -100, AT, 02101, 0644))
                .isEqualTo("openat(AT_FDCWD, \"/tmp/file\", O_WRONLY|O_CREAT|O_APPEND, 0644) = 0\n");
        assertThat(trace(257, -100, AT, 02000000, 0))
                .as("no mode without O_CREAT")
                .isEqualTo("openat(AT_FDCWD, \"/tmp/file\", O_RDONLY|O_CLOEXEC) = 1\n");
        assertThat(trace(72, 1, 3))
                .isEqualTo("fcntl(1, F_GETFL)                       = 0x8000 (flags O_RDONLY|O_LARGEFILE)\n");
        assertThat(trace(10, AT, 4096, 3)).startsWith("mprotect(0x100000, 4096, PROT_READ|PROT_WRITE) = 0");
        assertThat(trace(9, 0, 8192, 3, 0x22, -1, 0))
                .startsWith("mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x");
        assertThat(trace(8, 0, 5, 2)).startsWith("lseek(0, 5, SEEK_END) ");
        assertThat(trace(158, 0x1002, 0x1000)).startsWith("arch_prctl(ARCH_SET_FS, 0x1000) ");
        assertThat(trace(10, AT, 0, 0x100)).contains("0x100 /* PROT_??? */");
    }

    @Test
    void structuresAreTakenApart() {
        assertThat(trace(302, 0, 3, 0, AT))
                .isEqualTo("prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0\n");
        guest.memory().putLong(AT, 0x401000);
        guest.memory().putLong(AT + 8, 0x0400_0004L | 0x1000_0000);
        guest.memory().putLong(AT + 16, 0x402000);
        guest.memory().putLong(AT + 24, Signal.bit(Signal.INT) | Signal.bit(33));
        assertThat(trace(13, Signal.USR1, AT, 0, 8))
                .isEqualTo("rt_sigaction(SIGUSR1, {sa_handler=0x401000, sa_mask=[INT RT_1], "
                        + "sa_flags=SA_RESTORER|SA_RESTART|SA_SIGINFO, sa_restorer=0x402000}, NULL, 8) = 0\n");
        guest.memory().putLong(AT, -1);
        assertThat(trace(14, 2, AT, AT + 8, 8)).startsWith("rt_sigprocmask(SIG_SETMASK, ~[], [], 8) = 0");
        trace(14, 2, AT + 8, 0, 8);
        guest.memory().putLong(AT, AT + 64);
        guest.memory().putLong(AT + 8, 3);
        guest.string(AT + 64, "abc");
        assertThat(trace(20, 99, AT, 1)).startsWith("writev(99, [{iov_base=\"abc\", iov_len=3}], 1) = -1");
        guest.memory().putLong(AT, 1);
        guest.memory().putLong(AT + 8, 5);
        assertThat(trace(230, 0, 1, AT, 0))
                .startsWith("clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, {tv_sec=1, tv_nsec=5}, NULL) = 0");
        assertThat(trace(63, AT)).startsWith("uname({sysname=\"Linux\", nodename=\"guest\", ...}) = 0");
    }

    @Test
    void whatACallFillsInIsShownAfterItOrAsAnAddressWhenItFailed() {
        trace(293, AT + 8, 0);
        assertThat(trace(293, AT, 02000000)).isEqualTo("pipe2([2, 3], O_CLOEXEC)                = 0\n");
        guest.string(AT + 64, "hello");
        trace(1, 3, AT + 64, 5);
        assertThat(trace(0, 2, AT, 100)).isEqualTo("read(2, \"hello\", 100)                   = 5\n");
        assertThat(trace(0, 99, AT, 100)).startsWith("read(99, 0x100000, 100) ");
        assertThat(trace(5, 3, AT)).isEqualTo("fstat(3, {st_mode=S_IFIFO|0600, st_size=0, ...}) = 0\n");
    }

    @Test
    void futexesShowWhatTheirOperationTakes() {
        assertThat(trace(202, AT, 129, 1, 7, 8, 9)).isEqualTo("futex(0x100000, FUTEX_WAKE_PRIVATE, 1)  = 0\n");
        guest.memory().putInt(AT, 1);
        assertThat(trace(202, AT, 0x189, 2, 0, 0, -1))
                .startsWith("futex(0x100000, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 2, NULL, "
                        + "FUTEX_BITSET_MATCH_ANY) = -1 EAGAIN");
    }

    @Test
    void unknownCallsShowTheirNumber() {
        assertThat(trace(400, 1, 2, 3, 4, 5, 6))
                .isEqualTo("syscall_0x190(0x1, 0x2, 0x3, 0x4, 0x5, 0x6) = -1 ENOSYS (Function not implemented)\n");
    }

    @Test
    void signalsAndTheEndHaveTheirOwnLines() {
        ExitStatus status = guest.run(new ScriptedVcpu().call(231, 3));
        assertThat(status.code()).isEqualTo(3);
        assertThat(text).endsWith("exit_group(3)                           = ?\n+++ exited with 3 +++\n");
        text.setLength(0);
        strace.signalled(task, SignalInfo.fault(Signal.SEGV, 1, 0));
        strace.signalled(task, SignalInfo.user(Signal.USR1, SignalInfo.SI_TKILL, 5, 6));
        strace.signalled(task, SignalInfo.kernel(Signal.ALRM));
        assertThat(text).hasToString("""
                        --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---
                        --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_TKILL, si_pid=5, si_uid=6} ---
                        --- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---
                        """);
    }

    @Test
    void aKilledTaskSaysBySignal() {
        assertThat(guest.run(new ScriptedVcpu().call(62, TestGuest.PID, Signal.KILL))
                        .code())
                .isEqualTo(137);
        assertThat(text).endsWith("+++ killed by SIGKILL +++\n");
    }

    @Test
    void aCallThatWaitsWhileAnotherThreadSpeaksIsResumed() {
        text.setLength(0);
        trace(293, AT, 0);
        text.setLength(0);
        guest.kernel().start(guest.task(new ScriptedVcpu().call(0, 0, AT, 10).call(60, 0)));
        while (!guest.kernel().tasks().getFirst().sleeping()) {
            Thread.onSpinWait();
        }
        guest.string(AT + 64, "now");
        guest.call(task, 1, 1, AT + 64, 3);
        assertThat(guest.await().code()).isZero();
        assertThat(text.toString())
                .startsWith("read(0,  <unfinished ...>\n")
                .contains("write(1, \"now\", 3")
                .contains("<... read resumed>\"now\", 10)            = 3\n");
    }
}
