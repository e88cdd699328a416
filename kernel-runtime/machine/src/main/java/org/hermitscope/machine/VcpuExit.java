package org.hermitscope.machine;

/// Why [Vcpu#run] came back. The state is exact at an instruction boundary in every case.
public sealed interface VcpuExit {
    /// The guest executed SYSCALL in a vCPU whose kernel is the library OS. RIP is behind the instruction, RCX
    /// and R11 hold what SYSCALL leaves there (SDM 2B, SYSCALL).
    enum Syscall implements VcpuExit {
        INSTANCE
    }

    /// As many instructions retired as the caller allowed.
    enum LimitReached implements VcpuExit {
        INSTANCE
    }

    /// [Vcpu#interrupt] was called.
    enum Interrupted implements VcpuExit {
        INSTANCE
    }

    /// HLT with nothing pending to wake it.
    enum Halted implements VcpuExit {
        INSTANCE
    }

    /// An exception in a vCPU whose kernel is the library OS, nothing delivered. RIP is at the instruction for
    /// faults and behind it for traps (#BP, #OF, #DB).
    ///
    /// @param vector see [Vector]
    /// @param errorCode as pushed by the processor, 0 where the vector has none
    /// @param address what CR2 holds for a page fault, else 0
    /// @param software whether INT n, INT3, INTO or INT1 raised it
    record Fault(int vector, long errorCode, long address, boolean software) implements VcpuExit {}

    /// RIP is at a breakpoint of [DebugPoints]; the instruction has not run.
    record Breakpoint(long linear) implements VcpuExit {}

    /// The last instruction completed and touched a watchpoint of [DebugPoints].
    ///
    /// @param linear first byte touched inside the watched range
    /// @param point the watchpoint
    record WatchpointHit(long linear, Watchpoint point) implements VcpuExit {}

    /// Triple fault: an exception could not be delivered, nor could #DF (SDM 3A 6.15).
    ///
    /// @param vector the exception that began it
    record TripleFault(int vector, long errorCode) implements VcpuExit {}
}
