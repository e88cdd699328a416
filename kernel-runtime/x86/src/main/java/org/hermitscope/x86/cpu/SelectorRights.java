package org.hermitscope.x86.cpu;

import org.hermitscope.machine.Vector;
import org.hermitscope.x86.mmu.GuestFault;
import org.jspecify.annotations.Nullable;

/// What a program may learn of the segment that a selector names (SDM 2A LAR, LSL, 2B VERR).
public final class SelectorRights {
    /// The selector allows nothing.
    public static final long NONE = -1;

    private static final int LDT = 2;
    private static final int TSS_AVAILABLE = 9;
    private static final int TSS_BUSY = 11;
    private static final int CALL_GATE = 12;

    /// Descriptors that Linux has for programs, by index: 32-bit code, data, 64-bit code, and one whose limit is
    /// the processor's number (arch/x86: `GDT_ENTRY_DEFAULT_USER32_CS` and its neighbours, `GDT_ENTRY_CPUNODE`).
    private static final int HOSTED_CODE_32 = 4;

    private static final int HOSTED_DATA = 5;
    private static final int HOSTED_CODE_64 = 6;
    private static final int HOSTED_CPU = 15;

    private SelectorRights() {}

    /// Attributes of the segment in bits 8 to 23, or [#NONE].
    public static long accessRights(Cpu cpu, int selector) {
        Descriptor descriptor = visible(cpu, selector);
        if (descriptor == null) {
            return NONE;
        }
        boolean shows = descriptor.isSegment() || hasLimit(descriptor) || descriptor.type() == CALL_GATE;
        return shows ? descriptor.low() >>> 32 & 0xffff00 : NONE;
    }

    /// The segment's last byte, or [#NONE].
    public static long limit(Cpu cpu, int selector) {
        Descriptor descriptor = visible(cpu, selector);
        return descriptor != null && (descriptor.isSegment() || hasLimit(descriptor))
                ? descriptor.limit() & 0xffff_ffffL
                : NONE;
    }

    private static boolean hasLimit(Descriptor descriptor) {
        int type = descriptor.type();
        return type == LDT || type == TSS_AVAILABLE || type == TSS_BUSY;
    }

    public static boolean isReadable(Cpu cpu, int selector) {
        Descriptor descriptor = visible(cpu, selector);
        return descriptor != null
                && descriptor.isSegment()
                && (!descriptor.isCode() || descriptor.isReadableOrWritable());
    }

    public static boolean isWritable(Cpu cpu, int selector) {
        Descriptor descriptor = visible(cpu, selector);
        return descriptor != null
                && descriptor.isSegment()
                && !descriptor.isCode()
                && descriptor.isReadableOrWritable();
    }

    /// The descriptor, if it exists and its privilege level allows to see it.
    private static @Nullable Descriptor visible(Cpu cpu, int selector) {
        if ((selector & 0xfffc) == 0) {
            return null;
        }
        Descriptor descriptor = cpu.hosted ? ofLinux(cpu, selector) : ofTable(cpu, selector);
        if (descriptor == null || descriptor.isCode() && descriptor.isConforming()) {
            return descriptor;
        }
        int privilege = Math.max(selector & 3, cpu.state.cpl());
        return privilege <= descriptor.dpl() ? descriptor : null;
    }

    private static @Nullable Descriptor ofTable(Cpu cpu, int selector) {
        try {
            return Segments.descriptor(cpu, selector, Vector.GP, false);
        } catch (GuestFault fault) {
            if (fault.vector() == Vector.PF) {
                throw fault;
            }
            return null;
        }
    }

    private static @Nullable Descriptor ofLinux(Cpu cpu, int selector) {
        if ((selector & 4) != 0) {
            return null;
        }
        return switch (selector >> 3) {
            case HOSTED_CODE_32 -> new Descriptor(0x00cf_fb00_0000_ffffL, 0, 0);
            case HOSTED_DATA -> new Descriptor(0x00cf_f300_0000_ffffL, 0, 0);
            case HOSTED_CODE_64 -> new Descriptor(0x00af_fb00_0000_ffffL, 0, 0);
            case HOSTED_CPU -> new Descriptor(0x0040_f500_0000_0000L | cpu.state.tscAux & 0xffff, 0, 0);
            default -> null;
        };
    }
}
