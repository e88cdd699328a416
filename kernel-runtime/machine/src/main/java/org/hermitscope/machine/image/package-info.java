/**
 * Program images: what is in an ELF file, checked before anybody believes it. Knows no memory and no kernel.
 */
@NullMarked
package org.hermitscope.machine.image;

import org.jspecify.annotations.NullMarked;
