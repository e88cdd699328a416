package org.hermitscope.gdbstub.target;

import java.util.List;
import java.util.Optional;
import org.hermitscope.gdbstub.arch.RegisterLayout;

/// The machine, emulator or process that a debugger looks at. The required core is small; every further feature
/// is a capability interface that a target offers by overriding one of the `Optional` methods, and the stub
/// tells gdb about exactly those that are present. Capabilities are asked for anew whenever they are needed,
/// but whether one is present must not change during a session.
///
/// ## Threading
///
/// The stub calls every method, of this interface and of the capabilities, on one session thread, never two at
/// a time and never on a network thread. A method may block there briefly (milliseconds: to bring virtual CPUs
/// to a safe point, to read a file). The target reports stops through its [StopListener] from any thread it
/// likes.
///
/// ## All-stop
///
/// Between [#attach] and [#resume], and after every stop report, *all* threads of the target stand still and
/// stay so until the next [#resume]. If several threads meet an event at once, the target reports one of them
/// and keeps the others for the following resumes. While the program runs, the stub calls only [#interrupt],
/// [#kill], [#detach], and the `remove` methods of [Breakpoints] and [Watchpoints] (when the client vanishes).
///
/// ## Errors
///
/// Methods refuse by throwing [TargetException]: the client gets its errno and text, the session goes on. Any
/// other runtime exception is answered with EIO and handed to the server's listener.
public interface Target {

    /// The registers of every thread: their numbers, sizes and the description gdb receives. The same object
    /// each time.
    RegisterLayout registers();

    /// A client has connected (and shown that it speaks the protocol). The target stops all threads if they
    /// run, and from now on reports to `listener`, exactly once for each [#resume].
    ///
    /// @return why the target stands still: the last event if it was stopped before; a [StopReply.Signalled]
    ///     with signal 0 or [GdbSignal#TRAP] if it was stopped for this client; [StopReply.Exited] if there is
    ///     no program
    StopReply attach(StopListener listener);

    /// The client leaves, by its own wish or by losing the connection. All breakpoints and watchpoints have
    /// been removed by then, and nothing is reported afterwards. May be called while the program runs, and
    /// after it has ended.
    ///
    /// @param how whether the program shall run on or stand still
    void detach(Detach how);

    /// Ends the program for good (for a machine: the machine). May be called while the program runs; is not
    /// reported as a stop.
    void kill();

    /// All threads of all processes, at least one while a program exists, in an order that does not change for
    /// threads that live on.
    List<ThreadId> threads();

    /// The thread that caused the last stop, or any other if that one is gone.
    ThreadId currentThread();

    /// Reads one register of a stopped thread.
    ///
    /// @param number the register's number in [#registers()]
    /// @param into receives the value in the target's byte order, as many bytes as the layout gives the
    ///     register
    /// @param offset where in `into` the value begins
    /// @return false if the value cannot be known (gdb shows `<unavailable>`); `into` is then unchanged
    boolean readRegister(ThreadId thread, int number, byte[] into, int offset);

    /// Writes one register of a stopped thread.
    ///
    /// @param value exactly the register's size in bytes, in the target's byte order
    /// @throws TargetException if the register cannot be written
    void writeRegister(ThreadId thread, int number, byte[] value);

    /// Reads memory as `thread` sees it, without the breakpoints in it and without triggering watchpoints.
    ///
    /// @param address first byte, unsigned 64 bit; the range never wraps around
    /// @param length bytes wanted, at least 1
    /// @return bytes read from the start of the range: less than `length` where unreadable memory follows, 0 if
    ///     the first byte is unreadable
    int readMemory(ThreadId thread, long address, byte[] into, int offset, int length);

    /// Writes memory as `thread` sees it, even where the program itself may only read or execute, all bytes or
    /// none.
    ///
    /// @throws TargetException with EFAULT if a byte of the range does not exist; nothing has been written then
    void writeMemory(ThreadId thread, long address, byte[] from, int offset, int length);

    /// Lets threads run as `request` says, and returns at once. The next event is reported through the
    /// listener, also when it happens before this method has returned. A thread that stands on an inserted
    /// breakpoint hits it again: the debugger removes a breakpoint to step off it.
    void resume(ResumeRequest request);

    /// Asks a running program to stop soon; returns at once. The stop is reported as a [StopReply.Signalled]
    /// with [GdbSignal#INT] and no reason. Does nothing if the program has stopped already: there is one report
    /// for a resume, whatever comes first.
    void interrupt();

    /// True if [#resume] honours [ResumeAction.StepRange]. Otherwise the stub steps through the range itself,
    /// instruction by instruction.
    default boolean stepsRanges() {
        return false;
    }

    default Optional<Breakpoints> breakpoints() {
        return Optional.empty();
    }

    default Optional<Watchpoints> watchpoints() {
        return Optional.empty();
    }

    default Optional<ReverseExecution> reverseExecution() {
        return Optional.empty();
    }

    default Optional<ThreadDetails> threadDetails() {
        return Optional.empty();
    }

    default Optional<ThreadEvents> threadEvents() {
        return Optional.empty();
    }

    default Optional<ExtendedRemote> extendedRemote() {
        return Optional.empty();
    }

    default Optional<SignalPolicy> signalPolicy() {
        return Optional.empty();
    }

    default Optional<CatchSyscalls> catchSyscalls() {
        return Optional.empty();
    }

    default Optional<MonitorCommands> monitorCommands() {
        return Optional.empty();
    }

    default Optional<ExecFile> execFile() {
        return Optional.empty();
    }

    default Optional<Offsets> offsets() {
        return Optional.empty();
    }

    default Optional<Auxv> auxv() {
        return Optional.empty();
    }

    default Optional<MemoryMap> memoryMap() {
        return Optional.empty();
    }

    default Optional<Siginfo> siginfo() {
        return Optional.empty();
    }

    default Optional<TlsAddress> tlsAddress() {
        return Optional.empty();
    }

    default Optional<HostIo> hostIo() {
        return Optional.empty();
    }

    default Optional<OsData> osData() {
        return Optional.empty();
    }
}
