package org.hermitscope.kernel.memory;

/// Brings in pages that are mapped but not present yet: file contents, a growing stack, ranges too large to open page
/// by page.
public interface PageSupply {
    /// Makes one page accessible, if the mapping there allows it.
    ///
    /// @param linear any address in the page
    /// @param wanted a sum of [org.hermitscope.machine.Protection] bits
    /// @return whether the page now allows `wanted`
    boolean supply(long linear, int wanted);
}
