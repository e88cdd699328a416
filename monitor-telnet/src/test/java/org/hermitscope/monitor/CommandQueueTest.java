package org.hermitscope.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CommandQueueTest {
    private final Shell shell = new Shell("v");

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void commandsThatChangeTheMachineNeverRunBesideEachOther() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger count = new AtomicInteger();
        shell.commands().register(Command.of("bump", "", "", call -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            count.incrementAndGet();
            running.decrementAndGet();
        }));
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                Session session = shell.open("test");
                for (int n = 0; n < 100; n++) {
                    shell.execute("bump", session, new Recorder());
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        assertThat(most).hasValue(1);
        assertThat(count).hasValue(800);
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobody() throws InterruptedException {
        shell.commands().register(Command.of("flood", "", "", call -> call.print("x".repeat(100_000))));
        shell.commands().register(Command.of("stop", "", "", call -> call.println("stopped")));
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread slow = Thread.ofVirtual()
                .start(() -> shell.execute("flood", shell.open("slow"), text -> {
                    blocked.countDown();
                    await(release);
                }));
        blocked.await();
        Recorder out = new Recorder();
        assertThat(shell.execute("stop", shell.open("quick"), out)).isEqualTo(Status.OK);
        assertThat(out.text()).isEqualTo("stopped\n");
        release.countDown();
        slow.join();
    }

    @Test
    void outputNobodyReadsStopsTheCommand() throws InterruptedException {
        shell.commands().register(Command.of("flood", "", "", call -> {
            while (true) {
                call.print("x".repeat(100_000));
            }
        }));
        CountDownLatch release = new CountDownLatch(1);
        Status[] status = new Status[1];
        Recorder flood = new Recorder();
        Thread slow = Thread.ofVirtual()
                .start(() -> status[0] = shell.execute("flood", shell.open("slow"), text -> {
                    await(release);
                    flood.print(text);
                }));
        Recorder out = new Recorder();
        // The queue is free again although the client still sits in its first print.
        assertThat(shell.execute("echo on", shell.open("quick"), out)).isEqualTo(Status.OK);
        shell.commands().register(Command.of("stop", "", "", call -> {}));
        assertThat(shell.execute("stop", shell.open("quick"), out)).isEqualTo(Status.OK);
        release.countDown();
        slow.join();
        assertThat(status[0]).isEqualTo(Status.ERROR);
        assertThat(flood.text()).endsWith("x\ncommand stopped: 4 MiB of output wait to be read\n");
    }

    @Test
    void aWaitingCommandCanBeCancelledAndThenNeverRuns() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        shell.commands()
                .register(Command.of("hog", "", "", call -> {
                    started.countDown();
                    await(release);
                }))
                .register(Command.of("stop", "", "", call -> ran.incrementAndGet()));
        Thread hog = Thread.ofVirtual().start(() -> shell.execute("hog", shell.open("hog"), new Recorder()));
        started.await();
        Cancellation token = new Cancellation();
        Status[] status = new Status[1];
        Thread waiting = Thread.ofVirtual()
                .start(() -> status[0] = shell.execute("stop", shell.open("w"), new Recorder(), token));
        token.cancel();
        waiting.join();
        assertThat(status[0]).isEqualTo(Status.CANCELLED);
        release.countDown();
        hog.join();
        shell.execute("hog", shell.open("after"), new Recorder());
        assertThat(ran).hasValue(0);
    }

    @Test
    void aCommandMayExecuteALineOfItsOwn() {
        shell.commands().register(Command.of("inner", "", "", call -> call.println("inner")));
        shell.commands()
                .register(Command.of(
                        "outer",
                        "",
                        "",
                        call -> shell.execute("inner", call.session(), call.out(), call.cancellation())));
        Recorder out = new Recorder();
        assertThat(shell.execute("outer", shell.open("t"), out)).isEqualTo(Status.OK);
        assertThat(out.text()).isEqualTo("inner\n");
    }

    @Test
    void afterTheEndCommandsAreRefused() {
        shell.commands().register(Command.of("stop", "", "", call -> {}));
        shell.close();
        Recorder out = new Recorder();
        assertThat(shell.execute("stop", shell.open("t"), out)).isEqualTo(Status.ERROR);
        assertThat(out.text()).isEqualTo("the monitor is shutting down\n");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
