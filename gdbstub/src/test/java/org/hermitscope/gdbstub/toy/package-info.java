/** A little machine for the tests: real enough for gdb, with a handful of x86-64 instructions. */
@NullMarked
package org.hermitscope.gdbstub.toy;

import org.jspecify.annotations.NullMarked;
