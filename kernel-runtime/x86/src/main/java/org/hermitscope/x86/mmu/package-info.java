/**
 * Linear memory as instructions see it: window or page tables with a TLB, faults, watchpoints.
 */
@NullMarked
package org.hermitscope.x86.mmu;

import org.jspecify.annotations.NullMarked;
