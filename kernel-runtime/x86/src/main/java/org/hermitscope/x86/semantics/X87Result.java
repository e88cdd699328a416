package org.hermitscope.x86.semantics;

/// Where the functions on 80-bit values put what they compute; made once by whoever calls them.
public final class X87Result {
    /// Significand with its explicit integer bit, or the bits of a converted value.
    public long significand;
    /// Sign in bit 15, biased exponent below.
    public int signExponent;
    /// What the operation adds to the status word: exception flags, C1, and condition codes where it sets them.
    public int flags;

    public void set(int signExponent, long significand, int flags) {
        this.signExponent = signExponent;
        this.significand = significand;
        this.flags = flags;
    }
}
