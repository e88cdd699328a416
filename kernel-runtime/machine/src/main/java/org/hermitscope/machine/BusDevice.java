package org.hermitscope.machine;

/// A device as the guest sees it: registers at offsets from where the bus put it.
public interface BusDevice {
    /// Reads one register.
    ///
    /// @param offset bytes from the device's first address
    /// @param size 1, 2, 4 or 8
    long read(long offset, int size);

    /// Writes one register; `value` is zero extended.
    void write(long offset, int size, long value);
}
