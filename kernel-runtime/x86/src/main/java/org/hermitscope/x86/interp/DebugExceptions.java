package org.hermitscope.x86.interp;

import java.util.Arrays;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.EventDelivery;
import org.hermitscope.x86.semantics.DebugRegisters;
import org.jspecify.annotations.Nullable;

/// The guest's own debug exceptions: #DB from TF and from DR0–DR3. What has been noticed inside an instruction
/// waits here until it is over (SDM 3B 18.3.1).
final class DebugExceptions {
    private final Cpu cpu;
    private final long[] registers;
    private final EventDelivery events;
    private final BlockCache cache;
    /// DR0–DR3 and DR7 as blocks and TLB know them.
    private final long[] known = new long[8];
    /// Where the exception is due: a vCPU that another task has taken over in between does not owe it.
    private long dueAt;

    DebugExceptions(Cpu cpu, EventDelivery events, BlockCache cache) {
        this.cpu = cpu;
        this.registers = cpu.state.debug;
        this.events = events;
        this.cache = cache;
    }

    /// The guest is about to run: its registers may have been written from outside.
    void begin() {
        if (cpu.debugHits != 0 && cpu.rip != dueAt) {
            cpu.debugHits = 0;
        }
        refresh();
    }

    /// The guest leaves the processor.
    void end() {
        dueAt = cpu.rip;
    }

    /// Makes blocks and TLB obey what the registers say now.
    void refresh() {
        if (cpu.hosted || Arrays.equals(known, registers)) {
            return;
        }
        for (int i = 0; i < 4; i++) {
            cache.invalidateLinear(known[i]);
            cache.invalidateLinear(registers[i]);
        }
        System.arraycopy(registers, 0, known, 0, known.length);
        cpu.memory.flush(true);
    }

    /// Whether blocks must not run over an address.
    boolean stopsAt(long linear) {
        return !cpu.hosted && DebugRegisters.executed(registers, linear) != 0;
    }

    /// Notes that the instruction at RIP, which has not run yet, has a breakpoint.
    boolean breaksAt(long linear) {
        if (cpu.hosted) {
            return false;
        }
        cpu.debugHits |= DebugRegisters.executed(registers, linear);
        return isDue();
    }

    void touched(long linear, int size, boolean write) {
        if (!cpu.hosted) {
            cpu.debugHits |= DebugRegisters.touched(registers, linear, size, write);
            cpu.end = cpu.debugHits == 0 ? cpu.end : 0;
        }
    }

    /// The instruction ran with TF set.
    void stepped() {
        cpu.debugHits |= DebugRegisters.BS;
    }

    /// The instruction faulted: what it had touched does not count.
    void forget() {
        cpu.debugHits = 0;
    }

    boolean isDue() {
        return cpu.debugHits != 0;
    }

    /// Raises #DB.
    @Nullable
    VcpuExit raise() {
        registers[6] |= cpu.debugHits;
        registers[7] &= ~(long) DebugRegisters.GD;
        known[7] = registers[7];
        known[6] = registers[6];
        cpu.debugHits = 0;
        if (cpu.hosted) {
            return new VcpuExit.Fault(Vector.DB, 0, 0, false);
        }
        return events.exception(Vector.DB, 0, 0, false) ? null : new VcpuExit.TripleFault(Vector.DB, 0);
    }
}
