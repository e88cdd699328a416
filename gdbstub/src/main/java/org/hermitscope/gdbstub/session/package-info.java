/**
 * One client's session: its state, the threads it chose, what it inserted, and what happens when it leaves.
 * Knows no single packet and no network.
 */
@NullMarked
package org.hermitscope.gdbstub.session;

import org.jspecify.annotations.NullMarked;
