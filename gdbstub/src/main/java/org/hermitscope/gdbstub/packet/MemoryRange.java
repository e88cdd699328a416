package org.hermitscope.gdbstub.packet;

import org.hermitscope.gdbstub.wire.PacketReader;

/// Where a packet reads or writes.
///
/// @param length unsigned; may exceed what one answer can hold
record MemoryRange(long address, long length) {

    /// Reads `address,length`.
    static MemoryRange parse(PacketReader in) {
        long address = in.hex();
        in.expect(',');
        return new MemoryRange(address, in.hex());
    }

    /// Bytes of it up to `most` that do not wrap around the end of the address space.
    int clamp(int most) {
        long size = length < 0 || length > most ? most : length;
        long beyond = address + size;
        if (size > 0 && Long.compareUnsigned(beyond - 1, address) < 0) {
            size = -address;
        }
        return (int) size;
    }
}
