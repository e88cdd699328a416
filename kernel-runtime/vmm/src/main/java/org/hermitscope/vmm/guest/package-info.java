/**
 * What debugger and monitor see of a guest, whatever platform and engine it runs on.
 */
@NullMarked
package org.hermitscope.vmm.guest;

import org.jspecify.annotations.NullMarked;
