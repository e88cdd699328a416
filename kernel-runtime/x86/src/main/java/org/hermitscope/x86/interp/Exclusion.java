package org.hermitscope.x86.interp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets one thread act while no vCPU of its machine is inside an instruction: what a locked bus does on a real
/// processor for accesses that no host instruction makes atomic, and what an interprocessor interrupt does when
/// pages lose rights.
///
/// Entering and leaving the guest cost a volatile store each; the price of an exclusive action is that every
/// running vCPU comes to the end of its block.
final class Exclusion {
    /// Turns of a loop before a waiting thread offers its host processor to others: the vCPU that it waits for
    /// may have been preempted.
    private static final int SPINS = 200;

    private final List<SoftVcpu> vcpus = new CopyOnWriteArrayList<>();
    private volatile boolean wanted;

    void add(SoftVcpu vcpu) {
        vcpus.add(vcpu);
    }

    List<SoftVcpu> vcpus() {
        return vcpus;
    }

    /// The vCPU is about to run guest instructions.
    void enter(SoftVcpu vcpu) {
        vcpu.setInside(true);
        while (wanted) {
            vcpu.setInside(false);
            synchronized (this) {
                // Whoever acts holds the lock until it is done.
            }
            vcpu.setInside(true);
        }
    }

    /// The vCPU is between two instructions and lets others act.
    void pass(SoftVcpu vcpu) {
        if (wanted) {
            enter(vcpu);
        }
    }

    /// Runs an action exclusively.
    ///
    /// @param self the vCPU whose instruction acts, null for a kernel or a debugger
    boolean exclusively(@Nullable SoftVcpu self, BooleanSupplier action) {
        if (self != null) {
            // Two that want to act at once must not wait for each other.
            self.setInside(false);
        }
        try {
            return alone(action);
        } finally {
            if (self != null) {
                enter(self);
            }
        }
    }

    private synchronized boolean alone(BooleanSupplier action) {
        wanted = true;
        try {
            for (SoftVcpu vcpu : vcpus) {
                if (vcpu.isInside()) {
                    vcpu.attend(SoftVcpu.EXCLUSIVE);
                    await(vcpu);
                }
            }
            return action.getAsBoolean();
        } finally {
            wanted = false;
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Yielding is about speed only; the loop is right without it.
    private static void await(SoftVcpu vcpu) {
        for (int i = 0; vcpu.isInside(); i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
