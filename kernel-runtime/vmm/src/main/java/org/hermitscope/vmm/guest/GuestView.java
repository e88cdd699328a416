package org.hermitscope.vmm.guest;

import java.util.List;
import java.util.function.Supplier;
import org.hermitscope.machine.CpuState;

/// A running guest, looked at and steered from outside. Methods may be called by any thread.
public interface GuestView {
    /// How the guest stands.
    enum Status {
        /// Waits for a debugger at its first instruction.
        PRELAUNCH,
        RUNNING,
        /// Stopped by the monitor.
        PAUSED,
        /// Stopped by the debugger.
        DEBUG,
        /// Ended.
        SHUTDOWN
    }

    /// A range of guest addresses of one kind.
    ///
    /// @param start first address
    /// @param end behind the last
    /// @param protection a sum of [org.hermitscope.machine.Protection] bits
    /// @param name what is there
    record Region(long start, long end, int protection, String name) {}

    Status status();

    /// Holds the guest still while `look` runs, then lets it go on as it was.
    <T> T still(Supplier<T> look);

    int processors();

    /// State of a processor; to be used inside [#still] only.
    CpuState processor(int index);

    /// Instructions that a processor has retired.
    long instructions(int index);

    /// Copies guest memory as a processor sees it.
    ///
    /// @return bytes that could be read from the start
    int readLinear(int processor, long address, byte[] into, int at, int length);

    /// Writes guest memory, whatever its pages allow.
    ///
    /// @return false when a byte of the range is not mapped; nothing has been written then
    boolean writeLinear(int processor, long address, byte[] from, int at, int length);

    /// Copies guest-physical memory; where the kernel is the library OS, physical is linear.
    int readPhysical(long address, byte[] into, int at, int length);

    /// What is mapped, ascending.
    List<Region> mappings();

    /// The guest's physical map, ascending.
    List<Region> memoryMap();

    GuestSymbols symbols();

    /// What is being run, for people.
    String name();

    /// Stops all processors; true if they ran.
    boolean stop();

    /// Lets them run again after [#stop].
    ///
    /// @throws IllegalStateException with the reason when something else holds the guest
    void resume();

    /// Ends the guest and the program with it.
    void quit();
}
