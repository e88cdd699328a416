/**
 * Monitor commands that look at a guest or steer it: one class each, listed once in MonitorCommands. They see the guest
 * through its view and know no engine.
 */
@NullMarked
package org.hermitscope.vmm.monitor;

import org.jspecify.annotations.NullMarked;
