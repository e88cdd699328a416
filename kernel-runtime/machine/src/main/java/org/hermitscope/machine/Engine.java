package org.hermitscope.machine;

/// Makes vCPUs of one kind for one machine.
public interface Engine {
    /// What the user calls it, such as `software CPU`.
    String name();

    Vcpu newVcpu();

    DebugPoints debugPoints();

    /// Returns once every vCPU that ran when it was called has been seen between two instructions: what they did
    /// before is visible to all, what they do next sees all that the caller did before. Not called by a vCPU's
    /// thread from inside [Vcpu#run].
    void barrier();

    /// What CPUID answers: EAX, EBX, ECX, EDX.
    int[] cpuid(int leaf, int subleaf);
}
