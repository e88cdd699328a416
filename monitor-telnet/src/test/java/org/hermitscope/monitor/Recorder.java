package org.hermitscope.monitor;

/// An output that keeps what was printed.
final class Recorder implements Output {
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void print(String piece) {
        text.append(piece);
        notifyAll();
    }

    synchronized String text() {
        return text.toString();
    }

    /// Waits until something was printed.
    synchronized void awaitText() throws InterruptedException {
        while (text.isEmpty()) {
            wait();
        }
    }
}
