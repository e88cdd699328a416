package org.hermitscope.monitor.telnet;

/// What a [TelnetParser] finds.
public interface TelnetEvents {
    /// A byte of the user's input, 0 to 255.
    void data(int value);

    /// A command without operand, such as [Telnet#AYT].
    void command(int code);

    /// WILL, WONT, DO or DONT.
    void negotiation(int verb, int option);

    /// A complete subnegotiation of at most [TelnetParser#MOST_SUBNEGOTIATION] bytes.
    ///
    /// @param body reused for the next one; valid until `length`
    void subnegotiation(int option, byte[] body, int length);
}
