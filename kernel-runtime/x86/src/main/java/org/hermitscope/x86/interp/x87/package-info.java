/**
 * Op objects of the x87 FPU, MMX, FXSAVE and XSAVE: the register stack, faults and state around what semantics computes.
 */
@NullMarked
package org.hermitscope.x86.interp.x87;

import org.jspecify.annotations.NullMarked;
