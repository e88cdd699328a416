package org.hermitscope.x86.semantics;

import org.hermitscope.machine.Window;

/// What DR0–DR3 and DR7 make of an access (SDM 3B 18.2). The registers come as an array by number, DR7 at 7; hits
/// are the bits B0–B3 of DR6.
public final class DebugRegisters {
    /// A move to or from a debug register was refused.
    public static final int BD = 1 << 13;
    /// Single step.
    public static final int BS = 1 << 14;
    /// DR7: moves to and from debug registers raise #DB.
    public static final int GD = 1 << 13;

    private static final int EXECUTE = 0;
    private static final int WRITE = 1;
    private static final int PORT = 2;
    private static final int ENABLED = 0xff;

    private DebugRegisters() {}

    /// Whether any of the four is enabled, locally or globally.
    public static boolean any(long[] registers) {
        return (registers[7] & ENABLED) != 0;
    }

    private static boolean enabled(long[] registers, int number) {
        return (registers[7] >>> 2 * number & 3) != 0;
    }

    private static int kind(long[] registers, int number) {
        return (int) (registers[7] >>> 16 + 4 * number) & 3;
    }

    /// Bytes that a data or port breakpoint covers.
    private static int length(long[] registers, int number) {
        return switch ((int) (registers[7] >>> 18 + 4 * number) & 3) {
            case 0 -> 1;
            case 1 -> 2;
            case 2 -> 8;
            default -> 4;
        };
    }

    /// Instruction breakpoints at an address.
    public static int executed(long[] registers, long linear) {
        int hits = 0;
        for (int i = 0; any(registers) && i < 4; i++) {
            if (enabled(registers, i) && kind(registers, i) == EXECUTE && registers[i] == linear) {
                hits |= 1 << i;
            }
        }
        return hits;
    }

    /// Data breakpoints that a load or store touches.
    public static int touched(long[] registers, long linear, int size, boolean write) {
        int hits = 0;
        for (int i = 0; any(registers) && i < 4; i++) {
            int kind = kind(registers, i);
            boolean counts = kind == WRITE ? write : kind > PORT;
            if (enabled(registers, i) && counts && covers(registers, i, linear, size)) {
                hits |= 1 << i;
            }
        }
        return hits;
    }

    /// Breakpoints on ports, which exist only with CR4.DE.
    public static int portTouched(long[] registers, int port, int size) {
        int hits = 0;
        for (int i = 0; any(registers) && i < 4; i++) {
            if (enabled(registers, i) && kind(registers, i) == PORT && covers(registers, i, port, size)) {
                hits |= 1 << i;
            }
        }
        return hits;
    }

    /// Address bits below the length do not count.
    private static boolean covers(long[] registers, int number, long at, int size) {
        int length = length(registers, number);
        long first = registers[number] & -length;
        return first - at < size && at - first < length;
    }

    /// Which accesses to the page of an address must be looked at: a sum of Window's WATCH bits.
    public static int watchKinds(long[] registers, long linear) {
        int kinds = 0;
        for (int i = 0; any(registers) && i < 4; i++) {
            int kind = kind(registers, i);
            boolean data = kind == WRITE || kind > PORT;
            if (enabled(registers, i) && data && (registers[i] ^ linear) >>> 12 == 0) {
                kinds |= kind == WRITE ? Window.WATCH_WRITE : Window.WATCH_WRITE | Window.WATCH_READ;
            }
        }
        return kinds;
    }
}
