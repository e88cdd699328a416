package org.hermitscope.vmm.debug;

/// The program a debugger sees: what it is and what its loader was told.
///
/// @param path where the guest sees it
/// @param image its bytes as they were loaded
/// @param auxv the auxiliary vector, AT_NULL included
/// @param tlsSize memory size of PT_TLS, 0 without one
/// @param tlsAlignment alignment of PT_TLS
public record GuestProgram(String path, byte[] image, byte[] auxv, long tlsSize, long tlsAlignment) {}
