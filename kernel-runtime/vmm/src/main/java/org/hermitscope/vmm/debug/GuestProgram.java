package org.hermitscope.vmm.debug;

/// The program a debugger sees: what it is and what its loader was told.
public final class GuestProgram {
    private final String path;
    private final byte[] image;
    private final byte[] auxv;
    private final long tlsSize;
    private final long tlsAlignment;

    /// @param path where the guest sees it
    /// @param image its bytes as they were loaded
    /// @param auxv the auxiliary vector, AT_NULL included
    /// @param tlsSize memory size of PT_TLS, 0 without one
    /// @param tlsAlignment alignment of PT_TLS
    public GuestProgram(String path, byte[] image, byte[] auxv, long tlsSize, long tlsAlignment) {
        this.path = path;
        this.image = image;
        this.auxv = auxv;
        this.tlsSize = tlsSize;
        this.tlsAlignment = tlsAlignment;
    }

    public String path() {
        return path;
    }

    /// Not to be changed.
    public byte[] image() {
        return image;
    }

    /// Not to be changed.
    public byte[] auxv() {
        return auxv;
    }

    public long tlsSize() {
        return tlsSize;
    }

    public long tlsAlignment() {
        return tlsAlignment;
    }
}
