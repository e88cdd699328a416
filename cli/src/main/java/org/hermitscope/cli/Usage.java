package org.hermitscope.cli;

import org.hermitscope.vmm.VmmException;

/// What the person who typed the line can mend: one line and exit status 2.
final class Usage {
    private Usage() {}

    static VmmException error(String message) {
        return new VmmException(VmmException.USAGE, message);
    }
}
