/** The README's program, compiled and run. */
package org.hermitscope.monitor.example;
