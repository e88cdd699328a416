/**
 * Makes a process image of an ELF file: segments, heap, stack with arguments and auxiliary vector, vDSO.
 */
@NullMarked
package org.hermitscope.kernel.loader;

import org.jspecify.annotations.NullMarked;
