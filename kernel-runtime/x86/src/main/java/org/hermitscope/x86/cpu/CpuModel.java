package org.hermitscope.x86.cpu;

/// What this processor claims to be and to have. It claims exactly what works.
public interface CpuModel {
    /// CPUID: EAX, EBX, ECX, EDX.
    ///
    /// What depends on a processor's state is told as if all of it were enabled.
    int[] cpuid(int leaf, int subleaf);

    /// What its instructions are.
    CpuLevel level();

    /// CR4.OSXSAVE can be set (CPUID.1:ECX.XSAVE).
    default boolean hasXsave() {
        return level().has(CpuLevel.V3);
    }

    /// XSAVEC, and with it the compacted format, XSAVEOPT and XGETBV of XINUSE (CPUID.0DH.1:EAX).
    default boolean hasXsavec() {
        return level().has(CpuLevel.MAX);
    }

    /// CR4.FSGSBASE can be set.
    default boolean hasFsgsbase() {
        return level().has(CpuLevel.MAX);
    }

    /// CR4.UMIP can be set.
    default boolean hasUmip() {
        return level().has(CpuLevel.MAX);
    }
}
