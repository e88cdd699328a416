package org.hermitscope.x86.interp;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.Clock;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.DebugPoints;
import org.hermitscope.machine.Engine;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.CpuModel;
import org.hermitscope.x86.cpu.ResetState;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.LinearMemory;
import org.hermitscope.x86.mmu.PagedMemory;
import org.hermitscope.x86.mmu.WindowMemory;

/// The software CPU: makes vCPUs that interpret.
public final class SoftEngine implements Engine {
    private final CpuModel model;
    private final Clock clock;
    private final MemoryMaker memoryMaker;
    private final boolean hosted;
    private final Bus ports;
    private final Breakpoints breakpoints = new Breakpoints(new PointChanges());
    private final List<SoftVcpu> vcpus = new ArrayList<>();
    private final PageWatch pageWatch;

    /// Makes the linear memory of one vCPU.
    private interface MemoryMaker {
        LinearMemory make(CpuState state, GuestFault fault);
    }

    private interface PageWatch {
        void watch(long linear, int kinds);
    }

    private SoftEngine(
            CpuModel model, Clock clock, boolean hosted, Bus ports, MemoryMaker memoryMaker, PageWatch pageWatch) {
        this.model = model;
        this.clock = clock;
        this.hosted = hosted;
        this.ports = ports;
        this.memoryMaker = memoryMaker;
        this.pageWatch = pageWatch;
    }

    /// For ordinary Linux programs: ring 3 in a window; SYSCALL and exceptions come out as exits.
    public static SoftEngine hosted(CpuModel model, Clock clock, Window window) {
        SoftEngine engine = new SoftEngine(
                model, clock, true, new Bus(), (_, fault) -> new WindowMemory(window, fault), window::watch);
        window.addListener(engine::codeChanged);
        return engine;
    }

    /// For guests with a kernel of their own: RAM from guest-physical 0 on, devices on two buses.
    public static SoftEngine machine(CpuModel model, Clock clock, HostMemory ram, Bus ports, Bus devices) {
        List<PagedMemory> memories = new ArrayList<>();
        return new SoftEngine(
                model,
                clock,
                false,
                ports,
                (state, fault) -> {
                    PagedMemory memory = new PagedMemory(state, ram, devices, fault);
                    memories.add(memory);
                    return memory;
                },
                (linear, kinds) -> memories.forEach(memory -> memory.watch(linear, kinds)));
    }

    @Override
    public String name() {
        return "software CPU";
    }

    @Override
    public Vcpu newVcpu() {
        CpuState state = hosted ? ResetState.linuxProgram() : ResetState.processor();
        GuestFault fault = new GuestFault();
        LinearMemory memory = memoryMaker.make(state, fault);
        SoftVcpu vcpu = new SoftVcpu(new Cpu(state, memory, fault, clock, model, ports, hosted), breakpoints);
        vcpus.add(vcpu);
        return vcpu;
    }

    @Override
    public DebugPoints debugPoints() {
        return breakpoints;
    }

    @Override
    public int[] cpuid(int leaf, int subleaf) {
        return model.cpuid(leaf, subleaf);
    }

    /// Tells the vCPUs that someone else than they changed instructions: code addresses, see
    /// [LinearMemory#codeAddress].
    public void codeChanged(long code, long length) {
        for (SoftVcpu vcpu : vcpus) {
            vcpu.codeChanged(code, length);
        }
    }

    private final class PointChanges implements Breakpoints.Changes {
        @Override
        public void breakpointChanged(long linear) {
            for (SoftVcpu vcpu : vcpus) {
                vcpu.breakpointChanged(linear);
            }
        }

        @Override
        public void watchPage(long linear, int kinds) {
            pageWatch.watch(linear, kinds);
        }
    }
}
