/** Tests of the command line. */
@NullMarked
package org.hermitscope.cli;

import org.jspecify.annotations.NullMarked;
