/**
 * Tasks, the process they share, and the loop that runs each on its vCPU: system calls, faults, signals, stops.
 */
@NullMarked
package org.hermitscope.kernel.task;

import org.jspecify.annotations.NullMarked;
