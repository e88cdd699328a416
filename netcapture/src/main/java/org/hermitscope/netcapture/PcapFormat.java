package org.hermitscope.netcapture;

/// The classic format (draft-ietf-opsawg-pcap): a header of 24 bytes, then records of 16 bytes and the data.
final class PcapFormat {
    static final int HEADER_LENGTH = 24;
    static final int RECORD_HEADER_LENGTH = 16;
    static final int VERSION_MAJOR = 2;
    static final int VERSION_MINOR = 4;

    /// libpcap's MAXIMUM_SNAPLEN: a longer record is a damaged one.
    static final int MOST_CAPTURED = 262_144;

    private PcapFormat() {}
}
