/**
 * Descriptors that stand for events instead of files: epoll, eventfd, timerfd.
 */
@NullMarked
package org.hermitscope.kernel.event;

import org.jspecify.annotations.NullMarked;
