package org.hermitscope.x86.decode;

/// Where instruction bytes come from.
@FunctionalInterface
public interface CodeSource {
    /// The byte at `address`, 0 to 255. May throw what a fetch from there throws; the decoder asks only for
    /// bytes that belong to the instruction, in their order, so the first fault is the processor's.
    int byteAt(long address);
}
