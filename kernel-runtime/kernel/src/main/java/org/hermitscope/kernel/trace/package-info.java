/**
 * System calls, signals and ends of threads as text, in the format of strace(1).
 *
 * <p>A call's signature in the system call table names its parameters with one word each, separated by commas; a leading
 * {@code >} marks what the call fills in, which is shown after it. {@link org.hermitscope.kernel.trace.ArgumentText} has
 * the words.
 */
@NullMarked
package org.hermitscope.kernel.trace;

import org.jspecify.annotations.NullMarked;
