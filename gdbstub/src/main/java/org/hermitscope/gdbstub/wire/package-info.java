/** The protocol as bytes: frames, checksums, escapes, hexadecimal. Knows no packet's meaning. */
@NullMarked
package org.hermitscope.gdbstub.wire;

import org.jspecify.annotations.NullMarked;
