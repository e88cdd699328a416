package org.hermitscope.monitor.telnet;

import java.util.Arrays;
import java.util.BitSet;

/// Option negotiation by the Q method of RFC 1143, for both sides: there is at most one answer for each
/// change of state, so no peer can start a loop. Options nobody wants are refused once each.
public final class TelnetOptions {
    private enum State {
        NO,
        YES,
        WANT_NO,
        /// Asked to disable, will ask to enable afterwards.
        WANT_NO_THEN_YES,
        WANT_YES,
        /// Asked to enable, will ask to disable afterwards.
        WANT_YES_THEN_NO
    }

    /// What the negotiation does.
    public interface Actions {
        /// Sends IAC, verb, option.
        void send(int verb, int option);

        /// An option became active or inactive on our side, or was refused by the peer.
        void ours(int option, boolean active);

        /// An option became active or inactive on the peer's side, or was refused by it.
        void theirs(int option, boolean active);
    }

    private final Side ours;
    private final Side theirs;
    private final Actions actions;

    /// @param ours the options we may perform
    /// @param theirs the options the peer may perform
    public TelnetOptions(Actions actions, int[] ours, int[] theirs) {
        this.actions = actions;
        this.ours = new Side(true, ours);
        this.theirs = new Side(false, theirs);
    }

    /// Offers to perform an option (WILL).
    public void offer(int option) {
        ours.enable(option);
    }

    /// Stops performing an option (WONT).
    public void withdraw(int option) {
        ours.disable(option);
    }

    /// Asks the peer to perform an option (DO).
    public void request(int option) {
        theirs.enable(option);
    }

    /// Takes what the peer sent.
    public void received(int verb, int option) {
        switch (verb) {
            case Telnet.DO -> {
                if (option == Telnet.TIMING_MARK) {
                    // Clients that flush output wait for an answer to each.
                    actions.send(Telnet.WONT, option);
                } else {
                    ours.asked(option);
                }
            }
            case Telnet.DONT -> ours.refused(option);
            case Telnet.WILL -> theirs.asked(option);
            case Telnet.WONT -> theirs.refused(option);
            default -> throw new IllegalArgumentException("not a negotiation: " + verb);
        }
    }

    /// One side's options; the rules of RFC 1143 section 7 are the same for both.
    private final class Side {
        private final boolean we;
        private final State[] states = new State[256];
        private final BitSet allowed = new BitSet();
        private final BitSet answered = new BitSet();

        Side(boolean we, int[] allowedOptions) {
            this.we = we;
            Arrays.fill(states, State.NO);
            for (int option : allowedOptions) {
                allowed.set(option);
            }
        }

        void enable(int option) {
            switch (states[option]) {
                case NO -> {
                    states[option] = State.WANT_YES;
                    say(true, option);
                }
                case WANT_NO -> states[option] = State.WANT_NO_THEN_YES;
                case WANT_YES_THEN_NO -> states[option] = State.WANT_YES;
                case YES, WANT_YES, WANT_NO_THEN_YES -> {}
            }
        }

        void disable(int option) {
            switch (states[option]) {
                case YES -> {
                    states[option] = State.WANT_NO;
                    say(false, option);
                    report(option, false);
                }
                case WANT_YES -> states[option] = State.WANT_YES_THEN_NO;
                case WANT_NO_THEN_YES -> states[option] = State.WANT_NO;
                case NO, WANT_NO, WANT_YES_THEN_NO -> {}
            }
        }

        void asked(int option) {
            switch (states[option]) {
                case NO -> {
                    if (allowed.get(option)) {
                        states[option] = State.YES;
                        say(true, option);
                        report(option, true);
                    } else if (!answered.get(option)) {
                        answered.set(option);
                        say(false, option);
                    }
                }
                case WANT_YES -> {
                    states[option] = State.YES;
                    report(option, true);
                }
                case WANT_YES_THEN_NO -> {
                    states[option] = State.WANT_NO;
                    say(false, option);
                }
                // The peer answered a refusal with consent, which RFC 1143 calls an error.
                case WANT_NO -> states[option] = State.NO;
                case WANT_NO_THEN_YES -> {
                    states[option] = State.YES;
                    report(option, true);
                }
                case YES -> {}
            }
        }

        void refused(int option) {
            switch (states[option]) {
                case YES -> {
                    states[option] = State.NO;
                    say(false, option);
                    report(option, false);
                }
                case WANT_YES -> {
                    states[option] = State.NO;
                    report(option, false);
                }
                case WANT_NO, WANT_YES_THEN_NO -> states[option] = State.NO;
                case WANT_NO_THEN_YES -> {
                    states[option] = State.WANT_YES;
                    say(true, option);
                }
                case NO -> {}
            }
        }

        private void say(boolean yes, int option) {
            if (we) {
                actions.send(yes ? Telnet.WILL : Telnet.WONT, option);
            } else {
                actions.send(yes ? Telnet.DO : Telnet.DONT, option);
            }
        }

        private void report(int option, boolean active) {
            if (we) {
                actions.ours(option, active);
            } else {
                actions.theirs(option, active);
            }
        }
    }
}
