package org.hermitscope.monitor.telnet;

/// Takes a telnet stream apart, byte by byte, so that it does not matter how TCP cut it (RFC 854, RFC 855).
public final class TelnetParser {
    /// The longest subnegotiation that is passed on.
    public static final int MOST_SUBNEGOTIATION = 256;

    private enum State {
        DATA,
        IAC,
        OPTION,
        SB_OPTION,
        SB,
        SB_IAC,
        SB_TOO_LONG,
        SB_TOO_LONG_IAC
    }

    private final TelnetEvents events;
    private final byte[] body = new byte[MOST_SUBNEGOTIATION];
    private State state = State.DATA;
    private int verb;
    private int option;
    private int length;

    public TelnetParser(TelnetEvents events) {
        this.events = events;
    }

    /// Takes the next byte of the stream.
    public void accept(byte next) {
        int c = next & 0xff;
        switch (state) {
            case DATA -> {
                if (c == Telnet.IAC) {
                    state = State.IAC;
                } else {
                    events.data(c);
                }
            }
            case IAC -> afterIac(c);
            case OPTION -> {
                state = State.DATA;
                events.negotiation(verb, c);
            }
            case SB_OPTION -> {
                option = c;
                length = 0;
                state = State.SB;
            }
            case SB -> {
                if (c == Telnet.IAC) {
                    state = State.SB_IAC;
                } else {
                    append(c);
                }
            }
            case SB_IAC -> {
                if (c == Telnet.IAC) {
                    state = State.SB;
                    append(c);
                } else if (c == Telnet.SE) {
                    state = State.DATA;
                    events.subnegotiation(option, body, length);
                } else {
                    // RFC 855 knows only SE and IAC here: the subnegotiation is broken off, the command counts.
                    afterIac(c);
                }
            }
            case SB_TOO_LONG -> {
                // Without an end it would swallow the rest of the session: Enter ends it as well.
                if (c == Telnet.IAC) {
                    state = State.SB_TOO_LONG_IAC;
                } else if (c == '\r' || c == '\n') {
                    state = State.DATA;
                }
            }
            case SB_TOO_LONG_IAC -> state = c == Telnet.SE ? State.DATA : State.SB_TOO_LONG;
        }
    }

    private void append(int c) {
        if (length == MOST_SUBNEGOTIATION) {
            state = State.SB_TOO_LONG;
        } else {
            body[length] = (byte) c;
            length++;
        }
    }

    private void afterIac(int c) {
        switch (c) {
            case Telnet.IAC -> {
                state = State.DATA;
                events.data(c);
            }
            case Telnet.WILL, Telnet.WONT, Telnet.DO, Telnet.DONT -> {
                verb = c;
                state = State.OPTION;
            }
            case Telnet.SB -> state = State.SB_OPTION;
            default -> {
                state = State.DATA;
                events.command(c);
            }
        }
    }
}
