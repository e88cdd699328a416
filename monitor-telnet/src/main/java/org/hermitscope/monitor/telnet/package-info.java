/** The telnet protocol as pure state machines over bytes: no sockets, no threads, no commands. */
@NullMarked
package org.hermitscope.monitor.telnet;

import org.jspecify.annotations.NullMarked;
