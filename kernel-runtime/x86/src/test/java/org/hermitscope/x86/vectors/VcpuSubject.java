package org.hermitscope.x86.vectors;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.interp.SoftEngine;
import org.jspecify.annotations.Nullable;

/// A vCPU of the software CPU, stepping.
public final class VcpuSubject implements VectorReplay.Subject {
    private final Vcpu vcpu;

    public VcpuSubject(Window window) {
        vcpu = SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window)
                .newVcpu();
    }

    @Override
    public CpuState state() {
        return vcpu.state();
    }

    @Override
    public VcpuExit.@Nullable Fault step() {
        VcpuExit exit = vcpu.run(1);
        return switch (exit) {
            case VcpuExit.Fault fault -> fault;
            case VcpuExit.LimitReached _ -> null;
            default -> throw new IllegalStateException("an instruction ended in " + exit);
        };
    }
}
