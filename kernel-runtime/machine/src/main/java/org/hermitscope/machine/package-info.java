/**
 * The contract that engines, kernels and devices share. Everything points here; this points at nothing of ours.
 */
@NullMarked
package org.hermitscope.machine;

import org.jspecify.annotations.NullMarked;
