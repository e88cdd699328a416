package org.hermitscope.gdbstub.wire;

/// What a client can send.
public sealed interface RspMessage {

    /// A packet, checksum verified or not as the mode demands; still escaped.
    ///
    /// @param payload what stood between `$` and `#`
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Packet(byte[] payload) implements RspMessage {}

    /// `+`: the last packet arrived well.
    record Ack() implements RspMessage {}

    /// `-`: please send the last packet again.
    record Nack() implements RspMessage {}

    /// Byte 0x03 between packets: please stop the program.
    record Interrupt() implements RspMessage {}

    /// A packet whose checksum is wrong or not hexadecimal.
    record Damaged() implements RspMessage {}

    /// The client does not speak this protocol, or exceeds the packet size. Nothing is decoded after this.
    ///
    /// @param reason one line
    record Alien(String reason) implements RspMessage {}
}
