package org.hermitscope.x86.cpu;

import org.jspecify.annotations.Nullable;

/// How much of a processor there is: the levels of the x86-64 psABI (3.1.1), each with exactly what the psABI
/// guarantees there, and all that this processor has.
public enum CpuLevel {
    /// The beginning: SSE2.
    V1("x86-64", "v1"),
    /// With SSE4.2, SSSE3, POPCNT, CMPXCHG16B, LAHF in 64-bit mode.
    V2("x86-64-v2", "v2"),
    /// With AVX2, BMI, FMA, F16C, LZCNT, MOVBE, XSAVE.
    V3("x86-64-v3", "v3"),
    /// With everything that works.
    MAX("max", "max");

    private final String label;
    private final String shortName;

    CpuLevel(String label, String shortName) {
        this.label = label;
        this.shortName = shortName;
    }

    /// The usual name, such as `x86-64-v2`.
    public String label() {
        return label;
    }

    /// Finds a level by its usual or its short name, such as `v2`; null when there is none.
    public static @Nullable CpuLevel named(String name) {
        for (CpuLevel level : values()) {
            if (name.equals(level.label) || name.equals(level.shortName)) {
                return level;
            }
        }
        return null;
    }

    /// Whether what a level adds is there on this one.
    public boolean has(CpuLevel other) {
        return compareTo(other) >= 0;
    }
}
