package org.hermitscope.gdbstub.example;

import java.util.List;
import java.util.Set;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.StopListener;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadId;

// Lines are kept short here because the README shows them.
// spotless:off
final class EmulatorTarget implements Target {
    private static final RegisterLayout LAYOUT = X8664.layout(Set.of());
    private static final ThreadId CPU = new ThreadId(1, 1);
    private final Emulator emulator;
    private volatile StopListener listener = stop -> {};

    EmulatorTarget(Emulator emulator) { this.emulator = emulator; }

    @Override public RegisterLayout registers() { return LAYOUT; }
    @Override public List<ThreadId> threads() { return List.of(CPU); }
    @Override public ThreadId currentThread() { return CPU; }
    @Override public void interrupt() { emulator.pause(); }
    @Override public void kill() { emulator.pauseAndWait(); }

    @Override public StopReply attach(StopListener client) {
        emulator.pauseAndWait();
        listener = client;
        return new StopReply.Signalled(CPU, GdbSignal.TRAP);
    }
    @Override public void detach(Detach how) {
        listener = stop -> {};
        if (how == Detach.STAY_STOPPED) {
            emulator.pauseAndWait();
        } else if (!emulator.running()) {
            emulator.start(false, signal -> {});
        }
    }
    @Override public void resume(ResumeRequest request) {
        boolean step = request.actionFor(CPU) instanceof ResumeAction.Step;
        emulator.start(step, signal -> listener.stopped(new StopReply.Signalled(CPU, signal)));
    }
    @Override public boolean readRegister(ThreadId cpu, int number, byte[] into, int offset) {
        System.arraycopy(emulator.registers[number], 0, into, offset, LAYOUT.register(number).size());
        return true;
    }
    @Override public void writeRegister(ThreadId cpu, int number, byte[] value) {
        System.arraycopy(value, 0, emulator.registers[number], 0, value.length);
    }
    @Override public int readMemory(ThreadId cpu, long address, byte[] into, int offset, int length) {
        int count = Math.max(0, available(address, length));
        System.arraycopy(emulator.memory, count == 0 ? 0 : (int) address, into, offset, count);
        return count;
    }
    @Override public void writeMemory(ThreadId cpu, long address, byte[] from, int offset, int length) {
        if (available(address, length) < length) {
            throw new TargetException(TargetException.EFAULT, "no memory there");
        }
        System.arraycopy(from, offset, emulator.memory, (int) address, length);
    }
    private int available(long address, int length) {
        boolean inside = address >= 0 && address < emulator.memory.length;
        return inside ? (int) Math.min(length, emulator.memory.length - address) : 0;
    }
}
// spotless:on
