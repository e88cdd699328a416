package org.hermitscope.kernel.vfs;

/// Guest memory as `ioctl` handlers need it. Bad addresses raise EFAULT.
public interface IoctlMemory {
    void read(long address, byte[] to);

    void write(long address, byte[] from);

    /// Stores an `int`.
    default void writeInt(long address, int value) {
        write(address, new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)});
    }

    /// Loads an `int`.
    default int readInt(long address) {
        byte[] bytes = new byte[4];
        read(address, bytes);
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | bytes[3] << 24;
    }
}
