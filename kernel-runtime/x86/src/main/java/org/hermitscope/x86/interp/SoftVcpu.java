package org.hermitscope.x86.interp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Watchpoint;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.EventDelivery;
import org.hermitscope.x86.cpu.Request;
import org.hermitscope.x86.mmu.AccessListener;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.LinearMemory;
import org.jspecify.annotations.Nullable;

/// A virtual processor of the software CPU: the loop over blocks and all that interrupts it.
final class SoftVcpu implements Vcpu, AccessListener {
    /// Come back with [VcpuExit.Interrupted].
    private static final int INTERRUPT = 1;
    /// Someone changed code.
    private static final int CODE = 2;
    /// Someone wants to act while no vCPU is inside an instruction.
    static final int EXCLUSIVE = 4;

    private static final VarHandle ATTENTION;

    static {
        try {
            ATTENTION = MethodHandles.lookup().findVarHandle(SoftVcpu.class, "attention", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Cpu cpu;
    private final LinearMemory memory;
    private final Breakpoints breakpoints;
    private final BlockCache cache;
    private final BlockBuilder builder;
    private final EventDelivery events;
    private final FaultContext faultContext;
    private final DebugExceptions debug;

    private final Exclusion exclusion;
    private final CodePages codePages;
    private final PendingChanges pendingChanges = new PendingChanges();

    /// What others want of the vCPU before its next block: a sum of the constants above.
    @SuppressWarnings("UnusedVariable") // Written through ATTENTION.
    private volatile int attention;

    private volatile boolean inside;
    /// Where a breakpoint is not reported until something has run; -1 for nowhere.
    private long passAt = -1;
    /// The next instruction comes before any debug exception.
    private boolean debugShadow;
    private long retired;
    private @Nullable Operation faulted;
    private VcpuExit.@Nullable WatchpointHit hit;

    SoftVcpu(Cpu cpu, Breakpoints breakpoints, Exclusion exclusion, CodePages codePages) {
        this.cpu = cpu;
        this.memory = cpu.memory;
        this.breakpoints = breakpoints;
        this.exclusion = exclusion;
        this.codePages = codePages;
        this.cache = new BlockCache(memory, new PageClaims());
        this.events = new EventDelivery(cpu);
        this.debug = new DebugExceptions(cpu, events, cache);
        this.builder = new BlockBuilder(memory, this::stopsAt);
        this.faultContext = new FaultContext(memory);
        memory.setListener(this);
    }

    @Override
    public CpuState state() {
        return cpu.state;
    }

    @Override
    public void passBreakpoint() {
        passAt = cpu.state.rip;
    }

    @Override
    public void interrupt() {
        attend(INTERRUPT);
    }

    /// Makes the vCPU leave its block and look at what is wanted. Any thread may call it.
    void attend(int bit) {
        int _ = (int) ATTENTION.getAndBitwiseOr(this, bit);
    }

    /// Whether guest instructions are being executed.
    boolean isInside() {
        return inside;
    }

    void setInside(boolean yes) {
        inside = yes;
    }

    @Override
    public long instructions() {
        return retired;
    }

    @Override
    public VcpuExit run(long limit) {
        cpu.load();
        debug.begin();
        exclusion.enter(this);
        try {
            return loop(limit);
        } finally {
            inside = false;
            debug.end();
            cpu.save();
        }
    }

    private VcpuExit loop(long limit) {
        long end = retired + limit < retired ? Long.MAX_VALUE : retired + limit;
        Block block = null;
        while (true) {
            if (attention != 0 && attendsTo()) {
                return VcpuExit.Interrupted.INSTANCE;
            }
            if (retired >= end) {
                return VcpuExit.LimitReached.INSTANCE;
            }
            VcpuExit exit;
            if (debug.isDue() && !debugShadow) {
                exit = debug.raise();
                if (exit != null) {
                    return exit;
                }
                block = null;
                continue;
            }
            try {
                block = follow(block);
            } catch (GuestFault fault) {
                exit = fault(fault, null);
                if (exit != null) {
                    return exit;
                }
                block = null;
                continue;
            }
            boolean resumed = (cpu.systemFlags & Rflags.RF) != 0;
            if (block.breakpoint) {
                if (passAt != cpu.rip && breakpoints.contains(cpu.rip)) {
                    return new VcpuExit.Breakpoint(cpu.rip);
                }
                if (!resumed && !debugShadow && debug.breaksAt(cpu.rip)) {
                    continue;
                }
            }
            passAt = -1;
            boolean trap = (cpu.systemFlags & Rflags.TF) != 0;
            long left = end - retired;
            if (trap || resumed || debugShadow || left < Block.MAX_LENGTH) {
                cpu.systemFlags &= ~(long) Rflags.RF;
                cpu.singleIteration = trap || limit == 1;
                cpu.end = trap || resumed || debugShadow ? 1 : (int) Math.min(left, block.operations.length);
                debugShadow = false;
                execute(block);
            } else {
                cpu.singleIteration = false;
                block = executeLinked(block, end - Block.MAX_LENGTH);
            }
            exit = null;
            Operation faulting = faulted;
            int request = cpu.request;
            if (faulting != null) {
                faulted = null;
                debug.forget();
                exit = fault(cpu.fault, faulting);
                block = null;
            } else if (request != 0) {
                cpu.request = 0;
                if ((request & Request.REPEAT) != 0) {
                    retired--;
                    end -= limit == 1 ? 1 : 0;
                    // Neither kind of breakpoint is met again before the instruction is through.
                    cpu.systemFlags |= resumed ? Rflags.RF : 0;
                    passAt = cpu.rip;
                }
                if ((request & Request.DEBUG_REGISTERS) != 0) {
                    debug.refresh();
                }
                debugShadow = (request & Request.DEBUG_SHADOW) != 0;
                exit = serve(request);
                block = (request & (Request.RESYNC | Request.DEBUG_REGISTERS)) != 0 ? null : block;
            }
            if (trap && faulting == null && !debugShadow) {
                debug.stepped();
            }
            if (exit != null) {
                return exit;
            }
        }
    }

    private boolean stopsAt(long linear) {
        return breakpoints.contains(linear) || debug.stopsAt(linear);
    }

    /// Sees to what others want.
    ///
    /// @return whether the caller of [#run] is wanted
    private boolean attendsTo() {
        int wanted = (int) ATTENTION.getAndSet(this, 0);
        if ((wanted & EXCLUSIVE) != 0) {
            exclusion.pass(this);
        }
        if ((wanted & CODE) != 0) {
            pendingChanges.applyTo(cache);
        }
        return (wanted & INTERRUPT) != 0;
    }

    /// Runs a block and those that it links to for as long as nothing is out of the ordinary and fewer than
    /// `until` instructions have retired.
    ///
    /// @return the block that ran last
    private Block executeLinked(Block start, long until) {
        Block block = start;
        int generation = memory.generation;
        while (true) {
            int length = block.operations.length;
            cpu.end = length;
            if (execute(block) != length || cpu.request != 0 || attention != 0 || retired >= until) {
                return block;
            }
            long rip = cpu.rip;
            Block next = block.first;
            if (next == null || next.start != rip) {
                next = block.second;
                if (next == null || next.start != rip) {
                    return block;
                }
            }
            if (next.dead || next.breakpoint || next.generation != generation) {
                return block;
            }
            block = next;
        }
    }

    /// Runs a block, or as much of it as [Cpu#end] allows, and leaves RIP at what comes next.
    ///
    /// @return instructions completed, or -1 when one faulted ([#faulted])
    private int execute(Block block) {
        Operation[] operations = block.operations;
        int i = 0;
        try {
            do {
                operations[i].execute(cpu);
                i++;
            } while (i < cpu.end);
        } catch (GuestFault fault) {
            cpu.rip = block.addressOf(fault.isSoftware() ? i + 1 : i);
            faulted = operations[i];
            retired += i;
            return -1;
        }
        retired += i;
        if (i < operations.length || !block.branches) {
            cpu.rip = block.addressOf(i);
        }
        return i;
    }

    /// The block at RIP: a link of the block before, one decoded earlier, or a new one.
    private Block follow(@Nullable Block from) {
        long rip = cpu.rip;
        int generation = memory.generation;
        if (from != null) {
            Block next = from.first;
            if (next != null && isCurrent(next, rip, generation)) {
                return next;
            }
            next = from.second;
            if (next != null && isCurrent(next, rip, generation)) {
                return next;
            }
        }
        Block next = cache.find(rip, cpu.mode, generation);
        if (next == null) {
            cache.claim(memory.codeAddress(rip));
            do {
                next = builder.build(cpu, rip, cpu.mode, generation);
            } while (!cache.add(next));
        }
        if (from != null && !from.dead) {
            from.second = from.first;
            from.first = next;
        }
        return next;
    }

    private boolean isCurrent(Block block, long rip, int generation) {
        return block.start == rip && !block.dead && block.generation == generation && block.mode == cpu.mode;
    }

    private @Nullable VcpuExit serve(int request) {
        if ((request & Request.WATCH) != 0 && hit != null) {
            VcpuExit exit = hit;
            hit = null;
            return exit;
        }
        if ((request & Request.SYSCALL) != 0) {
            return VcpuExit.Syscall.INSTANCE;
        }
        return (request & Request.HALT) != 0 ? VcpuExit.Halted.INSTANCE : null;
    }

    /// Hands an exception to the library OS, or delivers it to the guest's kernel.
    private @Nullable VcpuExit fault(GuestFault fault, @Nullable Operation operation) {
        cpu.request = 0;
        hit = null;
        int vector = fault.vector();
        long errorCode = fault.errorCode();
        // What returns to the instruction must not meet its breakpoint again (SDM 3B 18.3.1.1).
        cpu.systemFlags |= fault.isSoftware() ? 0 : Rflags.RF;
        if (vector == Vector.PF && operation != null && operation.updatesMemory()) {
            errorCode |= LinearMemory.WRITE;
        } else if (vector == Vector.GP && errorCode == 0 && faultContext.usesStackSegment(cpu)) {
            vector = Vector.SS;
        }
        if (cpu.hosted) {
            return new VcpuExit.Fault(vector, errorCode, fault.address(), fault.isSoftware());
        }
        return events.exception(vector, errorCode, fault.address(), fault.isSoftware())
                ? null
                : new VcpuExit.TripleFault(vector, errorCode);
    }

    @Override
    public void watched(long linear, int size, boolean write) {
        debug.touched(linear, size, write);
        Watchpoint point = breakpoints.touched(linear, size, write);
        if (point != null && hit == null) {
            long first = Long.compareUnsigned(linear, point.linear()) < 0 ? point.linear() : linear;
            hit = new VcpuExit.WatchpointHit(first, point);
            cpu.request |= Request.WATCH;
            cpu.end = 0;
        }
    }

    @Override
    public void codeStored(long code, int size) {
        if (cache.invalidate(code, size)) {
            cpu.end = 0;
        }
        codePages.stored(code, size, this);
    }

    @Override
    public boolean exclusively(BooleanSupplier access) {
        return exclusion.exclusively(this, access);
    }

    /// Someone else changed code. Any thread may call it.
    void codeChanged(long code, long length) {
        pendingChanges.add(code, length);
        attend(CODE);
    }

    void breakpointChanged(long linear) {
        cache.invalidateLinear(linear);
    }

    private final class PageClaims implements BlockCache.Claims {
        @Override
        public void claim(long page) {
            codePages.claim(page, SoftVcpu.this);
        }

        @Override
        public void leave(long page) {
            codePages.leave(page, SoftVcpu.this);
        }
    }
}
