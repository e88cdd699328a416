/** Packet captures in files, written and read. Depends on nothing and knows no network. */
@NullMarked
package org.hermitscope.netcapture;

import org.jspecify.annotations.NullMarked;
