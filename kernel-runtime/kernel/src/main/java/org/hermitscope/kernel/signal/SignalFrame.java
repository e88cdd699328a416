package org.hermitscope.kernel.signal;

import static org.hermitscope.kernel.abi.LittleEndian.getInt;
import static org.hermitscope.kernel.abi.LittleEndian.getLong;
import static org.hermitscope.kernel.abi.LittleEndian.putInt;
import static org.hermitscope.kernel.abi.LittleEndian.putLong;

import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.jspecify.annotations.Nullable;

/// What a handler finds on its stack and rt_sigreturn(2) takes back: Linux's struct rt_sigframe for x86-64
/// (arch/x86/include/asm/sigframe.h), with the processor state in the XSAVE format above it.
///
/// From the frame's start: restorer 8, ucontext 304, siginfo 128.
public final class SignalFrame {
    private static final int UCONTEXT = 8;
    private static final int STACK = UCONTEXT + 16;
    private static final int REGISTERS = UCONTEXT + 40;
    private static final int RFLAGS = REGISTERS + 17 * 8;
    private static final int SELECTORS = REGISTERS + 18 * 8;
    private static final int ERROR = REGISTERS + 19 * 8;
    private static final int VECTOR = REGISTERS + 20 * 8;
    private static final int OLD_MASK = REGISTERS + 21 * 8;
    private static final int CR2 = REGISTERS + 22 * 8;
    private static final int FPSTATE = REGISTERS + 23 * 8;
    private static final int MASK = UCONTEXT + 296;
    private static final int SIGINFO = UCONTEXT + 304;
    private static final int SIZE = SIGINFO + SignalInfo.SIZE;

    /// UC_FP_XSTATE, UC_SIGCONTEXT_SS, UC_STRICT_RESTORE_SS.
    private static final int UC_XSTATE = 1;
    private static final int UC_SS = 6;

    private static final int RED_ZONE = 128;
    private static final long USER_CODE = 0x33;
    private static final long USER_STACK = 0x2b;
    private static final long USER_SELECTORS = USER_STACK << 48 | USER_CODE;
    private static final long CLEARED_FOR_HANDLER = Rflags.DF | Rflags.TF | Rflags.RF;
    private static final long RESTORED_FLAGS = Rflags.STATUS | Rflags.AC | Rflags.DF | Rflags.TF | Rflags.RF;

    /// General registers in the order of struct sigcontext, RIP behind them.
    private static final int[] ORDER = {
        CpuState.R8, CpuState.R9, CpuState.R10, CpuState.R11, CpuState.R12, CpuState.R13, CpuState.R14, CpuState.R15,
        CpuState.RDI, CpuState.RSI, CpuState.RBP, CpuState.RBX, CpuState.RDX, CpuState.RAX, CpuState.RCX, CpuState.RSP
    };

    /// The last exception a task took, as its frames show it.
    ///
    /// @param vector trapno
    /// @param errorCode err
    /// @param address cr2
    public record Trap(int vector, long errorCode, long address) {
        public static final Trap NONE = new Trap(0, 0, 0);
    }

    /// What rt_sigreturn(2) restores beside the registers.
    ///
    /// @param mask signals held back
    /// @param stack uc_stack, unchecked
    public record Restored(long mask, AlternateStack stack) {}

    private SignalFrame() {}

    /// Puts a frame on the handler's stack and points the registers at the handler.
    ///
    /// @param stack the alternate stack as it is now
    /// @param mask what rt_sigreturn shall restore
    /// @return false, with nothing in the registers changed, when the frame cannot be written
    public static boolean push(
            CpuState state,
            UserMemory memory,
            SignalInfo info,
            SignalAction action,
            AlternateStack stack,
            long mask,
            Trap trap) {
        long rsp = state.gpr[CpuState.RSP];
        long top = rsp - RED_ZONE;
        boolean switches = (action.flags() & SignalAction.ONSTACK) != 0 && stack.size() != 0 && !stack.holds(rsp);
        if (switches) {
            top = stack.base() + stack.size();
        }
        XsaveImage image = XsaveImage.of(state);
        long fpstate = top - image.size() & -64L;
        long frame = (fpstate - SIZE & -16L) - 8;
        if (stack.holds(rsp) && !stack.holds(frame) && !switches) {
            // Linux refuses to run over the low end of the alternate stack (get_sigframe).
            return false;
        }
        if ((action.flags() & SignalAction.RESTORER) == 0) {
            return false;
        }
        byte[] bytes = new byte[SIZE];
        putLong(bytes, 0, action.restorer());
        putLong(bytes, UCONTEXT, image.extended() ? UC_XSTATE | UC_SS : UC_SS);
        putLong(bytes, STACK, stack.base());
        putInt(bytes, STACK + 8, stack.flags());
        putLong(bytes, STACK + 16, stack.size());
        for (int i = 0; i < ORDER.length; i++) {
            putLong(bytes, REGISTERS + 8 * i, state.gpr[ORDER[i]]);
        }
        putLong(bytes, REGISTERS + 16 * 8, state.rip);
        putLong(bytes, RFLAGS, state.rflags);
        putLong(bytes, SELECTORS, USER_SELECTORS);
        putLong(bytes, ERROR, trap.errorCode());
        putLong(bytes, VECTOR, trap.vector());
        putLong(bytes, OLD_MASK, mask);
        putLong(bytes, CR2, trap.address());
        putLong(bytes, FPSTATE, fpstate);
        putLong(bytes, MASK, mask);
        System.arraycopy(info.bytes(), 0, bytes, SIGINFO, SignalInfo.SIZE);
        byte[] xstate = image.bytes();
        if (memory.writeUpTo(fpstate, xstate, 0, xstate.length) < xstate.length
                || memory.writeUpTo(frame, bytes, 0, SIZE) < SIZE) {
            return false;
        }
        state.gpr[CpuState.RSP] = frame;
        state.gpr[CpuState.RDI] = info.number();
        state.gpr[CpuState.RSI] = frame + SIGINFO;
        state.gpr[CpuState.RDX] = frame + UCONTEXT;
        state.gpr[CpuState.RAX] = 0;
        state.rip = action.handler();
        state.rflags &= ~CLEARED_FOR_HANDLER;
        return true;
    }

    /// Takes everything back from the frame whose restorer address was just popped.
    ///
    /// @return null, with the registers in no particular state, when the frame cannot be read or used
    public static @Nullable Restored pop(CpuState state, UserMemory memory) {
        long frame = state.gpr[CpuState.RSP] - 8;
        byte[] bytes = new byte[SIGINFO];
        if (memory.readUpTo(frame, bytes, 0, SIGINFO) < SIGINFO) {
            return null;
        }
        long selectors = getLong(bytes, SELECTORS);
        if ((selectors & 0xffff | 3) != USER_CODE || (selectors >>> 48 | 3) != USER_STACK && selectors >>> 48 != 0) {
            // IRET with anything else is a #GP: there are no 32-bit programs here.
            return null;
        }
        long fpstate = getLong(bytes, FPSTATE);
        if (!XsaveImage.restore(state, memory, fpstate)) {
            return null;
        }
        for (int i = 0; i < ORDER.length; i++) {
            state.gpr[ORDER[i]] = getLong(bytes, REGISTERS + 8 * i);
        }
        state.rip = getLong(bytes, REGISTERS + 16 * 8);
        state.rflags = state.rflags & ~RESTORED_FLAGS | getLong(bytes, RFLAGS) & RESTORED_FLAGS;
        AlternateStack stack =
                new AlternateStack(getLong(bytes, STACK), getLong(bytes, STACK + 16), getInt(bytes, STACK + 8));
        return new Restored(getLong(bytes, MASK), stack);
    }
}
