package org.hermitscope.kernel.loader;

/// A program in memory, ready to run.
///
/// @param entry address of its first instruction
/// @param stackPointer RSP to begin with; argc lies there
/// @param bias what was added to the file's addresses; 0 unless it is position-independent
/// @param auxv the auxiliary vector as it lies in memory, AT_NULL included
public record LoadedProgram(long entry, long stackPointer, long bias, byte[] auxv) {}
