/**
 * Numbers and layouts of Linux's x86-64 interface, and how a system call fails. Knows nothing of the kernel that serves
 * them; everything of the kernel may use it.
 */
@NullMarked
package org.hermitscope.kernel.abi;

import org.jspecify.annotations.NullMarked;
