/**
 * The kernel's process and machine as /proc and /sys show them.
 */
@NullMarked
package org.hermitscope.kernel.process;

import org.jspecify.annotations.NullMarked;
