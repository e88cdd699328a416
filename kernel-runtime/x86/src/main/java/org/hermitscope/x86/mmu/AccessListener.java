package org.hermitscope.x86.mmu;

import java.util.function.BooleanSupplier;

/// Told of the accesses that take the slow path for a reason other than a fault.
public interface AccessListener {
    /// A watched page was touched; the access is allowed and, for a store, about to be made.
    void watched(long linear, int size, boolean write);

    /// A store changed a page of which instructions were decoded.
    ///
    /// @param code where it was stored, as [LinearMemory#codeAddress] names it
    void codeStored(long code, int size);

    /// Makes an access that no host instruction makes atomic while no other vCPU is inside an instruction.
    boolean exclusively(BooleanSupplier access);
}
