/** The server: what a host starts, configures and closes. Puts sessions, packets and the network together. */
@NullMarked
package org.hermitscope.gdbstub;

import org.jspecify.annotations.NullMarked;
