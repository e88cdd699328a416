package org.hermitscope.machine.image;

/// A loadable segment (PT_LOAD).
///
/// @param linear where the file wants it, or its offset from the load address of a position-independent image
/// @param memorySize bytes in memory, at least `fileSize`
/// @param fileOffset where its bytes begin in the file
/// @param fileSize bytes in the file; the rest is zero
/// @param protection a sum of [org.hermitscope.machine.Protection] bits
public record Segment(long linear, long memorySize, int fileOffset, int fileSize, int protection) {}
