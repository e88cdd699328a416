package org.hermitscope.monitor.telnet;

/// The bytes of RFC 854 and the options in use here.
public final class Telnet {
    public static final int SE = 240;
    public static final int NOP = 241;
    public static final int DM = 242;
    public static final int BRK = 243;
    public static final int IP = 244;
    public static final int AO = 245;
    public static final int AYT = 246;
    public static final int EC = 247;
    public static final int EL = 248;
    public static final int GA = 249;
    public static final int SB = 250;
    public static final int WILL = 251;
    public static final int WONT = 252;
    public static final int DO = 253;
    public static final int DONT = 254;
    public static final int IAC = 255;

    /// RFC 857.
    public static final int ECHO = 1;
    /// Suppress go-ahead, RFC 858.
    public static final int SGA = 3;
    /// Timing mark, RFC 860: answered each time, it has no state.
    public static final int TIMING_MARK = 6;
    /// Terminal type, RFC 1091.
    public static final int TTYPE = 24;
    /// Window size, RFC 1073.
    public static final int NAWS = 31;

    private Telnet() {}
}
