/** /proc and /sys: what programs read about themselves and their machine, as text made when it is read. */
@NullMarked
package org.hermitscope.kernel.proc;

import org.jspecify.annotations.NullMarked;
