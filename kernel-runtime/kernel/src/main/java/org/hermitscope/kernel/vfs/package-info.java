/**
 * Files as a Linux program sees them: names, inodes, open files, descriptors and mounts. Nothing here knows system
 * call numbers or guest registers; file systems and devices live in the packages below.
 */
@NullMarked
package org.hermitscope.kernel.vfs;

import org.jspecify.annotations.NullMarked;
