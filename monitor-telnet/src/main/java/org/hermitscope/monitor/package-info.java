/**
 * The monitor without a network: commands, their table, the shell that runs lines, expressions and
 * output. Nothing here knows Netty, JLine or a machine.
 */
@NullMarked
package org.hermitscope.monitor;

import org.jspecify.annotations.NullMarked;
