/** Registers of an architecture as gdb wants them: numbers, sizes, and the target description. Knows no machine and no protocol. */
@NullMarked
package org.hermitscope.gdbstub.arch;

import org.jspecify.annotations.NullMarked;
