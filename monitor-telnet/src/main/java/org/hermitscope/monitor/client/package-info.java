/** The other end: what `hermitscope monitor` and tests use to talk to a running monitor. */
@NullMarked
package org.hermitscope.monitor.client;

import org.jspecify.annotations.NullMarked;
