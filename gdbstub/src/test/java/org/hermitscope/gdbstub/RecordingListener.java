package org.hermitscope.gdbstub;

import java.net.SocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps what the server tells its host.
final class RecordingListener implements GdbServerListener {
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

    /// The next thing told; waits a little.
    String next() throws InterruptedException {
        String next = told.poll(5, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Override
    public void connected(SocketAddress client) {
        told.add("connected");
    }

    @Override
    public void disconnected(SocketAddress client, String reason) {
        told.add("disconnected: " + reason);
    }

    @Override
    public void refused(SocketAddress client, String reason) {
        told.add("refused: " + reason);
    }

    @Override
    public void stays(SocketAddress client) {
        told.add("stays");
    }

    @Override
    public void failed(String during, Throwable cause) {
        told.add("failed: " + during + ": " + cause.getMessage());
    }
}
