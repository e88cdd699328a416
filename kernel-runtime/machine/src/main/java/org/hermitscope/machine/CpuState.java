package org.hermitscope.machine;

/// The architectural state of one processor at an instruction boundary, in the names of SDM 1 3.4 and 3A 2.
///
/// An engine keeps some of it elsewhere while it runs; whoever reads or changes a state does so between two
/// calls of [Vcpu#run].
public final class CpuState {
    public static final int RAX = 0;
    public static final int RCX = 1;
    public static final int RDX = 2;
    public static final int RBX = 3;
    public static final int RSP = 4;
    public static final int RBP = 5;
    public static final int RSI = 6;
    public static final int RDI = 7;
    public static final int R8 = 8;
    public static final int R9 = 9;
    public static final int R10 = 10;
    public static final int R11 = 11;
    public static final int R12 = 12;
    public static final int R13 = 13;
    public static final int R14 = 14;
    public static final int R15 = 15;

    public static final int ES = 0;
    public static final int CS = 1;
    public static final int SS = 2;
    public static final int DS = 3;
    public static final int FS = 4;
    public static final int GS = 5;

    /// General registers in encoding order.
    public final long[] gpr = new long[16];
    public long rip;
    public long rflags = Rflags.FIXED;

    /// Vector registers, four 64-bit lanes each: lane n of register r is element `4 * r + n`, XMM being lanes 0
    /// and 1.
    public final long[] vector = new long[16 * 4];
    public int mxcsr = 0x1f80;
    public final FpuState fpu = new FpuState();

    /// ES CS SS DS FS GS, in encoding order.
    public final SegmentRegister[] segments = newSegments();
    public final SegmentRegister ldtr = new SegmentRegister();
    public final SegmentRegister tr = new SegmentRegister();
    public long gdtrBase;
    public int gdtrLimit;
    public long idtrBase;
    public int idtrLimit;

    public long cr0;
    public long cr2;
    public long cr3;
    public long cr4;
    public long cr8;
    public long xcr0 = 1;
    public long efer;

    public long star;
    public long lstar;
    public long cstar;
    public long fmask;
    public long kernelGsBase;
    public long tscAux;
    public long sysenterCs;
    public long sysenterEsp;
    public long sysenterEip;
    public long pat = 0x0007040600070406L;
    /// What IA32_TIME_STAMP_COUNTER adds to the clock's counter.
    public long tscOffset;

    /// DR0–DR3, DR6 and DR7 by number; 4 and 5 are unused.
    public final long[] debug = {0, 0, 0, 0, 0, 0, 0xffff0ff0L, 0x400};

    /// Current privilege level, 0 to 3.
    public int cpl() {
        return segments[CS].selector & 3;
    }

    public void copyFrom(CpuState other) {
        System.arraycopy(other.gpr, 0, gpr, 0, gpr.length);
        rip = other.rip;
        rflags = other.rflags;
        System.arraycopy(other.vector, 0, vector, 0, vector.length);
        mxcsr = other.mxcsr;
        fpu.copyFrom(other.fpu);
        for (int i = 0; i < segments.length; i++) {
            segments[i].copyFrom(other.segments[i]);
        }
        ldtr.copyFrom(other.ldtr);
        tr.copyFrom(other.tr);
        gdtrBase = other.gdtrBase;
        gdtrLimit = other.gdtrLimit;
        idtrBase = other.idtrBase;
        idtrLimit = other.idtrLimit;
        cr0 = other.cr0;
        cr2 = other.cr2;
        cr3 = other.cr3;
        cr4 = other.cr4;
        cr8 = other.cr8;
        xcr0 = other.xcr0;
        efer = other.efer;
        star = other.star;
        lstar = other.lstar;
        cstar = other.cstar;
        fmask = other.fmask;
        kernelGsBase = other.kernelGsBase;
        tscAux = other.tscAux;
        sysenterCs = other.sysenterCs;
        sysenterEsp = other.sysenterEsp;
        sysenterEip = other.sysenterEip;
        pat = other.pat;
        tscOffset = other.tscOffset;
        System.arraycopy(other.debug, 0, debug, 0, debug.length);
    }

    private static SegmentRegister[] newSegments() {
        SegmentRegister[] fresh = new SegmentRegister[6];
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = new SegmentRegister();
        }
        return fresh;
    }
}
