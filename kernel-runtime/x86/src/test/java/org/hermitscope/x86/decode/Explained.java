package org.hermitscope.x86.decode;

import org.hermitscope.x86.isa.Mode;
import org.jspecify.annotations.Nullable;

/// Differences to objdump that are meant to be there.
final class Explained {
    private Explained() {}

    /// Why the texts differ, null if they should not.
    static @Nullable String reason(Mode mode, String theirs, String ours, boolean sameLength) {
        if (theirs.startsWith(".byte")) {
            return "a symbol stands within an instruction";
        }
        if (ours.equals(Disassembler.EVEX)) {
            return "EVEX is not decoded" + (sameLength ? "" : theirs.contains("(bad)") ? " (bad)" : " (length)");
        }
        if (theirs.contains("%eip") || theirs.contains("[eip")) {
            // An address relative to EIP is written there as if it did not wrap at 32 bits.
            return sameLength && before(theirs).equals(before(ours)) ? "EIP-relative addresses wrap" : null;
        }
        if (theirs.endsWith("(bad)") && isAlias(ours)) {
            return "x87 aliases have names";
        }
        if (theirs.contains("(bad)") && ours.contains("(bad)")) {
            return "invalid bytes, other " + (sameLength ? "text" : "length");
        }
        if (ours.equals("fwait") || theirs.endsWith("fwait")) {
            return "prefixes behind FWAIT are named in its place";
        }
        if (theirs.contains("/(bad)")) {
            return "registers that must differ";
        }
        if (theirs.contains("(bad)")) {
            return onlyWeKnow(ours);
        }
        if (ours.contains("(bad)")) {
            return onlyTheyKnow(theirs);
        }
        if (!sameLength) {
            return null;
        }
        if (mode == Mode.BITS_32 && theirs.contains("data16 ") && isBranch(theirs)) {
            return "short branches with 66 are cut off at 16 bits";
        }
        if (theirs.contains("cr") && ours.contains("lock") && ours.contains("mov")) {
            return "LOCK does not add 8 to the number of a control register";
        }
        if (mode == Mode.BITS_16 && isBranch(" " + theirs)) {
            return "16-bit branches stay in their 64 KiB";
        }
        if (mode != Mode.BITS_64 && namesExtendedRegister(theirs)) {
            return "XOP has eight registers outside 64-bit mode";
        }
        if (theirs.contains("notrack") && mode == Mode.BITS_16) {
            return "3E does not count in front of another segment override";
        }
        if (theirs.startsWith("pause") && ours.contains("xchg") || theirs.contains(" pause")) {
            return "REX.B makes XCHG of PAUSE";
        }
        if (theirs.contains("xmm") && (ours.contains("data16") || ours.contains("data32")) && ours.contains("mm")) {
            return "66 does not make MMX registers XMM";
        }
        if (ours.contains("nop") && theirs.contains("nop")) {
            return "hint NOPs with several prefixes";
        }
        if (theirs.contains("vmovs") && theirs.contains("ymm")) {
            return "VEX.L is ignored by scalar moves";
        }
        if (theirs.contains("sbase ")
                || theirs.contains("movslq")
                || theirs.contains("movsxd")
                || theirs.contains("DWORD PTR") && ours.contains("FWORD PTR")) {
            return "66 does not shorten operands of 64 or 32 bits";
        }
        if (theirs.startsWith("xbeginw")) {
            return "XBEGIN does not cut off RIP in 64-bit mode";
        }
        if (theirs.contains("addr32") && ours.contains("bnd")) {
            return "bounds instructions with address-size prefix";
        }
        return null;
    }

    /// What processors execute and objdump does not know.
    private static @Nullable String onlyWeKnow(String ours) {
        if (ours.contains("fence")) {
            return "fences ignore ModRM.rm";
        }
        if (ours.endsWith("salc")) {
            return "SALC";
        }
        if (ours.contains("bnd")) {
            return "bounds are not relative to RIP";
        }
        if (ours.contains("nop ") || ours.contains("prefetch")) {
            return "prefetches of registers are NOPs";
        }
        if (ours.contains("wbinvd") || ours.contains("vmmcall") || ours.contains("bsf") || ours.contains("bsr")) {
            return "superfluous prefixes are ignored";
        }
        return null;
    }

    /// What the manual marks NP and objdump decodes with any prefix.
    private static @Nullable String onlyTheyKnow(String theirs) {
        if (theirs.contains("vzero") || theirs.contains("vstmx") || theirs.contains("vldmx")) {
            return "NP: VEX.pp is not checked";
        }
        if (theirs.contains("tile")) {
            return "tile instructions fix ModRM.reg or rm";
        }
        if (theirs.contains("bextr ")) {
            return "XOP.L is 0";
        }
        if (theirs.contains("sbase ") || theirs.contains("swapgs")) {
            return "not outside 64-bit mode";
        }
        if (theirs.contains("extrq")) {
            return "EXTRQ with an immediate is /0";
        }
        for (String prefix : new String[] {"data16 ", "data32 ", "repz ", "repnz "}) {
            if (theirs.contains(prefix)) {
                return "NP: 66, F3 and F2 are not allowed";
            }
        }
        return null;
    }

    private static String before(String text) {
        int comment = text.indexOf('#');
        return comment < 0 ? text : text.substring(0, comment);
    }

    private static boolean isBranch(String text) {
        return text.contains(" j") || text.contains(" loop");
    }

    private static boolean namesExtendedRegister(String text) {
        for (int number = 8; number < 16; number++) {
            if (text.contains("mm" + number) || text.contains("r" + number)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAlias(String ours) {
        return ours.contains("fcom") || ours.contains("fstp") || ours.contains("fxch");
    }
}
