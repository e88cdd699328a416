/**
 * The instruction set as data: opcode maps in the manual's notation, mnemonics, operands. No machine state.
 */
@NullMarked
package org.hermitscope.x86.isa;

import org.jspecify.annotations.NullMarked;
