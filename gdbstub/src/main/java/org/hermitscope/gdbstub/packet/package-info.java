/** One file a packet, listed by {@link org.hermitscope.gdbstub.packet.PacketTable}; a few shared pieces of syntax. */
@NullMarked
package org.hermitscope.gdbstub.packet;

import org.jspecify.annotations.NullMarked;
