/**
 * The processor: its engine-side state, exceptions, system registers, CPUID.
 */
@NullMarked
package org.hermitscope.x86.cpu;

import org.jspecify.annotations.NullMarked;
