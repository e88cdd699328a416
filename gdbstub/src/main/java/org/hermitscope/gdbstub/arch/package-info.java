/** Registers of an architecture as gdb wants them: numbers, sizes, and the target description. */
@NullMarked
package org.hermitscope.gdbstub.arch;

import org.jspecify.annotations.NullMarked;
