/**
 * Line editing with JLine for clients that negotiated telnet. Nothing else may see JLine, and nothing here
 * sees Netty.
 */
@NullMarked
package org.hermitscope.monitor.edit;

import org.jspecify.annotations.NullMarked;
