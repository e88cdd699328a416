/**
 * Whole programs under HermitScope, beside the same programs natively; real debuggers and terminals as peers.
 */
@NullMarked
package org.hermitscope.tests.system;

import org.jspecify.annotations.NullMarked;
