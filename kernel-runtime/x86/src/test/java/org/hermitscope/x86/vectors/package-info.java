/**
 * Recorded instructions: one-instruction vectors of a real processor, and the replay that compares an engine with them.
 */
@NullMarked
package org.hermitscope.x86.vectors;

import org.jspecify.annotations.NullMarked;
