package org.hermitscope.machine.image;

/// A symbol of code or data.
///
/// @param address where it is, less the load address for a position-independent image
/// @param size bytes; 0 where the file does not tell
/// @param function whether it is code
public record Symbol(String name, long address, long size, boolean function) {}
