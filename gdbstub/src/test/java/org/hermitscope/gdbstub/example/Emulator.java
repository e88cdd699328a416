package org.hermitscope.gdbstub.example;

import java.util.function.IntConsumer;

/// Stands for the emulator that somebody already has: registers, memory and a loop on a thread of its own.
final class Emulator {
    final byte[][] registers = new byte[60][16];
    final byte[] memory = new byte[4096];
    private volatile boolean pauseWanted;
    private volatile boolean running;

    /// Runs until paused or for one instruction, then calls back with the number of a signal.
    void start(boolean oneInstruction, IntConsumer whenStopped) {
        pauseWanted = oneInstruction;
        running = true;
        Thread.ofPlatform().daemon().start(() -> {
            do {
                registers[16][0]++;
                Thread.onSpinWait();
            } while (!pauseWanted);
            running = false;
            whenStopped.accept(oneInstruction ? 5 : 2);
        });
    }

    void pause() {
        pauseWanted = true;
    }

    void pauseAndWait() {
        pauseWanted = true;
        while (running) {
            Thread.onSpinWait();
        }
    }

    boolean running() {
        return running;
    }
}
