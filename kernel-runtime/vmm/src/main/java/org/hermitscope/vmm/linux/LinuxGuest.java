package org.hermitscope.vmm.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.Area;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.hermitscope.vmm.debug.RunControl;
import org.hermitscope.vmm.guest.GuestSymbols;
import org.hermitscope.vmm.guest.GuestView;

/// A Linux program in the library OS, looked at from outside.
public final class LinuxGuest implements GuestView {
    private final String name;
    private final Kernel kernel;
    private final Task main;
    private final RunControl control;
    private final GuestSymbols symbols;

    LinuxGuest(String name, Kernel kernel, Task main, RunControl control, GuestSymbols symbols) {
        this.name = name;
        this.kernel = kernel;
        this.main = main;
        this.control = control;
        this.symbols = symbols;
    }

    @Override
    public Status status() {
        return control.status();
    }

    @Override
    public <T> T still(Supplier<T> look) {
        return control.still(look);
    }

    Task mainTask() {
        return main;
    }

    /// One for each task, since each has a vCPU of its own.
    private List<Task> tasks() {
        List<Task> tasks = kernel.tasks();
        return tasks.isEmpty() ? List.of(main) : tasks;
    }

    @Override
    public int processors() {
        return tasks().size();
    }

    private Task task(int index) {
        List<Task> tasks = tasks();
        return index < tasks.size() ? tasks.get(index) : main;
    }

    @Override
    public CpuState processor(int index) {
        return task(index).state();
    }

    @Override
    public long instructions(int index) {
        return task(index).vcpu().instructions();
    }

    @Override
    public int readLinear(int processor, long address, byte[] into, int at, int length) {
        Window window = kernel.window();
        int done = 0;
        while (done < length) {
            long from = address + done;
            if (!makePresent(from)) {
                break;
            }
            int count = Math.min(length - done, restOfPage(from));
            window.memory().get(from, into, at + done, count);
            done += count;
        }
        return done;
    }

    @Override
    public boolean writeLinear(int processor, long address, byte[] from, int at, int length) {
        for (long page = address; page - address < length; page += restOfPage(page)) {
            if (!makePresent(page)) {
                return false;
            }
        }
        kernel.window().poke(address, from, at, length);
        return true;
    }

    private static int restOfPage(long address) {
        return HostMemory.PAGE_SIZE - (int) (address & HostMemory.PAGE_SIZE - 1);
    }

    /// Brings a mapped page's contents in; false where nothing is mapped.
    private boolean makePresent(long address) {
        Window window = kernel.window();
        if (Long.compareUnsigned(address, window.size()) >= 0) {
            return false;
        }
        AddressSpace space = kernel.space();
        return (window.protection(address) & Protection.READ) != 0
                || space.supply(address, Protection.READ)
                || space.areaAt(address) != null;
    }

    /// The window has no second address space.
    @Override
    public int readPhysical(long address, byte[] into, int at, int length) {
        return readLinear(0, address, into, at, length);
    }

    @Override
    public List<Region> mappings() {
        List<Region> regions = new ArrayList<>();
        for (Area area : kernel.space().areas()) {
            regions.add(new Region(area.start(), area.end(), area.protection(), area.label()));
        }
        return regions;
    }

    @Override
    public List<Region> memoryMap() {
        int all = Protection.READ | Protection.WRITE | Protection.EXEC;
        return List.of(new Region(0, kernel.window().size(), all, "window"));
    }

    @Override
    public GuestSymbols symbols() {
        return symbols;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean stop() {
        return control.pause();
    }

    @Override
    public void resume() {
        control.unpause();
    }

    /// Ends the process as SIGKILL does.
    @Override
    public void quit() {
        kernel.kill(
                new ExitStatus.Killed(SignalInfo.kernel(Signal.KILL), false, main.state().rip, ExitStatus.Access.NONE));
        control.release();
    }
}
