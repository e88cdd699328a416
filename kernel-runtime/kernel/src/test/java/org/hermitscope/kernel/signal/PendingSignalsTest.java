package org.hermitscope.kernel.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class PendingSignalsTest {
    private final PendingSignals pending = new PendingSignals(new SignalQuota(() -> 16_384));

    private void send(int number, int pid) {
        assertThat(pending.add(SignalInfo.user(number, SignalInfo.SI_QUEUE, pid, 0)))
                .isTrue();
    }

    private int take(long wanted) {
        SignalInfo info = pending.take(wanted);
        return info == null ? 0 : info.number();
    }

    private int takePid() {
        return Objects.requireNonNull(pending.take(-1)).pid();
    }

    @Test
    void theLowestNumberComesFirst() {
        send(Signal.USR2, 1);
        send(Signal.HUP, 1);
        send(Signal.USR1, 1);
        assertThat(take(-1)).isEqualTo(Signal.HUP);
        assertThat(take(-1)).isEqualTo(Signal.USR1);
        assertThat(take(-1)).isEqualTo(Signal.USR2);
        assertThat(take(-1)).isZero();
    }

    @Test
    void whatInstructionsCauseComesBeforeAll() {
        send(Signal.HUP, 1);
        send(Signal.SEGV, 1);
        assertThat(take(-1)).isEqualTo(Signal.SEGV);
    }

    @Test
    void standardSignalsCoalesceAndKeepTheFirst() {
        send(Signal.USR1, 1);
        send(Signal.USR1, 2);
        assertThat(takePid()).isEqualTo(1);
        assertThat(take(-1)).isZero();
    }

    @Test
    void realTimeSignalsQueueInOrder() {
        send(40, 1);
        send(39, 2);
        send(40, 3);
        assertThat(take(-1)).isEqualTo(39);
        assertThat(pending.set()).isEqualTo(Signal.bit(40));
        assertThat(takePid()).isEqualTo(1);
        assertThat(pending.set()).isEqualTo(Signal.bit(40));
        assertThat(takePid()).isEqualTo(3);
        assertThat(pending.set()).isZero();
    }

    @Test
    void theQueueIsBounded() {
        for (int i = 0; i < 16_384; i++) {
            send(50, i);
        }
        assertThat(pending.add(SignalInfo.user(50, SignalInfo.SI_QUEUE, 1, 0))).isFalse();
        assertThat(pending.add(SignalInfo.user(Signal.USR1, SignalInfo.SI_USER, 1, 0)))
                .isTrue();
    }

    @Test
    void onlyWantedSignalsAreTakenAndForgotten() {
        send(Signal.HUP, 1);
        send(Signal.USR1, 1);
        send(45, 1);
        assertThat(take(Signal.bit(Signal.USR1))).isEqualTo(Signal.USR1);
        pending.remove(Signal.bit(45));
        assertThat(pending.set()).isEqualTo(Signal.bit(Signal.HUP));
    }

    @Test
    void namesAndDefaultActionsAreLinuxs() {
        assertThat(Signal.name(Signal.SEGV)).isEqualTo("SIGSEGV");
        assertThat(Signal.name(32)).isEqualTo("SIGRTMIN");
        assertThat(Signal.name(64)).isEqualTo("SIGRT_32");
        assertThat(Signal.defaultAction(Signal.SEGV)).isEqualTo(Signal.Default.CORE);
        assertThat(Signal.defaultAction(Signal.TERM)).isEqualTo(Signal.Default.TERMINATE);
        assertThat(Signal.defaultAction(Signal.CHLD)).isEqualTo(Signal.Default.IGNORE);
        assertThat(Signal.defaultAction(Signal.TSTP)).isEqualTo(Signal.Default.STOP);
        assertThat(Signal.defaultAction(60)).isEqualTo(Signal.Default.TERMINATE);
    }

    @Test
    void whatQueuesBeyondTheLimitIsRefusedButKillStillArrives() {
        PendingSignals few = new PendingSignals(new SignalQuota(() -> 2));
        SignalInfo queued = SignalInfo.user(40, SignalInfo.SI_QUEUE, 1, 0);

        assertThat(few.add(queued)).isTrue();
        assertThat(few.add(queued)).isTrue();
        assertThat(few.add(queued)).isFalse();
        assertThat(few.add(SignalInfo.user(41, SignalInfo.SI_USER, 1, 0))).isTrue();

        assertThat(Objects.requireNonNull(few.take(-1)).number()).isEqualTo(40);
        assertThat(few.add(queued)).isTrue();
        assertThat(few.take(Signal.bit(41))).extracting(SignalInfo::pid).isEqualTo(0);
        assertThat(few.set()).isEqualTo(Signal.bit(40));
    }

    @Test
    void aSenderIsToldWhenItsSignalIsTakenAndCanTakeItBack() {
        List<SignalInfo> taken = new ArrayList<>();
        SignalInfo.Sender timer = info -> {
            taken.add(info);
            return info;
        };
        pending.add(SignalInfo.timer(40, 1, 0, 5, timer));
        assertThat(pending.holds(40, timer)).isTrue();
        assertThat(pending.take(-1)).isSameAs(taken.getFirst());

        pending.add(SignalInfo.timer(40, 1, 0, 5, timer));
        pending.remove(40, timer);
        assertThat(pending.holds(40, timer)).isFalse();
        assertThat(pending.set()).isZero();
    }
}
