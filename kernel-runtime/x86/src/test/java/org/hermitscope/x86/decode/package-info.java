/**
 * Tests of decoder and disassembler, with objdump as the judge.
 */
@NullMarked
package org.hermitscope.x86.decode;

import org.jspecify.annotations.NullMarked;
