package org.hermitscope.kernel.task;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;

/// The page at the top of the address space that very old programs call for the time. As with Linux's `vsyscall=xonly`
/// it can be called and not read: a jump there faults, and the kernel does what the code would have done
/// (arch/x86/entry/vsyscall).
public final class Vsyscall {
    /// Where the page begins.
    public static final long START = 0xffff_ffff_ff60_0000L;
    /// Where it ends.
    public static final long END = START + 4096;

    private static final int ENTRY_SIZE = 0x400;
    /// gettimeofday, time, getcpu.
    private static final int[] CALLS = {96, 201, 309};

    private Vsyscall() {}

    /// Serves a jump to the page: a call, or a SIGSEGV when it is none or its arguments are bad.
    ///
    /// @param address where the fetch faulted
    /// @return whether it was this page
    static boolean serve(Task task, SystemCalls calls, long address) {
        if (address < START || address >= END) {
            return false;
        }
        if (!call(task, calls, address - START)) {
            task.kernel().signals().force(task, SignalInfo.kernel(Signal.SEGV));
        }
        return true;
    }

    private static boolean call(Task task, SystemCalls calls, long entry) {
        if (entry % ENTRY_SIZE != 0 || entry / ENTRY_SIZE >= CALLS.length) {
            return false;
        }
        CpuState state = task.state();
        try {
            long back = task.memory().getLong(state.gpr[CpuState.RSP]);
            state.gpr[CpuState.RAX] = CALLS[(int) (entry / ENTRY_SIZE)];
            calls.serve(task);
            if (state.gpr[CpuState.RAX] == Errno.EFAULT.result()) {
                return false;
            }
            state.gpr[CpuState.RSP] += 8;
            state.rip = back;
            return true;
        } catch (SyscallException badStack) {
            return false;
        }
    }
}
