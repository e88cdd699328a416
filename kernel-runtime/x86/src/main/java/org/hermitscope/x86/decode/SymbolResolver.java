package org.hermitscope.x86.decode;

import org.jspecify.annotations.Nullable;

/// Names addresses in a listing.
@FunctionalInterface
public interface SymbolResolver {
    /// What stands in angle brackets behind an address, such as `main+0x10`; null where there is no symbol.
    @Nullable
    String nameOf(long address);
}
