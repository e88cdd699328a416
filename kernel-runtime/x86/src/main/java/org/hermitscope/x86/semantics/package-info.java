/**
 * What instructions compute: pure static methods on values, each meaning written once. No machine state, no engine.
 */
@NullMarked
package org.hermitscope.x86.semantics;

import org.jspecify.annotations.NullMarked;
