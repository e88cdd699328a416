/**
 * Bytes to instructions and instructions to text, from the maps of isa. No machine state.
 */
@NullMarked
package org.hermitscope.x86.decode;

import org.jspecify.annotations.NullMarked;
