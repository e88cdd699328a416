package org.hermitscope.kernel.memory;

/// Why an access to guest memory is not possible.
public enum AccessFault {
    /// Nothing is mapped there: SEGV_MAPERR.
    UNMAPPED,
    /// Mapped, but not for this access: SEGV_ACCERR.
    DENIED,
    /// A page of a file mapping that lies wholly behind the file's end: BUS_ADRERR.
    BEHIND_FILE
}
