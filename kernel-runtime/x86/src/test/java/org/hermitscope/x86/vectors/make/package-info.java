/**
 * Makes vectors: enumerates the forms of the opcode maps, gives each random registers and memory, and has a real
 * processor execute them. Nothing of ours computes a result here.
 */
@NullMarked
package org.hermitscope.x86.vectors.make;

import org.jspecify.annotations.NullMarked;
