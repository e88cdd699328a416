/**
 * The hook through which a debugger sees and stops guest threads. Knows neither kernel nor debugger; both meet here.
 */
@NullMarked
package org.hermitscope.kernel.debug;

import org.jspecify.annotations.NullMarked;
