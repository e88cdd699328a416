/**
 * The guest's address space: which ranges are mapped, what they hold and allow, and how the kernel reads and writes
 * them. Knows files, not tasks.
 */
@NullMarked
package org.hermitscope.kernel.memory;

import org.jspecify.annotations.NullMarked;
