package org.hermitscope.vmm.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hermitscope.kernel.loader.LoadedProgram;
import org.hermitscope.kernel.loader.ProgramLoader;
import org.hermitscope.kernel.proc.ProcTree;
import org.hermitscope.kernel.process.GuestProcess;
import org.hermitscope.kernel.process.GuestSystem;
import org.hermitscope.kernel.task.ExitStatus;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.KernelConfig;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.kernel.vfs.DescriptorTable;
import org.hermitscope.kernel.vfs.FsContext;
import org.hermitscope.kernel.vfs.HostTerminal;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.PosixTerminal;
import org.hermitscope.kernel.vfs.UnmountableException;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.Clock;
import org.hermitscope.machine.MachineException;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Window;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.VmmException;
import org.hermitscope.vmm.debug.RunControl;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.interp.SoftEngine;
import org.jspecify.annotations.Nullable;

/// Puts the machine for one Linux program together and runs it.
public final class LinuxMachine {
    /// Guest addresses; Go's first wish, 0xc000000000, is below.
    private static final long WINDOW_SIZE = 1L << 40;

    private static final String HOST_NAME = "hermitscope";
    private static final int UMASK = 022;
    private static final int OPEN_FILES = 1024;

    private final MachineConfig config;
    private final ElfImage image;
    private final Notices notices;
    private final String name;

    public LinuxMachine(MachineConfig config, ElfImage image, Notices notices) {
        this.config = config;
        this.image = image;
        this.notices = notices;
        Path file = config.program().getFileName();
        this.name = file == null ? config.program().toString() : file.toString();
    }

    /// Runs the program to its end.
    ///
    /// @return the exit status to end with
    public int run() {
        try (Window window = new Window(WINDOW_SIZE)) {
            return run(window);
        } catch (MachineException | UnmountableException refused) {
            throw new VmmException(VmmException.USAGE, String.valueOf(refused.getMessage()), refused);
        } catch (ImageException refused) {
            throw new VmmException(VmmException.USAGE, config.program() + ": " + refused.getMessage());
        }
    }

    private int run(Window window) {
        Clock clock = new RealTimeClock();
        SoftEngine engine = SoftEngine.hosted(new ProcessorModel(config.cpu()), clock, window);
        HostTerminal terminal = new PosixTerminal();
        GuestTree tree = new GuestTree(clock, config.memory(), terminal, KernelConfig.USUAL_PID);
        tree.mountAll(config.mounts());
        Kernel kernel = new Kernel(
                new KernelConfig(HOST_NAME, config.cpus(), config.memory(), KernelConfig.USUAL_PID, null),
                engine,
                clock,
                window,
                tree.vfs(),
                line -> notices.say(name + ": " + line));
        SystemCallSetup.connect(kernel, config.trace(), notices);

        List<String> arguments = new ArrayList<>();
        arguments.add(config.program().toString());
        arguments.addAll(config.arguments());
        List<String> environment = new ArrayList<>();
        for (Map.Entry<String, String> variable : config.environment().entrySet()) {
            environment.add(variable.getKey() + "=" + variable.getValue());
        }
        Dentry file = tree.show(config.program());
        Task main = mainTask(kernel, tree);
        GuestProcess process = new GuestProcess(kernel, main, file, arguments, environment);
        GuestSystem system = new GuestSystem(kernel);
        tree.mount("/proc", ProcTree.proc(tree.newDevice(), process, system, tree.mounts()));
        tree.mount("/sys", ProcTree.sys(tree.newDevice(), system));
        LoadedProgram program =
                ProgramLoader.load(kernel, main, image, file, arguments.getFirst(), arguments, environment);
        process.loaded(program);

        RunControl control = new RunControl(clock, kernel.pid(), config.gdb() != null);
        LinuxGuest guest = new LinuxGuest(name, kernel, main, control, new ProgramSymbols(image, program.bias()));
        try (Inspection inspection = Inspection.open(config, notices, guest, control, engine, image, program)) {
            if (inspection.isOpen()) {
                kernel.setSupervisor(control);
            }
            announce(inspection);
            HostEvents.connect(kernel, control, terminal, inspection::close);
            int status = run(kernel, main, guest, terminal, tree);
            inspection.awaitClient();
            return status;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new VmmException(VmmException.FAILURE, "interrupted while the guest ran", interrupted);
        }
    }

    private Task mainTask(Kernel kernel, GuestTree tree) {
        DescriptorTable descriptors = new DescriptorTable(OPEN_FILES);
        OpenFile[] streams = tree.standardStreams();
        for (int fd = 0; fd < streams.length; fd++) {
            descriptors.set(fd, streams[fd], false);
        }
        Dentry directory = tree.directory(config.workingDirectory());
        FsContext files = tree.context(directory, UMASK, hostUser());
        return kernel.newTask(name.length() > 15 ? name.substring(0, 15) : name, descriptors, files);
    }

    /// The guest has the rights of whoever runs it, so that files it makes in a mount look to it as they are.
    private static Credentials hostUser() {
        try {
            Map<String, Object> owner = Files.readAttributes(Path.of("/proc/self"), "unix:uid,gid");
            if (owner.get("uid") instanceof Integer uid && owner.get("gid") instanceof Integer gid) {
                return new Credentials(uid, gid);
            }
        } catch (IOException | UnsupportedOperationException noProc) {
            // A host without /proc: an ordinary user.
        }
        return new Credentials(1000, 1000);
    }

    private void announce(Inspection inspection) {
        if (inspection.isOpen() || config.verbose()) {
            notices.say(name + ": static Linux x86-64 program, software CPU, " + config.cpus()
                    + (config.cpus() == 1 ? " vCPU, " : " vCPUs, ") + size(config.memory()));
        }
        inspection.announce();
    }

    private static String size(long bytes) {
        return bytes % (1L << 30) == 0 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
    }

    private int run(Kernel kernel, Task main, LinuxGuest guest, HostTerminal terminal, GuestTree tree)
            throws InterruptedException {
        long began = System.nanoTime();
        ExitStatus status;
        try {
            kernel.start(main);
            status = kernel.await();
        } finally {
            terminal.restore();
        }
        report(status, guest, tree);
        if (config.stats()) {
            statistics(kernel.instructions(), System.nanoTime() - began);
        }
        return status.code();
    }

    private void report(ExitStatus status, LinuxGuest guest, GuestTree tree) {
        @Nullable String ending = Ending.describe(name, status, guest.symbols());
        if (ending != null) {
            notices.say(ending);
        }
        List<String> missing = tree.vfs().missing().list();
        if (!missing.isEmpty()) {
            String more = missing.size() > 1 ? " and " + (missing.size() - 1) + " more" : "";
            notices.say(name + ": " + missing.getFirst() + more
                    + " exists on the host but was not given to the guest: --mount " + missing.getFirst()
                    + " shows it there");
        }
    }

    private void statistics(long instructions, long nanos) {
        long hundredths = nanos / 10_000_000;
        long mips = nanos == 0 ? 0 : Math.round(instructions * 1000.0 / nanos);
        notices.say(name + ": " + instructions + " instructions in " + hundredths / 100 + "."
                + (hundredths % 100 < 10 ? "0" : "") + hundredths % 100 + " s, " + mips + " MIPS");
    }
}
