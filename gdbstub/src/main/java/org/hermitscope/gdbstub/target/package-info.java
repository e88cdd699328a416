/**
 * What a machine implements to be debugged: {@link org.hermitscope.gdbstub.target.Target} and its optional
 * capabilities, with the values they exchange. Nothing here knows the protocol's text form or the network.
 */
@NullMarked
package org.hermitscope.gdbstub.target;

import org.jspecify.annotations.NullMarked;
