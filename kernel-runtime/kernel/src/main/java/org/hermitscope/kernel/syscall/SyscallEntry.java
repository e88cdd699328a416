package org.hermitscope.kernel.syscall;

/// A row of [SyscallTable].
///
/// @param number what the guest puts in RAX
/// @param name Linux's name
/// @param note what is missing, or why it is refused; empty for [Support#FULL]
/// @param signature the parameters in the notation that the package `kernel.trace` explains, empty where unknown
public record SyscallEntry(
        int number, String name, SyscallHandler handler, Support support, String note, String signature) {}
