package org.hermitscope.vmm.debug;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.target.Auxv;
import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Breakpoints;
import org.hermitscope.gdbstub.target.CatchSyscalls;
import org.hermitscope.gdbstub.target.Detach;
import org.hermitscope.gdbstub.target.ExecFile;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.MonitorCommands;
import org.hermitscope.gdbstub.target.ResumeRequest;
import org.hermitscope.gdbstub.target.Siginfo;
import org.hermitscope.gdbstub.target.StopListener;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadDetails;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.target.TlsAddress;
import org.hermitscope.gdbstub.target.Watchpoint;
import org.hermitscope.gdbstub.target.Watchpoints;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.DebugPoints;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.vmm.guest.GuestView;

/// A Linux program in the library OS, as the GDB stub sees it.
public final class VmTarget implements Target {
    private final RunControl control;
    private final GuestView guest;
    private final DebugPoints points;
    private final GuestProgram program;
    private final HostIo files;
    private final MonitorCommands monitor;
    private final RegisterLayout layout;

    public VmTarget(
            RunControl control,
            GuestView guest,
            DebugPoints points,
            GuestProgram program,
            HostIo files,
            MonitorCommands monitor) {
        this.control = control;
        this.guest = guest;
        this.points = points;
        this.program = program;
        this.files = files;
        this.monitor = monitor;
        boolean avx = (guest.processor(0).xcr0 & XsaveArea.AVX) != 0;
        this.layout = X8664.layout(avx ? EnumSet.of(X8664.Feature.AVX) : EnumSet.noneOf(X8664.Feature.class));
    }

    @Override
    public RegisterLayout registers() {
        return layout;
    }

    @Override
    public StopReply attach(StopListener listener) {
        return control.attach(listener);
    }

    @Override
    public void detach(Detach how) {
        control.detach(how);
    }

    @Override
    public void kill() {
        guest.quit();
    }

    @Override
    public List<ThreadId> threads() {
        return control.threadIds();
    }

    @Override
    public ThreadId currentThread() {
        return control.currentThread();
    }

    private GuestThread thread(ThreadId id) {
        GuestThread thread = control.thread(id);
        if (thread == null) {
            throw new TargetException(TargetException.ESRCH, "no thread " + id.tid());
        }
        return thread;
    }

    @Override
    public boolean readRegister(ThreadId id, int number, byte[] into, int offset) {
        CpuState state = thread(id).state();
        GdbRegisters.read(state, origRax(id, state), layout, number, into, offset);
        return true;
    }

    /// The call being made, as ptrace shows it; -1 outside of one.
    private long origRax(ThreadId id, CpuState state) {
        return control.eventOf(id) instanceof StopEvent.SyscallEntry ? state.gpr[CpuState.RAX] : -1;
    }

    @Override
    public void writeRegister(ThreadId id, int number, byte[] value) {
        GdbRegisters.write(thread(id).state(), number, value);
    }

    @Override
    public int readMemory(ThreadId id, long address, byte[] into, int offset, int length) {
        return guest.readLinear(0, address, into, offset, length);
    }

    @Override
    public void writeMemory(ThreadId id, long address, byte[] from, int offset, int length) {
        if (!guest.writeLinear(0, address, from, offset, length)) {
            throw new TargetException(
                    TargetException.EFAULT, "not mapped: " + length + " bytes at 0x" + Long.toHexString(address));
        }
    }

    @Override
    public void resume(ResumeRequest request) {
        control.resume(request);
    }

    @Override
    public void interrupt() {
        control.interrupt();
    }

    @Override
    public boolean stepsRanges() {
        return true;
    }

    @Override
    public Optional<Breakpoints> breakpoints() {
        return Optional.of(new Breakpoints() {
            @Override
            public void insert(Breakpoint breakpoint) {
                if (guest.readLinear(0, breakpoint.address(), new byte[1], 0, 1) == 0) {
                    throw new TargetException(
                            TargetException.EFAULT,
                            "nothing to execute at 0x" + Long.toHexString(breakpoint.address()));
                }
                points.addBreakpoint(breakpoint.address());
            }

            @Override
            public void remove(Breakpoint breakpoint) {
                control.still(() -> {
                    points.removeBreakpoint(breakpoint.address());
                    return breakpoint;
                });
            }
        });
    }

    @Override
    public Optional<Watchpoints> watchpoints() {
        return Optional.of(new Watchpoints() {
            @Override
            public void insert(Watchpoint watchpoint) {
                points.addWatchpoint(machinePoint(watchpoint));
            }

            @Override
            public void remove(Watchpoint watchpoint) {
                control.still(() -> {
                    points.removeWatchpoint(machinePoint(watchpoint));
                    return watchpoint;
                });
            }
        });
    }

    private static org.hermitscope.machine.Watchpoint machinePoint(Watchpoint point) {
        return new org.hermitscope.machine.Watchpoint(
                point.address(), point.length(), WatchKinds.fromGdb(point.kind()));
    }

    @Override
    public Optional<ThreadDetails> threadDetails() {
        return Optional.of(id -> {
            GuestThread thread = thread(id);
            long handle = thread.state().segments[CpuState.FS].base;
            return new ThreadDetails.Details(
                    thread.name(), thread.activity(), OptionalInt.of(0), OptionalLong.of(handle));
        });
    }

    @Override
    public Optional<CatchSyscalls> catchSyscalls() {
        return Optional.of(new CatchSyscalls() {
            @Override
            public void catchAll() {
                control.catchSyscalls(_ -> true);
            }

            @Override
            public void catchOnly(Set<Integer> numbers) {
                Set<Integer> wanted = Set.copyOf(numbers);
                control.catchSyscalls(wanted::contains);
            }
        });
    }

    @Override
    public Optional<MonitorCommands> monitorCommands() {
        return Optional.of(monitor);
    }

    @Override
    public Optional<ExecFile> execFile() {
        return Optional.of(_ -> Optional.of(program.path()));
    }

    @Override
    public Optional<HostIo> hostIo() {
        return Optional.of(files);
    }

    @Override
    public Optional<Auxv> auxv() {
        return Optional.of(_ -> program.auxv());
    }

    @Override
    public Optional<Siginfo> siginfo() {
        return Optional.of(new Siginfo() {
            @Override
            public byte[] siginfo(ThreadId id) {
                SignalInfo info = control.signalInfo(id);
                if (info == null) {
                    throw new TargetException(TargetException.ESRCH, "no thread " + id.tid());
                }
                return info.bytes();
            }

            @Override
            public void siginfo(ThreadId id, byte[] replacement) {
                SignalInfo info = SignalInfo.of(replacement);
                if (!Signal.valid(info.number())) {
                    throw new TargetException(TargetException.EINVAL, "no signal " + info.number());
                }
                control.signalInfo(id, info);
            }
        });
    }

    /// Variant II of thread-local storage: the block ends at the thread pointer (ELF Handling For TLS, 3.4.6).
    @Override
    public Optional<TlsAddress> tlsAddress() {
        return Optional.of((id, offset, _) -> {
            long pointer = thread(id).state().segments[CpuState.FS].base;
            if (program.tlsSize() == 0 || pointer == 0) {
                throw new TargetException(TargetException.EINVAL, "the thread has no thread-local storage yet");
            }
            long alignment = Math.max(1, program.tlsAlignment());
            long block = (program.tlsSize() + alignment - 1) / alignment * alignment;
            return pointer - block + offset;
        });
    }
}
