package org.hermitscope.netcapture;

/// How finely a pcap file tells time. The magic number at its start says which.
public enum TimePrecision {
    /// Understood by every reader.
    MICROSECONDS(0xa1b2c3d4, 1000),
    /// Understood since libpcap 1.5 and Wireshark 1.6.
    NANOSECONDS(0xa1b23c4d, 1);

    private final int magic;
    private final int nanosecondsPerUnit;

    TimePrecision(int magic, int nanosecondsPerUnit) {
        this.magic = magic;
        this.nanosecondsPerUnit = nanosecondsPerUnit;
    }

    int magic() {
        return magic;
    }

    int nanosecondsPerUnit() {
        return nanosecondsPerUnit;
    }
}
