package org.hermitscope.x86.vectors.make;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.TwoByteMap;

/// Instructions that a program can execute and that nevertheless have no vectors, each with the reason. Tests of
/// their own hold them.
public enum RowsWithoutVector {
    /// The result is another one each time, or another one on each processor.
    NOT_REPEATABLE,
    /// The extended state area is laid out by the processor that saves it.
    STATE_AREA,
    /// They enter the recording computer's kernel, which would act on them.
    KERNEL_ENTRY,
    /// They load or look at segment registers and descriptor tables, which are the recording system's.
    SEGMENTS,
    /// 0F 0D with a register is a hint to one maker and undefined to the other.
    MAKERS_DIFFER;

    private static final Map<Op, RowsWithoutVector> BY_OP = new EnumMap<>(Op.class);

    static {
        add(
                NOT_REPEATABLE,
                Op.RDTSC,
                Op.RDTSCP,
                Op.RDRAND,
                Op.RDSEED,
                Op.CPUID,
                Op.RDPID,
                Op.XGETBV,
                Op.RCPPS,
                Op.RCPSS,
                Op.RSQRTPS,
                Op.RSQRTSS);
        add(STATE_AREA, Op.XSAVE, Op.XSAVEOPT, Op.XSAVEC, Op.XSAVES, Op.XRSTOR, Op.XRSTORS);
        add(KERNEL_ENTRY, Op.SYSCALL, Op.SYSENTER, Op.INT, Op.INT1, Op.INT3, Op.INTO);
        add(
                SEGMENTS, Op.IRET, Op.RETF, Op.CALLF, Op.JMPF, Op.LSS, Op.LFS, Op.LGS, Op.LAR, Op.LSL, Op.VERR, Op.VERW,
                Op.SLDT, Op.STR, Op.SGDT, Op.SIDT, Op.SMSW);
    }

    /// What programs may not execute: recorded as the fault that it is.
    private static final Set<Op> PRIVILEGED = EnumSet.of(
            Op.HLT,
            Op.CLI,
            Op.STI,
            Op.IN,
            Op.OUT,
            Op.INS,
            Op.OUTS,
            Op.LLDT,
            Op.LTR,
            Op.LGDT,
            Op.LIDT,
            Op.LMSW,
            Op.CLTS,
            Op.INVLPG,
            Op.INVPCID,
            Op.INVD,
            Op.WBINVD,
            Op.WBNOINVD,
            Op.RDMSR,
            Op.WRMSR,
            Op.RDPMC,
            Op.SWAPGS,
            Op.CLAC,
            Op.STAC,
            Op.XSETBV,
            Op.SYSRET,
            Op.SYSEXIT,
            Op.UD0,
            Op.UD1,
            Op.UD2);

    private static void add(RowsWithoutVector reason, Op... ops) {
        for (Op op : ops) {
            BY_OP.put(op, reason);
        }
    }

    /// Whether the form has no vector, and why is known.
    public static boolean contains(Form form) {
        return BY_OP.containsKey(form.op())
                || isSegmentLoad(form)
                || form.op() == Op.NOP
                        && form.map() == TwoByteMap.MAP
                        && form.row().opcode() == 0x0d;
    }

    /// Whether a program only gets a fault from it.
    public static boolean isPrivileged(Form form) {
        if (form.op() == Op.MOV) {
            return switch (form.row().operand(0)) {
                case Cr, Dr -> true;
                default ->
                    switch (form.row().operand(1)) {
                        case Cr, Dr -> true;
                        default -> false;
                    };
            };
        }
        return PRIVILEGED.contains(form.op());
    }

    private static boolean isSegmentLoad(Form form) {
        if (form.op() != Op.MOV && form.op() != Op.POP) {
            return false;
        }
        return switch (form.row().operand(0)) {
            case Sw, FS, GS -> true;
            default -> false;
        };
    }
}
