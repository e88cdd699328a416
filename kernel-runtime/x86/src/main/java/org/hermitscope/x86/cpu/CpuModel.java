package org.hermitscope.x86.cpu;

/// What this processor claims to be and to have. It claims exactly what works.
public interface CpuModel {
    /// CPUID: EAX, EBX, ECX, EDX.
    int[] cpuid(int leaf, int subleaf);
}
