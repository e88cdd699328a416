/** Puts the guest's tree together from the file systems. */
@NullMarked
package org.hermitscope.kernel.vfs.tree;

import org.jspecify.annotations.NullMarked;
