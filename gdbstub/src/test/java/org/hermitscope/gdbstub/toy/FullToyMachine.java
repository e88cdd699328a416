package org.hermitscope.gdbstub.toy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.target.Auxv;
import org.hermitscope.gdbstub.target.Breakpoint;
import org.hermitscope.gdbstub.target.Breakpoints;
import org.hermitscope.gdbstub.target.CatchSyscalls;
import org.hermitscope.gdbstub.target.ExecFile;
import org.hermitscope.gdbstub.target.ExtendedRemote;
import org.hermitscope.gdbstub.target.HostIo;
import org.hermitscope.gdbstub.target.MemoryMap;
import org.hermitscope.gdbstub.target.MonitorCommands;
import org.hermitscope.gdbstub.target.Offsets;
import org.hermitscope.gdbstub.target.OsData;
import org.hermitscope.gdbstub.target.ProgramStart;
import org.hermitscope.gdbstub.target.ReverseExecution;
import org.hermitscope.gdbstub.target.Siginfo;
import org.hermitscope.gdbstub.target.SignalPolicy;
import org.hermitscope.gdbstub.target.StopReply;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.target.ThreadDetails;
import org.hermitscope.gdbstub.target.ThreadEvents;
import org.hermitscope.gdbstub.target.ThreadId;
import org.hermitscope.gdbstub.target.TlsAddress;
import org.hermitscope.gdbstub.target.Watchpoint;
import org.hermitscope.gdbstub.target.Watchpoints;

/// The machine with every capability.
public final class FullToyMachine extends ToyMachine
        implements Breakpoints, Watchpoints, CatchSyscalls, MonitorCommands, ExtendedRemote, SignalPolicy {
    private final byte[] siginfo = new byte[128];
    private final ToyFiles files = new ToyFiles();

    public FullToyMachine(byte[] program) {
        super(program);
    }

    /// @param features registers it has besides the usual ones; nothing uses them
    public FullToyMachine(byte[] program, Set<X8664.Feature> features) {
        super(program, features);
    }

    @Override
    public Optional<Breakpoints> breakpoints() {
        return Optional.of(this);
    }

    @Override
    public synchronized void insert(Breakpoint breakpoint) {
        if (ToyCpu.index(breakpoint.address()) < 0) {
            throw new TargetException(
                    TargetException.EFAULT, "nothing to execute at 0x" + Long.toHexString(breakpoint.address()));
        }
        breakpoints.put(breakpoint.address(), breakpoint);
    }

    @Override
    public synchronized void remove(Breakpoint breakpoint) {
        if (breakpoints.remove(breakpoint.address()) == null) {
            throw new IllegalStateException("was not inserted: " + breakpoint);
        }
    }

    @Override
    public boolean evaluatesConditions() {
        return true;
    }

    @Override
    public Optional<Watchpoints> watchpoints() {
        return Optional.of(this);
    }

    @Override
    public synchronized void insert(Watchpoint watchpoint) {
        watchpoints.add(watchpoint);
    }

    @Override
    public synchronized void remove(Watchpoint watchpoint) {
        if (!watchpoints.remove(watchpoint)) {
            throw new IllegalStateException("was not inserted: " + watchpoint);
        }
    }

    @Override
    public Optional<ReverseExecution> reverseExecution() {
        return Optional.of(new ReverseExecution() {
            @Override
            public void stepBack(ThreadId thread) {
                goBack(thread, true);
            }

            @Override
            public void continueBack() {
                goBack(currentThread(), false);
            }
        });
    }

    @Override
    public Optional<CatchSyscalls> catchSyscalls() {
        return Optional.of(this);
    }

    @Override
    public void catchAll() {
        catchAll = true;
    }

    @Override
    public void catchOnly(Set<Integer> numbers) {
        catchAll = false;
        caught.clear();
        caught.addAll(numbers);
    }

    @Override
    public Optional<MonitorCommands> monitorCommands() {
        return Optional.of(this);
    }

    @Override
    public void run(String line, Consumer<String> output) {
        switch (line) {
            case "hello" -> {
                output.accept("hello ");
                output.accept("world\n");
            }
            case "flood" -> {
                for (int i = 0; i < 1000; i++) {
                    output.accept("0123456789".repeat(100) + "\n");
                }
            }
            case "break" -> throw new IllegalStateException("broken");
            default -> throw new TargetException(TargetException.EINVAL, "unknown command: " + line);
        }
    }

    @Override
    public Optional<ExtendedRemote> extendedRemote() {
        return Optional.of(this);
    }

    @Override
    public StopReply run(ProgramStart start) {
        if (start.file().isPresent() && !start.file().get().equals("/toy")) {
            throw new TargetException(
                    TargetException.ENOENT, "no program " + start.file().get());
        }
        note("run " + start.arguments() + start.setEnvironment() + start.unsetEnvironment()
                + start.workingDirectory().orElse("") + (start.randomize() ? " randomized" : ""));
        return reset();
    }

    @Override
    public StopReply restart() {
        note("restart");
        return reset();
    }

    @Override
    public Optional<SignalPolicy> signalPolicy() {
        return Optional.of(this);
    }

    @Override
    public void pass(Set<Integer> signals) {
        journal.add("pass " + signals);
    }

    @Override
    public Optional<ThreadEvents> threadEvents() {
        return Optional.of(on -> journal.add("thread events " + on));
    }

    @Override
    public Optional<ThreadDetails> threadDetails() {
        return Optional.of(thread -> new ThreadDetails.Details(
                "toy<" + thread.tid() + ">",
                "runs",
                OptionalInt.of(thread.tid() - 1),
                OptionalLong.of(0x7f00_0000_1000L + thread.tid())));
    }

    @Override
    public Optional<ExecFile> execFile() {
        return Optional.of(_ -> Optional.of("/toy"));
    }

    @Override
    public Optional<Offsets> offsets() {
        return Optional.of(() -> Optional.of(new Offsets.Segments(ToyCpu.BASE)));
    }

    @Override
    public Optional<Auxv> auxv() {
        return Optional.of(_ -> new byte[] {
            9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });
    }

    @Override
    public Optional<MemoryMap> memoryMap() {
        return Optional.of(() -> List.of(new MemoryMap.Region(MemoryMap.Kind.RAM, ToyCpu.BASE, ToyCpu.MEMORY_SIZE)));
    }

    @Override
    public Optional<Siginfo> siginfo() {
        return Optional.of(new Siginfo() {
            @Override
            public byte[] siginfo(ThreadId thread) {
                return siginfo;
            }

            @Override
            public void siginfo(ThreadId thread, byte[] replacement) {
                System.arraycopy(replacement, 0, siginfo, 0, siginfo.length);
            }
        });
    }

    @Override
    public Optional<TlsAddress> tlsAddress() {
        return Optional.of((thread, offset, _) -> 0x500000L + thread.tid() * 0x1000L + offset);
    }

    @Override
    public Optional<HostIo> hostIo() {
        return Optional.of(files);
    }

    @Override
    public Optional<OsData> osData() {
        return Optional.of(new OsData() {
            @Override
            public List<Type> types() {
                return List.of(new Type("tasks", "Tasks of the toy", "Tasks"));
            }

            @Override
            public Optional<Table> table(String type) {
                return type.equals("tasks")
                        ? Optional.of(new Table(List.of("id", "name"), List.of(List.of("1", "a & b"))))
                        : Optional.empty();
            }
        });
    }

    /// The one file there is.
    public static byte[] fileContent() {
        return "line #1 costs $5, *really* {all} of it\n".getBytes(StandardCharsets.UTF_8);
    }
}
