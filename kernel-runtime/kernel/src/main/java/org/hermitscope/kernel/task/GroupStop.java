package org.hermitscope.kernel.task;

/// A process that a stop signal has stopped: its tasks wait here until SIGCONT or its end.
final class GroupStop {
    private boolean stopped;

    synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void stop() {
        stopped = true;
    }

    synchronized void release() {
        stopped = false;
        notifyAll();
    }

    /// Waits until the process goes on or the task has something else to see to.
    synchronized void await(Task task) {
        while (stopped && (task.work() & (Work.STOP | Work.EXIT)) == 0) {
            try {
                wait(50);
            } catch (InterruptedException _) {
                // Nobody interrupts tasks to end them: Work.EXIT does.
            }
        }
    }
}
