package org.hermitscope.vmm.linux;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.hermitscope.gdbstub.GdbServer;
import org.hermitscope.gdbstub.GdbServerException;
import org.hermitscope.gdbstub.GdbServerListener;
import org.hermitscope.gdbstub.GdbServerOptions;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.kernel.loader.LoadedProgram;
import org.hermitscope.machine.Engine;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.monitor.Session;
import org.hermitscope.monitor.Shell;
import org.hermitscope.monitor.Status;
import org.hermitscope.monitor.server.MonitorException;
import org.hermitscope.monitor.server.MonitorOptions;
import org.hermitscope.monitor.server.MonitorServer;
import org.hermitscope.vmm.HostPort;
import org.hermitscope.vmm.MachineConfig;
import org.hermitscope.vmm.Notices;
import org.hermitscope.vmm.Version;
import org.hermitscope.vmm.VmmException;
import org.hermitscope.vmm.debug.GuestProgram;
import org.hermitscope.vmm.debug.ProgramFiles;
import org.hermitscope.vmm.debug.RunControl;
import org.hermitscope.vmm.debug.VmTarget;
import org.hermitscope.vmm.monitor.MonitorCommands;
import org.jspecify.annotations.Nullable;

/// The windows into a running guest: the gdb port and the monitor, with one command registry behind both.
/// Nothing of it is built unless it was asked for.
final class Inspection implements AutoCloseable {
    private final Notices notices;
    private final boolean waits;
    private @Nullable GdbServer gdb;
    private @Nullable MonitorServer monitor;
    private @Nullable Shell shell;

    private Inspection(Notices notices, boolean waits) {
        this.notices = notices;
        this.waits = waits;
    }

    /// Opens the ports that the configuration names.
    ///
    /// @throws VmmException when one is in use; none stays open then
    static Inspection open(
            MachineConfig config,
            Notices notices,
            LinuxGuest guest,
            RunControl control,
            Engine engine,
            ElfImage image,
            LoadedProgram program) {
        Inspection inspection = new Inspection(notices, config.gdb() != null);
        try {
            inspection.start(config, guest, control, engine, image, program);
            return inspection;
        } catch (RuntimeException failure) {
            inspection.close();
            throw failure;
        }
    }

    private void start(
            MachineConfig config,
            LinuxGuest guest,
            RunControl control,
            Engine engine,
            ElfImage image,
            LoadedProgram program) {
        HostPort gdbPort = config.gdb();
        HostPort monitorPort = config.monitor();
        if (gdbPort == null && monitorPort == null) {
            return;
        }
        Shell commands = new Shell(Version.TEXT);
        shell = commands;
        MonitorCommands.register(commands, guest);
        if (gdbPort != null) {
            GuestProgram about = new GuestProgram(
                    config.program().toAbsolutePath().normalize().toString(),
                    image.bytes(),
                    program.auxv(),
                    image.tlsSize(),
                    image.tlsAlignment());
            VmTarget target = new VmTarget(
                    control,
                    guest,
                    engine.debugPoints(),
                    about,
                    new ProgramFiles(about, guest.mainTask()),
                    (line, output) -> runForGdb(commands, line, output::accept));
            gdb = startGdb(target, gdbPort);
        }
        if (monitorPort != null) {
            monitor = startMonitor(commands, monitorPort);
        }
    }

    private static void runForGdb(Shell commands, String line, org.hermitscope.monitor.Output output) {
        try (Session session = commands.open("gdb")) {
            if (commands.execute(line, session, output) == Status.ERROR) {
                throw new TargetException(TargetException.EINVAL, "monitor command failed");
            }
        }
    }

    private GdbServer startGdb(VmTarget target, HostPort port) {
        GdbServerOptions options = GdbServerOptions.loopback(port.port())
                .withAddress(port.resolve())
                .withListener(new Log());
        try {
            return GdbServer.start(target, options);
        } catch (GdbServerException refused) {
            throw new VmmException(
                    VmmException.USAGE,
                    "gdb: cannot listen on " + port + ": " + reason(refused) + "; choose another port with --gdb=PORT",
                    refused);
        }
    }

    private static MonitorServer startMonitor(Shell commands, HostPort port) {
        MonitorOptions options =
                MonitorOptions.loopback(port.port(), Version.TEXT).withAddress(port.resolve());
        try {
            return MonitorServer.start(commands, options);
        } catch (MonitorException refused) {
            throw new VmmException(
                    VmmException.USAGE,
                    "monitor: cannot listen on " + port + ": " + reason(refused)
                            + "; choose another port with --monitor=PORT or HERMIT_PORT",
                    refused);
        }
    }

    private static String reason(RuntimeException refused) {
        Throwable cause = refused.getCause();
        String message = cause == null ? refused.getMessage() : cause.getMessage();
        return message != null && message.contains("in use") ? "the port is in use" : String.valueOf(message);
    }

    boolean isOpen() {
        return gdb != null || monitor != null;
    }

    /// Says where to connect.
    void announce() {
        if (gdb != null) {
            notices.say("gdb: target extended-remote " + colon(gdb.address())
                    + (waits ? " (waiting at the first instruction)" : ""));
        }
        if (monitor != null) {
            InetSocketAddress at = monitor.address();
            notices.say("monitor: telnet " + at.getAddress().getHostAddress() + " " + at.getPort());
        }
    }

    private static String colon(InetSocketAddress at) {
        String host = at.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + at.getPort();
    }

    /// The guest has ended: waits for a gdb that stays to ask about its end. [#close] ends the waiting.
    void awaitClient() throws InterruptedException {
        if (gdb != null) {
            gdb.awaitClient();
        }
    }

    @Override
    public void close() {
        if (gdb != null) {
            gdb.close();
        }
        if (monitor != null) {
            monitor.close("the guest has ended");
        }
        if (shell != null) {
            shell.close();
        }
    }

    /// What the user should know of the gdb port.
    private final class Log implements GdbServerListener {
        @Override
        public void refused(SocketAddress client, String reason) {
            notices.say("gdb: turned a client away: " + reason);
        }

        @Override
        public void stays(SocketAddress client) {
            notices.say("gdb: the guest has ended; quit gdb, or press Ctrl-C here");
        }

        @Override
        public void failed(String during, Throwable cause) {
            notices.say("gdb: internal error while " + during + ": " + cause);
        }
    }
}
