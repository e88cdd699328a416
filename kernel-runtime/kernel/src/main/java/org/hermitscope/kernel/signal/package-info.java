/**
 * Signals: their numbers and default actions, what is pending, and the frame a handler runs on. Knows registers and
 * guest memory, not tasks.
 */
@NullMarked
package org.hermitscope.kernel.signal;

import org.jspecify.annotations.NullMarked;
