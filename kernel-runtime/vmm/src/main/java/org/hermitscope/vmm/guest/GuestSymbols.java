package org.hermitscope.vmm.guest;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Names of the guest's code and data.
public interface GuestSymbols {
    /// `name` or `name+0x12` for an address; null when nothing is near.
    @Nullable
    String at(long address);

    OptionalLong address(String name);
}
