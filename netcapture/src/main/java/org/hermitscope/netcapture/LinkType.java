package org.hermitscope.netcapture;

/// What a packet starts with: a number from the registry at tcpdump.org/linktypes.html.
///
/// @param value 0 to 65535
/// @param name without the prefix `LINKTYPE_`
public record LinkType(int value, String name) {
    public static final LinkType NULL = new LinkType(0, "NULL");
    public static final LinkType ETHERNET = new LinkType(1, "ETHERNET");
    /// An IPv4 or IPv6 packet without any header before it.
    public static final LinkType RAW = new LinkType(101, "RAW");

    public static final LinkType LINUX_SLL = new LinkType(113, "LINUX_SLL");
    public static final LinkType LINUX_SLL2 = new LinkType(276, "LINUX_SLL2");

    public LinkType {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException("link type " + value);
        }
    }

    /// The link type with a number; numbers without a name here are called `LINKTYPE 147`.
    public static LinkType of(int value) {
        return switch (value) {
            case 0 -> NULL;
            case 1 -> ETHERNET;
            case 101 -> RAW;
            case 113 -> LINUX_SLL;
            case 276 -> LINUX_SLL2;
            default -> new LinkType(value, "LINKTYPE " + value);
        };
    }
}
