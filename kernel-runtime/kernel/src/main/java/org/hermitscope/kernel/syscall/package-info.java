/**
 * The system calls: one table, one class for each family of handlers, and the dispatcher that turns a handler's
 * exception into an error number.
 */
@NullMarked
package org.hermitscope.kernel.syscall;

import org.jspecify.annotations.NullMarked;
