/**
 * Op objects of MMX and of what SSE to SSSE3 added to MMX registers. What lanes hold is computed by semantics.
 */
@NullMarked
package org.hermitscope.x86.interp.mmx;

import org.jspecify.annotations.NullMarked;
