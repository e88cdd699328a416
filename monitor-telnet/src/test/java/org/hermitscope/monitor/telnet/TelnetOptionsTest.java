package org.hermitscope.monitor.telnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TelnetOptionsTest {
    private final StringBuilder log = new StringBuilder();
    private final TelnetOptions options = new TelnetOptions(
            new TelnetOptions.Actions() {
                @Override
                public void send(int verb, int option) {
                    log.append(name(verb)).append(option).append(' ');
                }

                @Override
                public void ours(int option, boolean active) {
                    log.append(active ? "+us" : "-us").append(option).append(' ');
                }

                @Override
                public void theirs(int option, boolean active) {
                    log.append(active ? "+him" : "-him").append(option).append(' ');
                }
            },
            new int[] {Telnet.ECHO, Telnet.SGA},
            new int[] {Telnet.NAWS, Telnet.SGA});

    private static String name(int verb) {
        return switch (verb) {
            case Telnet.WILL -> "WILL";
            case Telnet.WONT -> "WONT";
            case Telnet.DO -> "DO";
            default -> "DONT";
        };
    }

    private String take() {
        String text = log.toString().strip();
        log.setLength(0);
        return text;
    }

    @Test
    void anOfferThatIsAcceptedIsNotAnsweredAgain() {
        options.offer(Telnet.ECHO);
        options.received(Telnet.DO, Telnet.ECHO);
        options.received(Telnet.DO, Telnet.ECHO);
        assertThat(take()).isEqualTo("WILL1 +us1");
    }

    @Test
    void anOfferThatIsRefusedIsReported() {
        options.offer(Telnet.ECHO);
        options.received(Telnet.DONT, Telnet.ECHO);
        options.received(Telnet.DONT, Telnet.ECHO);
        assertThat(take()).isEqualTo("WILL1 -us1");
    }

    @Test
    void requestsAreGrantedOrRefusedOnce() {
        options.received(Telnet.WILL, Telnet.NAWS);
        options.received(Telnet.WILL, Telnet.NAWS);
        options.received(Telnet.DO, Telnet.SGA);
        options.received(Telnet.WILL, 39);
        options.received(Telnet.WILL, 39);
        options.received(Telnet.DO, 34);
        options.received(Telnet.DO, 34);
        assertThat(take()).isEqualTo("DO31 +him31 WILL3 +us3 DONT39 WONT34");
    }

    @Test
    void withdrawalsAreConfirmed() {
        options.offer(Telnet.ECHO);
        options.received(Telnet.DO, Telnet.ECHO);
        options.received(Telnet.DONT, Telnet.ECHO);
        options.received(Telnet.DONT, Telnet.ECHO);
        assertThat(take()).isEqualTo("WILL1 +us1 WONT1 -us1");
    }

    @Test
    void changesOfMindWaitForTheAnswerBefore() {
        options.offer(Telnet.ECHO);
        options.withdraw(Telnet.ECHO);
        options.received(Telnet.DO, Telnet.ECHO);
        options.offer(Telnet.ECHO);
        options.received(Telnet.DONT, Telnet.ECHO);
        options.received(Telnet.DO, Telnet.ECHO);
        assertThat(take()).isEqualTo("WILL1 WONT1 WILL1 +us1");
    }

    @Test
    void everyTimingMarkIsAnswered() {
        options.received(Telnet.DO, Telnet.TIMING_MARK);
        options.received(Telnet.DO, Telnet.TIMING_MARK);
        assertThat(take()).isEqualTo("WONT6 WONT6");
    }

    @Test
    void aPeerThatContradictsEachAnswerCausesNoLoop() {
        options.offer(Telnet.ECHO);
        options.request(Telnet.NAWS);
        int answers = 0;
        for (int i = 0; i < 1000; i++) {
            take();
            options.received(i % 2 == 0 ? Telnet.DO : Telnet.WILL, 77);
            answers += take().isEmpty() ? 0 : 1;
        }
        assertThat(answers).isEqualTo(2);
    }

    @Test
    void twoOfThemTalkingToEachOtherFallSilent() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Peer a = new Peer(random);
            Peer b = new Peer(random);
            for (int option = 0; option < 5; option++) {
                a.start(option);
                b.start(option);
            }
            int sent = 0;
            while (!a.out.isEmpty() || !b.out.isEmpty()) {
                sent += a.deliverTo(b) + b.deliverTo(a);
                assertThat(sent).isLessThan(200);
            }
        }
    }

    private static final class Peer implements TelnetOptions.Actions {
        final java.util.ArrayDeque<int[]> out = new java.util.ArrayDeque<>();
        private final Random random;
        private final TelnetOptions options;

        Peer(Random random) {
            this.random = random;
            this.options = new TelnetOptions(this, some(random), some(random));
        }

        private static int[] some(Random random) {
            return random.ints(random.nextInt(4), 0, 5).toArray();
        }

        void start(int option) {
            switch (random.nextInt(4)) {
                case 0 -> options.offer(option);
                case 1 -> options.request(option);
                case 2 -> options.withdraw(option);
                default -> {}
            }
        }

        int deliverTo(Peer other) {
            int[] message = out.poll();
            if (message == null) {
                return 0;
            }
            other.options.received(message[0], message[1]);
            return 1;
        }

        @Override
        public void send(int verb, int option) {
            out.add(new int[] {verb, option});
        }

        @Override
        public void ours(int option, boolean active) {}

        @Override
        public void theirs(int option, boolean active) {}
    }
}
