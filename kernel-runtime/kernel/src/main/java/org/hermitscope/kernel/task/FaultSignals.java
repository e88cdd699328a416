package org.hermitscope.kernel.task;

import org.hermitscope.kernel.memory.AccessFault;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalFrame;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.jspecify.annotations.Nullable;

/// Exceptions of the processor as signals, with the numbers that Linux gives them (arch/x86/kernel/traps.c and
/// mm/fault.c).
final class FaultSignals {
    private static final int SEGV_MAPERR = 1;
    private static final int SEGV_ACCERR = 2;
    private static final int BUS_ADRALN = 1;
    private static final int BUS_ADRERR = 2;
    private static final int ILL_ILLOPN = 2;
    private static final int TRAP_BRKPT = 1;
    private static final int TRAP_TRACE = 2;
    private static final int FPE_INTDIV = 1;

    private static final int PRESENT = 1;
    private static final int WRITE = 2;
    private static final int USER = 4;
    private static final int FETCH = 0x10;
    /// TASK_SIZE_MAX: the last page below 2^47 is nobody's.
    private static final long USER_END = (1L << 47) - 4096;

    private FaultSignals() {}

    /// What the access of a page fault needs.
    static int wanted(VcpuExit.Fault fault) {
        if ((fault.errorCode() & FETCH) != 0) {
            return Protection.EXEC;
        }
        return (fault.errorCode() & WRITE) != 0 ? Protection.WRITE : Protection.READ;
    }

    /// Whether an instruction could not be fetched.
    static boolean isFetch(VcpuExit.Fault fault) {
        return fault.vector() == Vector.PF && (fault.errorCode() & FETCH) != 0;
    }

    /// What kind of access a fault was, for people.
    static ExitStatus.Access access(SignalFrame.Trap trap) {
        if (trap.vector() != Vector.PF) {
            return ExitStatus.Access.NONE;
        }
        if ((trap.errorCode() & FETCH) != 0) {
            return ExitStatus.Access.EXECUTE;
        }
        return (trap.errorCode() & WRITE) != 0 ? ExitStatus.Access.WRITE : ExitStatus.Access.READ;
    }

    /// What signal frames say about a fault.
    ///
    /// @param last the trap before: its CR2 stays until the next page fault
    static SignalFrame.Trap trap(Kernel kernel, VcpuExit.Fault fault, SignalFrame.Trap last) {
        if (fault.vector() != Vector.PF) {
            return new SignalFrame.Trap(fault.vector(), fault.errorCode(), last.address());
        }
        long address = fault.address();
        // Linux reports kernel addresses as protection faults, so that nobody learns what is mapped there.
        boolean present = Long.compareUnsigned(address, USER_END) >= 0
                || kernel.space().isMappedPage(address, (fault.errorCode() & FETCH) != 0);
        long code = fault.errorCode() & (WRITE | FETCH) | USER | (present ? PRESENT : 0);
        return new SignalFrame.Trap(Vector.PF, code, address);
    }

    /// The signal, or null for an exception that causes none.
    static @Nullable SignalInfo signal(Kernel kernel, CpuState state, VcpuExit.Fault fault) {
        return switch (fault.vector()) {
            case Vector.PF -> pageFault(kernel, fault);
            case Vector.DE -> SignalInfo.fault(Signal.FPE, FPE_INTDIV, state.rip);
            case Vector.DB -> SignalInfo.fault(Signal.TRAP, fault.software() ? TRAP_BRKPT : TRAP_TRACE, state.rip);
            case Vector.BP -> SignalInfo.kernel(Signal.TRAP);
            case Vector.UD -> SignalInfo.fault(Signal.ILL, ILL_ILLOPN, state.rip);
            case Vector.MF -> floatingPoint(state, ~state.fpu.control & state.fpu.status);
            case Vector.XM -> floatingPoint(state, ~(state.mxcsr >>> 7) & state.mxcsr);
            case Vector.SS -> SignalInfo.kernel(Signal.BUS);
            case Vector.AC -> SignalInfo.fault(Signal.BUS, BUS_ADRALN, 0);
            default -> SignalInfo.kernel(Signal.SEGV);
        };
    }

    private static SignalInfo pageFault(Kernel kernel, VcpuExit.Fault fault) {
        AccessFault why = kernel.space().explain(fault.address(), wanted(fault));
        return switch (why) {
            case UNMAPPED -> SignalInfo.fault(Signal.SEGV, SEGV_MAPERR, fault.address());
            case DENIED -> SignalInfo.fault(Signal.SEGV, SEGV_ACCERR, fault.address());
            case BEHIND_FILE -> SignalInfo.fault(Signal.BUS, BUS_ADRERR, fault.address());
        };
    }

    /// @param raised unmasked exception flags, in the order of the status words (SDM 1 8.1.3)
    private static @Nullable SignalInfo floatingPoint(CpuState state, int raised) {
        int code;
        if ((raised & 1) != 0) {
            code = 7;
        } else if ((raised & 4) != 0) {
            code = 3;
        } else if ((raised & 8) != 0) {
            code = 4;
        } else if ((raised & 0x12) != 0) {
            code = 5;
        } else if ((raised & 0x20) != 0) {
            code = 6;
        } else {
            return null;
        }
        return SignalInfo.fault(Signal.FPE, code, state.rip);
    }
}
