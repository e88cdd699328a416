/**
 * Joins a guest to the GDB stub: the stub's target over guest, tasks and engine.
 */
@NullMarked
package org.hermitscope.vmm.debug;

import org.jspecify.annotations.NullMarked;
