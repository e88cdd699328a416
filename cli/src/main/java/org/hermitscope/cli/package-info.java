/**
 * The command line: words and `HERMIT_*` variables become one configuration, the machine runs it, and its result becomes
 * an exit status. Nothing here knows how a machine works.
 */
@NullMarked
package org.hermitscope.cli;

import org.jspecify.annotations.NullMarked;
