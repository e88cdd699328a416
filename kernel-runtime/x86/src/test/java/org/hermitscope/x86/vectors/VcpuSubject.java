package org.hermitscope.x86.vectors;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.interp.SoftEngine;
import org.jspecify.annotations.Nullable;

/// Executes one instruction at a time on a vCPU.
public final class VcpuSubject {
    private static final int MAX_ITERATIONS = 10_000;

    /// How a vCPU is made to execute one instruction.
    public enum Mode {
        /// By its limit of instructions: a single step. A repeated string instruction takes one for each iteration.
        STEPPING,
        /// Without a limit, up to the INT3 behind the instruction or at its target.
        RUNNING
    }

    /// Makes the vCPU of an engine over a window, for a hosted program in ring 3.
    public interface Maker {
        Vcpu make(Window window);
    }

    private final Vcpu vcpu;
    private final Mode mode;

    public VcpuSubject(Vcpu vcpu, Mode mode) {
        this.vcpu = vcpu;
        this.mode = mode;
    }

    /// The software CPU, stepping.
    public VcpuSubject(Window window) {
        this(softwareCpu(window), Mode.STEPPING);
    }

    /// A vCPU of the software CPU.
    public static Vcpu softwareCpu(Window window) {
        return SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window)
                .newVcpu();
    }

    /// The state, complete before and after [#step].
    public CpuState state() {
        return vcpu.state();
    }

    /// Executes the instruction at RIP. Gives the fault it raised, with RIP at the instruction, or null.
    public VcpuExit.@Nullable Fault step() {
        return mode == Mode.STEPPING ? iterate() : runToBreakpoint();
    }

    private VcpuExit.@Nullable Fault iterate() {
        long start = vcpu.state().rip;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            VcpuExit exit = vcpu.run(1);
            if (exit instanceof VcpuExit.Fault fault) {
                return fault;
            }
            if (!(exit instanceof VcpuExit.LimitReached)) {
                throw new IllegalStateException("an instruction ended in " + exit);
            }
            if (vcpu.state().rip != start) {
                return null;
            }
        }
        throw new IllegalStateException("an instruction does not end");
    }

    private VcpuExit.@Nullable Fault runToBreakpoint() {
        CpuState state = vcpu.state();
        long start = state.rip;
        VcpuExit exit = vcpu.run(MAX_ITERATIONS);
        if (!(exit instanceof VcpuExit.Fault fault)) {
            throw new IllegalStateException("an instruction ended in " + exit);
        }
        if (fault.vector() == Vector.BP) {
            state.rip--;
            return null;
        }
        // A branch to where nothing can be executed is complete.
        boolean elsewhere = fault.vector() == Vector.PF && fault.address() == state.rip && state.rip != start;
        return elsewhere ? null : fault;
    }
}
