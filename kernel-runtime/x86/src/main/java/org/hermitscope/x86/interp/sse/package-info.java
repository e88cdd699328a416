/**
 * Op objects of SSE and AVX instructions, by shape: where operands come from and results go. What they compute is in
 * {@code semantics}.
 */
@NullMarked
package org.hermitscope.x86.interp.sse;

import org.jspecify.annotations.NullMarked;
