/**
 * Host directories and files given to the guest, over java.nio.file. The only place where guest names become host
 * paths.
 */
@NullMarked
package org.hermitscope.kernel.vfs.host;

import org.jspecify.annotations.NullMarked;
