package org.hermitscope.x86.interp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.Clock;
import org.hermitscope.machine.CodeListener;
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
    private final Exclusion exclusion = new Exclusion();
    private final CodePages codePages;
    private final PageWatch pageWatch;

    /// Makes the linear memory of one vCPU.
    private interface MemoryMaker {
        LinearMemory make(CpuState state, GuestFault fault);
    }

    private interface PageWatch {
        void watch(long linear, int kinds);
    }

    private SoftEngine(
            CpuModel model,
            Clock clock,
            boolean hosted,
            Bus ports,
            MemoryMaker memoryMaker,
            CodePages.Marker marker,
            PageWatch pageWatch) {
        this.model = model;
        this.clock = clock;
        this.hosted = hosted;
        this.ports = ports;
        this.memoryMaker = memoryMaker;
        this.codePages = new CodePages(marker, exclusion);
        this.pageWatch = pageWatch;
    }

    /// For ordinary Linux programs: ring 3 in a window; SYSCALL and exceptions come out as exits.
    public static SoftEngine hosted(CpuModel model, Clock clock, Window window) {
        SoftEngine engine = new SoftEngine(
                model,
                clock,
                true,
                new Bus(),
                (_, fault) -> new WindowMemory(window, fault),
                new WindowMarker(window),
                window::watch);
        window.addListener(engine.new WindowChanges());
        return engine;
    }

    /// For guests with a kernel of their own: RAM from guest-physical 0 on, devices on two buses.
    public static SoftEngine machine(CpuModel model, Clock clock, HostMemory ram, Bus ports, Bus devices) {
        List<PagedMemory> memories = new CopyOnWriteArrayList<>();
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
                new FrameMarker(memories),
                (linear, kinds) -> memories.forEach(memory -> memory.watch(linear, kinds)));
    }

    @Override
    public String name() {
        return "software CPU";
    }

    @Override
    public Vcpu newVcpu() {
        CpuState state = hosted ? ResetState.linuxProgram(model) : ResetState.processor();
        GuestFault fault = new GuestFault();
        LinearMemory memory = memoryMaker.make(state, fault);
        Cpu cpu = new Cpu(state, memory, fault, clock, model, ports, hosted);
        SoftVcpu vcpu = new SoftVcpu(cpu, breakpoints, exclusion, codePages);
        exclusion.add(vcpu);
        return vcpu;
    }

    @Override
    public DebugPoints debugPoints() {
        return breakpoints;
    }

    @Override
    public void barrier() {
        boolean _ = exclusion.exclusively(null, () -> true);
    }

    @Override
    public int[] cpuid(int leaf, int subleaf) {
        return model.cpuid(leaf, subleaf);
    }

    /// Tells the vCPUs that someone else than they changed instructions: code addresses, see
    /// [LinearMemory#codeAddress].
    public void codeChanged(long code, long length) {
        for (SoftVcpu vcpu : exclusion.vcpus()) {
            vcpu.codeChanged(code, length);
        }
    }

    private final class WindowChanges implements CodeListener {
        @Override
        public void codeChanged(long start, long length) {
            SoftEngine.this.codeChanged(start, length);
        }

        @Override
        public void rightsTaken() {
            barrier();
        }
    }

    private record WindowMarker(Window window) implements CodePages.Marker {
        @Override
        public void mark(long code) {
            window.markCode(code);
        }

        @Override
        public void clear(long code) {
            window.clearCode(code);
        }
    }

    /// Marks frames of RAM in all vCPUs' memories. Marks are made exclusively, so no vCPU is using its TLB.
    private record FrameMarker(List<PagedMemory> memories) implements CodePages.Marker {
        @Override
        public void mark(long code) {
            memories.forEach(memory -> memory.markCode(code));
        }

        @Override
        public void clear(long code) {
            memories.forEach(memory -> memory.clearCode(code));
        }
    }

    private final class PointChanges implements Breakpoints.Changes {
        @Override
        public void breakpointChanged(long linear) {
            for (SoftVcpu vcpu : exclusion.vcpus()) {
                vcpu.breakpointChanged(linear);
            }
        }

        @Override
        public void watchPage(long linear, int kinds) {
            pageWatch.watch(linear, kinds);
        }
    }
}
