package org.hermitscope.x86.mmu;

/// An exception of the guest on its way from where it was noticed to the loop that delivers it. One for each
/// processor, without a stack trace; it never leaves `Vcpu.run`.
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private int vector;
    private long errorCode;
    private long address;
    private boolean software;

    public GuestFault() {
        super(null, null, false, false);
    }

    /// Fills it in; returns it to be thrown.
    public GuestFault with(int vector, long errorCode, long address) {
        this.vector = vector;
        this.errorCode = errorCode;
        this.address = address;
        this.software = false;
        return this;
    }

    /// The same for INT n, INT3, INTO and INT1, which are delivered with RIP behind the instruction.
    public GuestFault software(int vector) {
        with(vector, 0, 0);
        this.software = true;
        return this;
    }

    public int vector() {
        return vector;
    }

    public long errorCode() {
        return errorCode;
    }

    /// CR2 of a page fault.
    public long address() {
        return address;
    }

    public boolean isSoftware() {
        return software;
    }
}
