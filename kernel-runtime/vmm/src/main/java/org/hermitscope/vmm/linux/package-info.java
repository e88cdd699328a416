/**
 * The machine for ordinary static Linux programs: window, engine and library OS put together, and how monitor and
 * debugger see them.
 */
@NullMarked
package org.hermitscope.vmm.linux;

import org.jspecify.annotations.NullMarked;
