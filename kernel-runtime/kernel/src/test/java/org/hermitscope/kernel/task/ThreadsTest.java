package org.hermitscope.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.testing.ScriptedVcpu;
import org.hermitscope.kernel.testing.TestGuest;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadsTest {
    private static final int CLONE = 56;
    private static final int EXIT = 60;
    private static final int FUTEX = 202;
    private static final int EXIT_GROUP = 231;
    private static final int SCHED_YIELD = 24;
    private static final int SET_ROBUST_LIST = 273;
    private static final int CLONE3 = 435;
    private static final int TGKILL = 234;

    private static final long PTHREAD = 0x3d0f00;
    private static final long STACK = TestGuest.DATA + 0x8000;
    private static final long TID = TestGuest.DATA + 0x100;
    private static final long WORD = TestGuest.DATA + 0x200;
    private static final long TLS = TestGuest.DATA + 0x9000;

    private static final int RSEQ = 334;

    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int CMP_REQUEUE = 4;
    private static final int LOCK_PI = 6;
    private static final int UNLOCK_PI = 7;
    private static final int WAIT_BITSET = 9;
    private static final int WAKE_BITSET = 10;

    private final TestGuest guest = new TestGuest();

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void aThreadStartsWithItsOwnStackAndTlsAndIsJoinedThroughItsTidWord() {
        AtomicLong seen = new AtomicLong();
        ScriptedVcpu child = new ScriptedVcpu()
                .check(cpu -> {
                    assertThat(cpu.gpr[CpuState.RAX]).isZero();
                    assertThat(cpu.gpr[CpuState.RSP]).isEqualTo(STACK);
                    assertThat(cpu.segments[CpuState.FS].base).isEqualTo(TLS);
                    seen.set(guest.memory().getInt(TID));
                })
                .call(EXIT, 0);
        ScriptedVcpu parent = new ScriptedVcpu()
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(TestGuest.PID + 1))
                // Either it waits until the kernel clears the word, or that has happened.
                .call(FUTEX, TID, WAIT, TestGuest.PID + 1, 0)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isIn(0L, Errno.EAGAIN.result()))
                .check(_ -> assertThat(guest.memory().getInt(TID)).isZero())
                .call(EXIT_GROUP, 3);
        assertThat(guest.run(parent).code()).isEqualTo(3);
        assertThat(seen).hasValue(TestGuest.PID + 1);
    }

    @Test
    void theProcessLivesOnWithoutItsMainThread() {
        ScriptedVcpu child = new ScriptedVcpu()
                .check(_ -> {
                    while (guest.kernel().task(TestGuest.PID) != null) {
                        Thread.onSpinWait();
                    }
                })
                .call(EXIT_GROUP, 7);
        ScriptedVcpu parent = new ScriptedVcpu()
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .call(EXIT, 1);
        assertThat(guest.run(parent).code()).isEqualTo(7);
    }

    @Test
    void cloneRefusesWhatMakesNoSense() {
        Task task = guest.task(new ScriptedVcpu());
        assertThat(guest.call(task, CLONE, 0x10000)).isEqualTo(Errno.EINVAL.result());
        assertThat(guest.call(task, CLONE, 0x800)).isEqualTo(Errno.EINVAL.result());
        assertThat(guest.call(task, CLONE, 17)).isEqualTo(Errno.ENOSYS.result());
        assertThat(guest.call(task, CLONE3, TestGuest.DATA, 56)).isEqualTo(Errno.EINVAL.result());
        guest.memory().putLong(TestGuest.DATA + 96, 1);
        assertThat(guest.call(task, CLONE3, TestGuest.DATA, 104)).isEqualTo(Errno.E2BIG.result());
        assertThat(guest.notes()).hasSize(1);
    }

    @Test
    void aWaitForAnotherValueFailsAtOnce() {
        Task task = guest.task(new ScriptedVcpu());
        guest.memory().putInt(WORD, 1);
        assertThat(guest.call(task, FUTEX, WORD, WAIT, 2, 0)).isEqualTo(Errno.EAGAIN.result());
        assertThat(guest.call(task, FUTEX, WORD + 1, WAIT, 1, 0)).isEqualTo(Errno.EINVAL.result());
        assertThat(guest.call(task, FUTEX, 8, WAIT, 1, 0)).isEqualTo(Errno.EFAULT.result());
        assertThat(guest.call(task, FUTEX, WORD, WAIT_BITSET, 1, 0, 0, 0)).isEqualTo(Errno.EINVAL.result());
        assertThat(guest.call(task, FUTEX, WORD, 2, 1, 0, 0, 0)).isEqualTo(Errno.ENOSYS.result());
        assertThat(guest.call(task, FUTEX, WORD, WAKE, 1)).isZero();
    }

    @Test
    void aWaitEndsWithItsTimeout() {
        guest.memory().putLong(TestGuest.DATA, 0);
        guest.memory().putLong(TestGuest.DATA + 8, 10_000_000);
        assertThat(guest.run(new ScriptedVcpu()
                                .call(FUTEX, WORD, WAIT, 0, TestGuest.DATA)
                                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(Errno.ETIMEDOUT.result())))
                        .code())
                .isZero();
    }

    /// Starts so many threads that wait for a word and waits until they do.
    private void startWaiters(int count, long... arguments) {
        for (int i = 0; i < count; i++) {
            guest.kernel()
                    .start(guest.task(new ScriptedVcpu().call(FUTEX, arguments).call(EXIT, 0)));
        }
        for (Task task : guest.kernel().tasks()) {
            while (!task.sleeping()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void wakingAndMovingCountLikeLinux() {
        startWaiters(4, WORD, WAIT, 0, 0);
        Task caller = guest.task(new ScriptedVcpu());
        assertThat(guest.call(caller, FUTEX, WORD, WAKE, 1)).isEqualTo(1);
        assertThat(guest.call(caller, FUTEX, WORD, CMP_REQUEUE, 1, 1000, WORD + 4, 5))
                .isEqualTo(Errno.EAGAIN.result());
        assertThat(guest.call(caller, FUTEX, WORD, CMP_REQUEUE, 1, 1000, WORD + 4, 0))
                .isEqualTo(3);
        assertThat(guest.call(caller, FUTEX, WORD, WAKE, 100)).isZero();
        assertThat(guest.call(caller, FUTEX, WORD + 4, WAKE, 100)).isEqualTo(2);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void bitsetsChooseWhoIsWoken() {
        startWaiters(2, WORD, WAIT_BITSET, 0, 0, 0, 4);
        Task caller = guest.task(new ScriptedVcpu());
        assertThat(guest.call(caller, FUTEX, WORD, WAKE_BITSET, 10, 0, 0, 2)).isZero();
        assertThat(guest.call(caller, FUTEX, WORD, WAKE_BITSET, 10, 0, 0, 6)).isEqualTo(2);
        assertThat(guest.await().code()).isZero();
    }

    @Test
    void aDeadThreadsRobustFutexesAreReleased() {
        long head = TestGuest.DATA + 0x400;
        long entry = TestGuest.DATA + 0x440;
        guest.memory().putLong(head, entry);
        guest.memory().putLong(head + 8, 16);
        guest.memory().putLong(entry, head);
        ScriptedVcpu child = new ScriptedVcpu()
                .call(SET_ROBUST_LIST, head, 24)
                .check(_ -> guest.memory().putInt(entry + 16, 0x8000_0000 | (TestGuest.PID + 1)))
                .call(EXIT, 0);
        ScriptedVcpu parent = new ScriptedVcpu()
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .call(FUTEX, TID, WAIT, TestGuest.PID + 1, 0);
        assertThat(guest.run(parent).code()).isZero();
        assertThat(guest.memory().getInt(entry + 16)).isEqualTo(0xc000_0000);
    }

    @Test
    void moreTasksThanProcessorsShareThem() {
        try (TestGuest narrow = new TestGuest(1)) {
            AtomicLong turns = new AtomicLong();
            for (int i = 0; i < 3; i++) {
                ScriptedVcpu program = new ScriptedVcpu().check(_ -> {
                    while (narrow.kernel().tasks().size() < 3 && turns.get() == 0) {
                        Thread.onSpinWait();
                    }
                });
                for (int turn = 0; turn < 20; turn++) {
                    program.check(_ -> turns.incrementAndGet()).call(SCHED_YIELD);
                }
                narrow.kernel().start(narrow.task(program.call(EXIT, 0)));
            }
            assertThat(narrow.await().code()).isZero();
            assertThat(turns).hasValue(60);
        }
    }

    @Test
    void aSpinningTaskGivesWayAfterItsSlice() {
        try (TestGuest narrow = new TestGuest(1)) {
            narrow.kernel().start(narrow.task(new ScriptedVcpu().spin().call(EXIT, 0)));
            narrow.kernel().start(narrow.task(new ScriptedVcpu().call(EXIT_GROUP, 6)));
            assertThat(narrow.await().code()).isEqualTo(6);
        }
    }

    /// A wake that comes late must not give a processor to a task that sleeps: it would be lost.
    @Test
    void sleepersKeepNoProcessor() {
        try (TestGuest narrow = new TestGuest(1)) {
            for (int round = 0; round < 300; round++) {
                narrow.kernel().start(narrow.task(new ScriptedVcpu().call(FUTEX, WORD, WAIT, 0, 0)));
            }
            narrow.kernel().start(narrow.task(new ScriptedVcpu().call(EXIT_GROUP, 8)));
            assertThat(narrow.await().code()).isEqualTo(8);
        }
    }

    @Test
    void nobodyStarvesWhereAllSpin() {
        try (TestGuest narrow = new TestGuest(1)) {
            // A spinning script goes on when its processor is wanted, so each of these steps is a turn.
            for (int i = 0; i < 4; i++) {
                ScriptedVcpu program = new ScriptedVcpu();
                for (int turn = 0; turn < 50; turn++) {
                    program.spin();
                }
                narrow.kernel().start(narrow.task(program.call(EXIT_GROUP, 1)));
            }
            narrow.kernel().start(narrow.task(new ScriptedVcpu().spin().spin().call(EXIT_GROUP, 9)));
            assertThat(narrow.await().code()).isEqualTo(9);
        }
    }

    @Test
    void anInheritingFutexIsHandedOver() {
        ScriptedVcpu child = new ScriptedVcpu()
                .call(FUTEX, WORD, LOCK_PI, 0, 0)
                .check(cpu -> {
                    assertThat(cpu.gpr[CpuState.RAX]).isZero();
                    assertThat(guest.memory().getInt(WORD) & 0x3fff_ffff).isEqualTo(TestGuest.PID + 1);
                })
                .call(FUTEX, WORD, UNLOCK_PI)
                .call(EXIT, 0);
        ScriptedVcpu parent = new ScriptedVcpu()
                .call(FUTEX, WORD, LOCK_PI, 0, 0)
                .check(_ -> assertThat(guest.memory().getInt(WORD)).isEqualTo(TestGuest.PID))
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .check(_ -> awaitSleep(TestGuest.PID + 1))
                .check(_ -> assertThat(guest.memory().getInt(WORD)).isEqualTo(0x8000_0000 | TestGuest.PID))
                .call(FUTEX, WORD, UNLOCK_PI)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero())
                .call(FUTEX, TID, WAIT, TestGuest.PID + 1, 0);
        assertThat(guest.run(parent).code()).isZero();
        assertThat(guest.memory().getInt(WORD)).isZero();
    }

    @Test
    void anInheritingFutexSurvivesItsOwnerWhateverTheWordSays() {
        ScriptedVcpu child = new ScriptedVcpu()
                .call(FUTEX, WORD, LOCK_PI, 0, 0)
                .check(_ -> awaitSleep(TestGuest.PID))
                // musl gives it back by itself before it ends, and the kernel must know nevertheless.
                .check(_ -> guest.memory().putInt(WORD, 0x4000_0000))
                .call(EXIT, 0);
        ScriptedVcpu parent = new ScriptedVcpu()
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .check(_ -> {
                    while (guest.memory().getInt(WORD) == 0) {
                        Thread.onSpinWait();
                    }
                })
                .call(FUTEX, WORD, LOCK_PI, 0, 0)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isZero());
        assertThat(guest.run(parent).code()).isZero();
        assertThat(guest.memory().getInt(WORD)).isEqualTo(0xc000_0000 | TestGuest.PID);
    }

    private void awaitSleep(int tid) {
        Task task = guest.kernel().task(tid);
        while (task == null || !task.sleeping()) {
            Thread.onSpinWait();
            task = guest.kernel().task(tid);
        }
    }

    @Test
    void aRestartableSequenceBeginsAnewAfterAnotherTaskRan() {
        long area = TestGuest.DATA + 0x1000;
        long section = TestGuest.DATA + 0x1040;
        long code = TestGuest.DATA + 0x2000;
        try (TestGuest narrow = new TestGuest(1)) {
            narrow.memory().putLong(section + 8, code);
            narrow.memory().putLong(section + 16, 0x20);
            narrow.memory().putLong(section + 24, code + 0x40);
            narrow.memory().putInt(code + 0x3c, 0x5305_3053);
            AtomicLong inside = new AtomicLong();
            AtomicLong outside = new AtomicLong();
            ScriptedVcpu program = new ScriptedVcpu()
                    .call(RSEQ, area, 32, 0, 0x5305_3053)
                    .check(cpu -> {
                        assertThat(cpu.gpr[CpuState.RAX]).isZero();
                        assertThat(narrow.memory().getInt(area + 4)).isZero();
                        narrow.memory().putLong(area + 8, section);
                        cpu.rip = code + 0x10;
                    })
                    .spin()
                    .check(cpu -> {
                        inside.set(cpu.rip);
                        narrow.memory().putLong(area + 8, section);
                        cpu.rip = code + 0x20;
                    })
                    .spin()
                    .check(cpu -> outside.set(cpu.rip));
            narrow.kernel().start(narrow.task(program.call(EXIT_GROUP, 0)));
            narrow.kernel()
                    .start(narrow.task(
                            new ScriptedVcpu().spin().spin().spin().spin().spin()));
            assertThat(narrow.await().code()).isZero();
            assertThat(inside).hasValue(code + 0x40);
            assertThat(outside).as("behind the last instruction").hasValue(code + 0x20);
            assertThat(narrow.memory().getLong(area + 8)).isZero();
        }
    }

    @Test
    void aSignalFindsItsThread() {
        ScriptedVcpu child = new ScriptedVcpu().spin().spin();
        ScriptedVcpu parent = new ScriptedVcpu()
                .check(_ -> guest.nextThread(child))
                .call(CLONE, PTHREAD, STACK, TID, TID, TLS)
                .call(TGKILL, TestGuest.PID, 4242, Signal.TERM)
                .check(cpu -> assertThat(cpu.gpr[CpuState.RAX]).isEqualTo(Errno.ESRCH.result()))
                .call(TGKILL, TestGuest.PID, TestGuest.PID + 1, Signal.TERM)
                .spin()
                .spin();
        assertThat(guest.run(parent).code()).isEqualTo(143);
    }
}
