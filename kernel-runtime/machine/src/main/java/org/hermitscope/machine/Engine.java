package org.hermitscope.machine;

/// Makes vCPUs of one kind for one machine.
public interface Engine {
    /// What the user calls it, such as `software CPU`.
    String name();

    Vcpu newVcpu();

    DebugPoints debugPoints();

    /// What CPUID answers: EAX, EBX, ECX, EDX.
    int[] cpuid(int leaf, int subleaf);
}
