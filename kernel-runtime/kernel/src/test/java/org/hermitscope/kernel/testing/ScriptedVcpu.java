package org.hermitscope.kernel.testing;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;

/// A processor whose program is a list of steps, each a Java function from the registers to the exit it causes. A
/// program
/// that has run out calls exit_group(0).
public final class ScriptedVcpu implements Vcpu {
    private static final int EXIT_GROUP = 231;
    private static final int SYSCALL_LENGTH = 2;

    private final CpuState state = new CpuState();
    private final Queue<Function<CpuState, VcpuExit>> program = new ArrayDeque<>();
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile Thread runner = Thread.currentThread();
    private int passed;
    private long retired;

    public ScriptedVcpu() {
        state.rip = 0x40_0000;
        state.rflags = Rflags.FIXED | Rflags.IF;
        state.segments[CpuState.CS].load(0x33, 0, -1, 0xa0fb);
        state.segments[CpuState.SS].load(0x2b, 0, -1, 0xc0f3);
    }

    public ScriptedVcpu then(Function<CpuState, VcpuExit> step) {
        program.add(step);
        return this;
    }

    /// A system call.
    public ScriptedVcpu call(long number, long... arguments) {
        return then(cpu -> syscall(cpu, number, arguments));
    }

    /// Looks at the registers between two instructions.
    public ScriptedVcpu check(java.util.function.Consumer<CpuState> look) {
        return then(cpu -> {
            look.accept(cpu);
            return VcpuExit.Interrupted.INSTANCE;
        });
    }

    /// Runs without end until something interrupts.
    public ScriptedVcpu spin() {
        return then(_ -> {
            while (!interrupted.getAndSet(false)) {
                LockSupport.parkNanos(this, 1_000_000);
            }
            return VcpuExit.Interrupted.INSTANCE;
        });
    }

    private static VcpuExit syscall(CpuState cpu, long number, long... arguments) {
        int[] order = {CpuState.RDI, CpuState.RSI, CpuState.RDX, CpuState.R10, CpuState.R8, CpuState.R9};
        cpu.gpr[CpuState.RAX] = number;
        for (int i = 0; i < arguments.length; i++) {
            cpu.gpr[order[i]] = arguments[i];
        }
        cpu.rip += SYSCALL_LENGTH;
        return VcpuExit.Syscall.INSTANCE;
    }

    @Override
    public CpuState state() {
        return state;
    }

    @Override
    public VcpuExit run(long limit) {
        runner = Thread.currentThread();
        if (interrupted.getAndSet(false)) {
            return VcpuExit.Interrupted.INSTANCE;
        }
        retired++;
        Function<CpuState, VcpuExit> step = program.poll();
        return step == null ? syscall(state, EXIT_GROUP, 0) : step.apply(state);
    }

    @Override
    public void passBreakpoint() {
        passed++;
    }

    /// How often a breakpoint was passed.
    public int passed() {
        return passed;
    }

    @Override
    public void interrupt() {
        interrupted.set(true);
        LockSupport.unpark(runner);
    }

    @Override
    public long instructions() {
        return retired;
    }
}
