/**
 * The machine as a whole: its configuration, how it is put together and run, and the one exception by which it fails.
 */
@NullMarked
package org.hermitscope.vmm;

import org.jspecify.annotations.NullMarked;
