/** tmpfs: a file system in the JVM's heap, with a limit. */
@NullMarked
package org.hermitscope.kernel.vfs.memory;

import org.jspecify.annotations.NullMarked;
