/**
 * Descriptors that stand for events instead of files: epoll, eventfd, timerfd, signalfd.
 */
@NullMarked
package org.hermitscope.kernel.event;

import org.jspecify.annotations.NullMarked;
