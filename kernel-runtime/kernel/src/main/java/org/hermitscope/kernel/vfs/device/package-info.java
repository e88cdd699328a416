/** What is read and written but has no contents of its own: devices, pipes and the host's standard streams. */
@NullMarked
package org.hermitscope.kernel.vfs.device;

import org.jspecify.annotations.NullMarked;
