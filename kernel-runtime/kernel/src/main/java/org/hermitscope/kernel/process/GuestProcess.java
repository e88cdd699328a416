package org.hermitscope.kernel.process;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hermitscope.kernel.loader.LoadedProgram;
import org.hermitscope.kernel.memory.Area;
import org.hermitscope.kernel.proc.ProcessView;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalAction;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.machine.Protection;
import org.jspecify.annotations.Nullable;

/// The one process, over the kernel's live state.
public final class GuestProcess implements ProcessView {
    private static final SignalMasks NO_SIGNALS = new SignalMasks(0, 0, 0, 0, 0);

    private final Kernel kernel;
    private volatile int oomScoreAdjustment;
    private final Task main;
    private final Dentry executable;
    private final byte[] arguments;
    private final byte[] environment;
    private @Nullable LoadedProgram program;

    /// @param main the main task
    /// @param executable the program file
    public GuestProcess(Kernel kernel, Task main, Dentry executable, List<String> arguments, List<String> environment) {
        this.kernel = kernel;
        this.main = main;
        this.executable = executable;
        this.arguments = strings(arguments);
        this.environment = strings(environment);
    }

    private static byte[] strings(List<String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String text : texts) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
        }
        return bytes.toByteArray();
    }

    /// Tells what the loader made.
    public void loaded(LoadedProgram made) {
        program = made;
    }

    @Override
    public int pid() {
        return kernel.pid();
    }

    /// The program is nobody's child: there is no other process.
    @Override
    public int parentPid() {
        return 1;
    }

    @Override
    public int[] threads() {
        List<Task> tasks = kernel.tasks();
        int[] ids = new int[tasks.size()];
        for (int i = 0; i < ids.length && i < tasks.size(); i++) {
            ids[i] = tasks.get(i).tid();
        }
        return ids;
    }

    @Override
    public String threadName(int tid) {
        Task task = kernel.task(tid);
        return (task == null ? main : task).name();
    }

    @Override
    public void setThreadName(int tid, String name) {
        Task task = kernel.task(tid);
        if (task != null) {
            task.setName(name);
        }
    }

    @Override
    public char threadState(int tid) {
        Task task = kernel.task(tid);
        return task == null ? 'Z' : task.sleeping() ? 'S' : 'R';
    }

    @Override
    public Dentry executable() {
        return executable;
    }

    @Override
    public FsContext files() {
        return main.files();
    }

    @Override
    public DescriptorTable descriptors() {
        return main.descriptors();
    }

    @Override
    public byte[] commandLine() {
        return arguments.clone();
    }

    @Override
    public byte[] environment() {
        return environment.clone();
    }

    @Override
    public byte[] auxiliaryVector() {
        LoadedProgram made = program;
        return made == null ? new byte[0] : made.auxv();
    }

    @Override
    public int currentThread() {
        Task asking = kernel.current();
        return asking == null ? kernel.pid() : asking.tid();
    }

    @Override
    public int oomScoreAdjustment() {
        return oomScoreAdjustment;
    }

    @Override
    public void setOomScoreAdjustment(int value) {
        oomScoreAdjustment = value;
    }

    @Override
    public boolean noNewPrivileges() {
        return kernel.prctl().noNewPrivileges() != 0;
    }

    @Override
    public String mapsInDetail() {
        return MapsText.inDetail(kernel.space());
    }

    @Override
    public String maps() {
        return MapsText.of(kernel.space().areas()) + MapsText.VSYSCALL;
    }

    @Override
    public MemoryUse memory() {
        long virtual = 0;
        long resident = 0;
        long shared = 0;
        long text = 0;
        long data = 0;
        long stack = 0;
        for (Area area : kernel.space().areas()) {
            long length = area.length();
            virtual += length;
            boolean accessible = area.isResident();
            resident += accessible ? length : 0;
            shared += accessible && area.pages() != null ? length : 0;
            text += (area.protection() & Protection.EXEC) != 0 ? length : 0;
            data += (area.protection() & Protection.WRITE) != 0 && !area.shared() ? length : 0;
            stack += area.label().equals("[stack]") ? length : 0;
        }
        return new MemoryUse(virtual, resident, shared, text, data, stack);
    }

    @Override
    public long limit(int resource, boolean hard) {
        return hard ? kernel.limits().hard(resource) : kernel.limits().soft(resource);
    }

    @Override
    public SignalMasks signals(int tid) {
        Task task = kernel.task(tid);
        if (task == null) {
            return NO_SIGNALS;
        }
        long ignored = 0;
        long caught = 0;
        for (int number = 1; number <= Signal.LAST; number++) {
            SignalAction action = kernel.signals().actions().get(number);
            ignored |= action.handler() == SignalAction.IGNORE ? Signal.bit(number) : 0;
            caught |= action.handled() ? Signal.bit(number) : 0;
        }
        return new SignalMasks(
                task.signals().pending().set(),
                kernel.signals().pending().set(),
                task.signals().mask(),
                ignored,
                caught);
    }

    @Override
    public long userNanos() {
        return kernel.cpuNanos();
    }

    /// The library OS runs on the guest's own time.
    @Override
    public long systemNanos() {
        return 0;
    }

    @Override
    public long startedNanos() {
        return kernel.startedNanos();
    }

    @Override
    public long startStack() {
        LoadedProgram made = program;
        return made == null ? 0 : made.stackPointer();
    }
}
