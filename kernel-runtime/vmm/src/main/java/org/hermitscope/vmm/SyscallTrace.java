package org.hermitscope.vmm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a line for each of the guest's system calls goes.
///
/// @param file the file to write, replaced if it exists; null for standard error
public record SyscallTrace(@Nullable Path file) {}
