/**
 * Serves a shell to telnet clients, `nc` and scripts over TCP. Only this package sees Netty; event loops never
 * wait here, each client's commands run on a virtual thread.
 */
@NullMarked
package org.hermitscope.monitor.server;

import org.jspecify.annotations.NullMarked;
