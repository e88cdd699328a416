package org.hermitscope.vmm.monitor;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Rflags;
import org.hermitscope.machine.SegmentRegister;
import org.hermitscope.machine.XsaveArea;

/// A processor's registers in the layout of QEMU's `info registers`, which scripts and people know.
final class RegisterDump {
    private static final String[] GENERAL = {
        "RAX", "RBX", "RCX", "RDX", "RSI", "RDI", "RBP", "RSP", "R8 ", "R9 ", "R10", "R11", "R12", "R13", "R14", "R15"
    };
    private static final int[] GENERAL_NUMBERS = {
        CpuState.RAX,
        CpuState.RBX,
        CpuState.RCX,
        CpuState.RDX,
        CpuState.RSI,
        CpuState.RDI,
        CpuState.RBP,
        CpuState.RSP,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15
    };
    private static final String[] SEGMENTS = {"ES", "CS", "SS", "DS", "FS", "GS"};
    private static final String[] SYSTEM_TYPES = {
        "Reserved", "Reserved", "LDT", "Reserved", "Reserved", "Reserved", "Reserved", "Reserved",
        "Reserved", "TSS64-avl", "Reserved", "TSS64-busy", "CallGate64", "Reserved", "IntGate64", "TrapGate64"
    };
    private static final int EFER_LMA = 1 << 10;

    private final StringBuilder out = new StringBuilder(2048);
    private final CpuState state;

    private RegisterDump(CpuState state) {
        this.state = state;
    }

    static String of(CpuState state, boolean halted) {
        RegisterDump dump = new RegisterDump(state);
        dump.general();
        dump.flags(halted);
        dump.segments();
        dump.control();
        dump.fpu();
        dump.vectors();
        return dump.out.toString();
    }

    private RegisterDump text(String text) {
        out.append(text);
        return this;
    }

    private RegisterDump hex(long value, int digits) {
        String digitsOfValue = Long.toHexString(digits == 16 ? value : value & (1L << 4 * digits) - 1);
        for (int i = digitsOfValue.length(); i < digits; i++) {
            out.append('0');
        }
        out.append(digitsOfValue);
        return this;
    }

    private void general() {
        for (int i = 0; i < 16; i++) {
            text(GENERAL[i]).text("=").hex(state.gpr[GENERAL_NUMBERS[i]], 16).text((i & 3) == 3 ? "\n" : " ");
        }
    }

    private void flags(boolean halted) {
        long flags = state.rflags;
        text("RIP=").hex(state.rip, 16).text(" RFL=").hex(flags, 8).text(" [");
        flag(flags, Rflags.DF, 'D');
        flag(flags, Rflags.OF, 'O');
        flag(flags, Rflags.SF, 'S');
        flag(flags, Rflags.ZF, 'Z');
        flag(flags, Rflags.AF, 'A');
        flag(flags, Rflags.PF, 'P');
        flag(flags, Rflags.CF, 'C');
        text("] CPL=")
                .text(Integer.toString(state.cpl()))
                .text(" II=0 A20=1 SMM=0 HLT=")
                .text(halted ? "1\n" : "0\n");
    }

    private void flag(long flags, int bit, char letter) {
        out.append((flags & bit) != 0 ? letter : '-');
    }

    private void segments() {
        for (int i = 0; i < SEGMENTS.length; i++) {
            segment(SEGMENTS[i] + " ", state.segments[i]);
        }
        segment("LDT", state.ldtr);
        segment("TR ", state.tr);
        text("GDT=     ")
                .hex(state.gdtrBase, 16)
                .text(" ")
                .hex(state.gdtrLimit, 8)
                .text("\n");
        text("IDT=     ")
                .hex(state.idtrBase, 16)
                .text(" ")
                .hex(state.idtrLimit, 8)
                .text("\n");
    }

    private void segment(String name, SegmentRegister segment) {
        int attributes = segment.attributes;
        text(name).text("=").hex(segment.selector, 4).text(" ").hex(segment.base, 16);
        text(" ").hex(segment.limit, 8).text(" ").hex(attributes & 0x00ffff00, 8);
        boolean present = (attributes & 1 << 15) != 0;
        if ((state.cr0 & 1) != 0 && present) {
            text(" DPL=").text(Integer.toString(segment.dpl())).text(" ");
            int type = attributes >>> 8 & 15;
            if ((attributes & 1 << 12) == 0) {
                text(SYSTEM_TYPES[type]);
            } else {
                boolean code = (type & 8) != 0;
                boolean longMode = (state.efer & EFER_LMA) != 0;
                if (code) {
                    text(longMode && segment.isLong() ? "CS64" : segment.isBig() ? "CS32" : "CS16");
                } else {
                    text(segment.isBig() || longMode ? "DS  " : "DS16");
                }
                text(" [").text((type & 4) != 0 ? code ? "C" : "E" : "-");
                text((type & 2) != 0 ? code ? "R" : "W" : "-");
                text((type & 1) != 0 ? "A]" : "-]");
            }
        }
        text("\n");
    }

    private void control() {
        text("CR0=").hex(state.cr0, 8).text(" CR2=").hex(state.cr2, 16);
        text(" CR3=").hex(state.cr3, 16).text(" CR4=").hex(state.cr4, 8).text("\n");
        for (int i = 0; i < 4; i++) {
            text("DR")
                    .text(Integer.toString(i))
                    .text("=")
                    .hex(state.debug[i], 16)
                    .text(" ");
        }
        text("\nDR6=").hex(state.debug[6], 16).text(" DR7=").hex(state.debug[7], 16);
        text("\nEFER=").hex(state.efer, 16).text("\n");
    }

    private void fpu() {
        FpuState fpu = state.fpu;
        text("FCW=").hex(fpu.control, 4).text(" FSW=").hex(fpu.statusWord(), 4);
        text(" [ST=").text(Integer.toString(fpu.top)).text("] FTW=").hex(fpu.inUse, 2);
        text(" MXCSR=").hex(state.mxcsr, 8).text("\n");
        for (int i = 0; i < 8; i++) {
            text("FPR").text(Integer.toString(i)).text("=").hex(fpu.significand[i], 16);
            text(" ").hex(fpu.signExponent[i], 4).text((i & 1) == 1 ? "\n" : " ");
        }
    }

    /// YMM registers, one a line, where AVX is on; else XMM registers.
    private void vectors() {
        if ((state.xcr0 & XsaveArea.AVX) != 0) {
            for (int i = 0; i < 16; i++) {
                text(i < 10 ? "YMM0" : "YMM").text(Integer.toString(i)).text("=");
                for (int lane = 3; lane >= 0; lane--) {
                    hex(state.vector[4 * i + lane], 16).text(lane == 0 ? "\n" : " ");
                }
            }
            return;
        }
        for (int i = 0; i < 16; i++) {
            text(i < 10 ? "XMM0" : "XMM").text(Integer.toString(i)).text("=");
            hex(state.vector[4 * i + 1], 16)
                    .text(" ")
                    .hex(state.vector[4 * i], 16)
                    .text((i & 1) == 1 ? "\n" : " ");
        }
    }
}
