/** Whole-system checks: the rules of the house, the launcher, and the program as its users meet it, with real peers. */
@NullMarked
package org.hermitscope.tests;

import org.jspecify.annotations.NullMarked;
