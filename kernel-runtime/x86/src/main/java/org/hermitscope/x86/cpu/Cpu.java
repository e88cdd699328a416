package org.hermitscope.x86.cpu;

import java.util.function.Supplier;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.Clock;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.LinearMemory;
import org.hermitscope.x86.semantics.Flags;

/// A processor while it runs: what op objects work on.
///
/// Registers live in the arrays of [CpuState]; RIP and the status flags live here until [#save] puts them back,
/// because the flags are lazy and RIP is written by branches only.
public final class Cpu {
    /// Long mode is active.
    public static final int EFER_LMA = 1 << 10;

    public final CpuState state;
    public final long[] gpr;
    public final long[] vector;
    public final FpuState fpu;
    public final LinearMemory memory;
    public final GuestFault fault;
    public final Clock clock;
    public final CpuModel model;
    /// Ports; empty in a machine whose kernel is the library OS.
    public final Bus ports;

    /// Where the next block begins. Branches write it; inside a block it is stale.
    public long rip;

    /// Where the loop over the current block ends. An op object, or the slow path of a store, sets it to 0 to
    /// leave the block behind the running instruction: code changed, a watchpoint was touched, instructions
    /// mean something else.
    public int end;

    /// What the loop does when a block ends early or an op object asks for it; see [Request].
    public int request;

    /// Debug exceptions that are due behind the running instruction: bits of DR6.
    public int debugHits;

    /// How instruction bytes are read.
    public Mode mode = Mode.BITS_64;

    /// A repeated string instruction stops after one iteration: the guest is single-stepped, or steps itself.
    public boolean singleIteration;

    /// The kernel is the library OS outside: SYSCALL and exceptions leave the loop instead of entering ring 0.
    public final boolean hosted;

    public int flagKind = Flags.RAW;
    public long flagA;
    public long flagB;
    /// RFLAGS without the status flags.
    public long systemFlags = Rflags.FIXED;

    public Cpu(
            CpuState state,
            LinearMemory memory,
            GuestFault fault,
            Clock clock,
            CpuModel model,
            Bus ports,
            boolean hosted) {
        this.hosted = hosted;
        this.state = state;
        this.gpr = state.gpr;
        this.vector = state.vector;
        this.fpu = state.fpu;
        this.memory = memory;
        this.fault = fault;
        this.clock = clock;
        this.model = model;
        this.ports = ports;
    }

    public void setFlags(int kind, long a, long b) {
        flagKind = kind;
        flagA = a;
        flagB = b;
    }

    /// Sets the six status flags at once.
    public void setStatusFlags(int flags) {
        flagKind = Flags.RAW;
        flagA = flags & Rflags.STATUS;
    }

    public int statusFlags() {
        return Flags.all(flagKind, flagA, flagB);
    }

    public boolean carry() {
        return Flags.carry(flagKind, flagA, flagB);
    }

    public boolean condition(int condition) {
        return Flags.condition(condition, flagKind, flagA, flagB);
    }

    public long rflags() {
        return systemFlags | statusFlags();
    }

    public void setRflags(long value) {
        systemFlags = value & ~Rflags.STATUS | Rflags.FIXED;
        setStatusFlags((int) value);
    }

    public boolean directionDown() {
        return (systemFlags & Rflags.DF) != 0;
    }

    /// Takes RIP and RFLAGS over from the state.
    public void load() {
        rip = state.rip;
        setRflags(state.rflags);
        contextChanged();
        request = 0;
    }

    /// Puts RIP and RFLAGS back into the state.
    public void save() {
        state.rip = rip;
        state.rflags = rflags();
    }

    /// Makes an access to a descriptor table, the TSS or an inner stack: with supervisor rights, whatever CPL
    /// is.
    public <T> T asSupervisor(Supplier<T> access) {
        memory.supervisor(true);
        try {
            return access.get();
        } finally {
            memory.supervisor(state.cpl() < 3);
        }
    }

    /// CS, CR0, CR4 or EFER changed: what instructions are and may do is looked at anew, and the block ends
    /// here.
    public void contextChanged() {
        memory.supervisor(state.cpl() < 3);
        mode = (state.efer & EFER_LMA) == 0
                ? ((state.cr0 & 1) != 0 && state.segments[CpuState.CS].isBig() ? Mode.BITS_32 : Mode.BITS_16)
                : state.segments[CpuState.CS].isLong()
                        ? Mode.BITS_64
                        : state.segments[CpuState.CS].isBig() ? Mode.BITS_32 : Mode.BITS_16;
        request |= Request.RESYNC;
        end = 0;
    }

    /// CPUID, with the bits that mirror control registers.
    public int[] cpuid(int leaf, int subleaf) {
        int[] answer = model.cpuid(leaf, subleaf);
        if (leaf == 1) {
            boolean osxsave = (state.cr4 & ControlRegisters.CR4_OSXSAVE) != 0;
            answer[2] = osxsave ? answer[2] | 1 << 27 : answer[2] & ~(1 << 27);
        } else if (leaf == 0xd && (subleaf == 0 || subleaf == 1) && answer[1] != 0) {
            answer[1] = XsaveArea.size(state.xcr0);
        }
        return answer;
    }

    public GuestFault undefinedOpcode() {
        return fault.with(Vector.UD, 0, 0);
    }

    public GuestFault generalProtection() {
        return fault.with(Vector.GP, 0, 0);
    }

    /// Throws #NM or #UD where x87 and MMX instructions may not run (SDM 3A table 2-2). `waits` for WAIT/FWAIT.
    public void requireX87(boolean waits) {
        boolean unavailable = waits ? (state.cr0 & (2 | 8)) == (2 | 8) : (state.cr0 & (4 | 8)) != 0;
        if (unavailable) {
            throw fault.with(Vector.NM, 0, 0);
        }
    }

    /// Throws #UD or #NM where SSE instructions may not run: CR0.EM, CR4.OSFXSR, CR0.TS.
    public void requireSse() {
        if ((state.cr0 & 4) != 0 || (state.cr4 & 1 << 9) == 0) {
            throw undefinedOpcode();
        }
        if ((state.cr0 & 8) != 0) {
            throw fault.with(Vector.NM, 0, 0);
        }
    }
}
