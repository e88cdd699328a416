/**
 * The interpreter: op objects made from decoded instructions, blocks and the loop that runs them.
 */
@NullMarked
package org.hermitscope.x86.interp;

import org.jspecify.annotations.NullMarked;
