/**
 * From an image to the machine that can run it. Everything else of a machine is below its platform's package.
 */
@NullMarked
package org.hermitscope.vmm.boot;

import org.jspecify.annotations.NullMarked;
