/** The example of the README, compiled and run. */
@NullMarked
package org.hermitscope.gdbstub.example;

import org.jspecify.annotations.NullMarked;
