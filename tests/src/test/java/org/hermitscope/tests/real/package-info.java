/**
 * Real programs of Debian under HermitScope, beside the same programs natively: how they are listed, fetched, built
 * statically, run and reported.
 */
@NullMarked
package org.hermitscope.tests.real;

import org.jspecify.annotations.NullMarked;
