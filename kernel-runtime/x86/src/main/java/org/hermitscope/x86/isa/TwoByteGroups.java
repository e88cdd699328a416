package org.hermitscope.x86.isa;

import static org.hermitscope.x86.isa.Op.*;
import static org.hermitscope.x86.isa.OperandCode.*;

/// SDM 2D table A-6, the groups of [TwoByteMap] with system instructions and hints: 6, 7, 9, 15, 16 and P, and
/// what AMD and VIA put beside them.
final class TwoByteGroups {
    private TwoByteGroups() {}

    // spotless:off
    static void addTo(OpcodeMap map) {
        group6(map);
        group7Memory(map);
        group7Register(map);
        group7Amd(map);
        hints(map);
        padlock(map);
        group15(map);
        group9(map);
    }

    private static void group6(OpcodeMap map) {
        map.row(0x00, SLDT, RvMw).reg(0);
        map.row(0x00, STR, RvMw).reg(1);
        map.row(0x00, LLDT, Ew).reg(2);
        map.row(0x00, LTR, Ew).reg(3);
        map.row(0x00, VERR, Ew).reg(4);
        map.row(0x00, VERW, Ew).reg(5);
    }

    private static void group7Memory(OpcodeMap map) {
        map.row(0x01, SGDT, Ms).reg(0).f64();
        map.row(0x01, SIDT, Ms).reg(1).f64();
        map.row(0x01, LGDT, Ms).reg(2).f64();
        map.row(0x01, LIDT, Ms).reg(3).f64();
        map.row(0x01, SMSW, RvMw).reg(4);
        map.row(0x01, RSTORSSP, Mq).reg(5).pF3();
        map.row(0x01, LMSW, Ew).reg(6);
        map.row(0x01, INVLPG, Mb).reg(7);
    }

    private static void group7Register(OpcodeMap map) {
        map.row(0x01, ENCLV).modRm(0xC0).np();
        map.row(0x01, VMCALL).modRm(0xC1).np();
        map.row(0x01, VMLAUNCH).modRm(0xC2).np();
        map.row(0x01, VMRESUME).modRm(0xC3).np();
        map.row(0x01, VMXOFF).modRm(0xC4).np();
        map.row(0x01, PCONFIG).modRm(0xC5).np();
        map.row(0x01, WRMSRNS).modRm(0xC6).np();
        map.row(0x01, WRMSRLIST).modRm(0xC6).pF3().o64();
        map.row(0x01, RDMSRLIST).modRm(0xC6).pF2().o64();
        map.row(0x01, MONITOR).modRm(0xC8).np();
        map.row(0x01, MWAIT).modRm(0xC9).np();
        map.row(0x01, CLAC).modRm(0xCA).np();
        map.row(0x01, STAC).modRm(0xCB).np();
        map.row(0x01, TDCALL).modRm(0xCC).p66();
        map.row(0x01, SEAMRET).modRm(0xCD).p66().o64();
        map.row(0x01, SEAMOPS).modRm(0xCE).p66().o64();
        map.row(0x01, ENCLS).modRm(0xCF).np();
        map.row(0x01, SEAMCALL).modRm(0xCF).p66().o64();
        map.row(0x01, XGETBV).modRm(0xD0).np();
        map.row(0x01, XSETBV).modRm(0xD1).np();
        map.row(0x01, VMFUNC).modRm(0xD4).np();
        map.row(0x01, XEND).modRm(0xD5).np();
        map.row(0x01, XTEST).modRm(0xD6).np();
        map.row(0x01, ENCLU).modRm(0xD7).np();
        map.row(0x01, SERIALIZE).modRm(0xE8).np();
        map.row(0x01, SETSSBSY).modRm(0xE8).pF3();
        map.row(0x01, XSUSLDTRK).modRm(0xE8).pF2();
        map.row(0x01, XRESLDTRK).modRm(0xE9).pF2();
        map.row(0x01, SAVEPREVSSP).modRm(0xEA).pF3();
        map.row(0x01, UIRET).modRm(0xEC).pF3().o64();
        map.row(0x01, TESTUI).modRm(0xED).pF3().o64();
        map.row(0x01, RDPKRU).modRm(0xEE).np();
        map.row(0x01, CLUI).modRm(0xEE).pF3().o64();
        map.row(0x01, WRPKRU).modRm(0xEF).np();
        map.row(0x01, STUI).modRm(0xEF).pF3().o64();
        map.row(0x01, SWAPGS).modRm(0xF8).o64();
        map.row(0x01, RDTSCP).modRm(0xF9);
    }

    private static void group7Amd(OpcodeMap map) {
        map.row(0x01, VMRUN).modRm(0xD8);
        map.row(0x01, VMGEXIT).modRm(0xD9).pF3();
        map.row(0x01, VMGEXIT).modRm(0xD9).pF2();
        map.row(0x01, VMMCALL).modRm(0xD9);
        map.row(0x01, VMLOAD).modRm(0xDA);
        map.row(0x01, VMSAVE).modRm(0xDB);
        map.row(0x01, STGI).modRm(0xDC);
        map.row(0x01, CLGI).modRm(0xDD);
        map.row(0x01, SKINIT).modRm(0xDE);
        map.row(0x01, INVLPGA).modRm(0xDF);
        map.row(0x01, MCOMMIT).modRm(0xFA).pF3();
        map.row(0x01, MONITORX).modRm(0xFA).np();
        map.row(0x01, MWAITX).modRm(0xFB).np();
        map.row(0x01, CLZERO).modRm(0xFC).np();
        map.row(0x01, RDPRU).modRm(0xFD).np();
        map.row(0x01, INVLPGB).modRm(0xFE).np();
        map.row(0x01, RMPADJUST).modRm(0xFE).pF3().o64();
        map.row(0x01, RMPUPDATE).modRm(0xFE).pF2().o64();
        map.row(0x01, TLBSYNC).modRm(0xFF).np();
        map.row(0x01, PSMASH).modRm(0xFF).pF3().o64();
        map.row(0x01, PVALIDATE).modRm(0xFF).pF2();
    }

    /// Group P and the hints of 18 to 1F, which are NOPs where they are not known.
    private static void hints(OpcodeMap map) {
        map.row(0x0D, PREFETCHW, Mb).reg(1);
        map.row(0x0D, PREFETCHWT1, Mb).reg(2);
        map.row(0x0D, PREFETCH, Mb);
        map.row(0x0D, NOP, Ev);
        map.row(0x18, PREFETCHNTA, Mb).reg(0);
        map.row(0x18, PREFETCHT0, Mb).reg(1);
        map.row(0x18, PREFETCHT1, Mb).reg(2);
        map.row(0x18, PREFETCHT2, Mb).reg(3);
        map.row(0x18, PREFETCHIT1, Mb).reg(6).np().ripRelative();
        map.row(0x18, PREFETCHIT0, Mb).reg(7).np().ripRelative();
        map.row(0x18, NOP, Ev);
        map.row(0x19, NOP, Ev);
        map.row(0x1A, BNDLDX, Bb, M).np();
        map.row(0x1A, BNDMOV, Bb, BbMb).p66();
        map.row(0x1A, BNDCL, Bb, Er).pF3();
        map.row(0x1A, BNDCU, Bb, Er).pF2();
        map.row(0x1A, NOP, Ev);
        map.row(0x1B, BNDSTX, M, Bb).np();
        map.row(0x1B, BNDMOV, BbMb, Bb).p66();
        map.row(0x1B, BNDMK, Bb, M).pF3();
        map.row(0x1B, BNDCN, Bb, Er).pF2();
        map.row(0x1B, NOP, Ev);
        map.row(0x1C, CLDEMOTE, Mb).reg(0).np();
        map.row(0x1C, NOP, Ev);
        map.row(0x1D, NOP, Ev);
        map.row(0x1E, RDSSP, Ry).reg(1).pF3();
        map.row(0x1E, ENDBR64).modRm(0xFA).pF3();
        map.row(0x1E, ENDBR32).modRm(0xFB).pF3();
        map.row(0x1E, NOP, Ev);
    }

    private static void padlock(OpcodeMap map) {
        map.row(0xA6, MONTMUL).modRm(0xC0);
        map.row(0xA6, XSHA1).modRm(0xC8);
        map.row(0xA6, XSHA256).modRm(0xD0);
        map.row(0xA7, XSTORE).modRm(0xC0);
        map.row(0xA7, XCRYPTECB).modRm(0xC8);
        map.row(0xA7, XCRYPTCBC).modRm(0xD0);
        map.row(0xA7, XCRYPTCTR).modRm(0xD8);
        map.row(0xA7, XCRYPTCFB).modRm(0xE0);
        map.row(0xA7, XCRYPTOFB).modRm(0xE8);
    }

    private static void group15(OpcodeMap map) {
        map.row(0xAE, FXSAVE, M).reg(0).np();
        map.row(0xAE, FXRSTOR, M).reg(1).np();
        map.row(0xAE, LDMXCSR, Md).reg(2).np().v1();
        map.row(0xAE, STMXCSR, Md).reg(3).np().v1();
        map.row(0xAE, XSAVE, M).reg(4).np();
        map.row(0xAE, PTWRITE, Ey).reg(4).pF3();
        map.row(0xAE, XRSTOR, M).reg(5).np();
        map.row(0xAE, XSAVEOPT, M).reg(6).np();
        map.row(0xAE, CLWB, Mb).reg(6).p66();
        map.row(0xAE, CLRSSBSY, Mq).reg(6).pF3();
        map.row(0xAE, CLFLUSH, Mb).reg(7).np();
        map.row(0xAE, CLFLUSHOPT, Mb).reg(7).p66();
        map.row(0xAE, RDFSBASE, Ry).reg(0).pF3().o64();
        map.row(0xAE, RDGSBASE, Ry).reg(1).pF3().o64();
        map.row(0xAE, WRFSBASE, Ry).reg(2).pF3().o64();
        map.row(0xAE, WRGSBASE, Ry).reg(3).pF3().o64();
        map.row(0xAE, LFENCE).reg(5).register().np();
        map.row(0xAE, INCSSP, Ry).reg(5).pF3();
        map.row(0xAE, MFENCE).reg(6).register().np();
        map.row(0xAE, TPAUSE, Ry).reg(6).p66();
        map.row(0xAE, UMONITOR, Ra).reg(6).pF3();
        map.row(0xAE, UMWAIT, Ry).reg(6).pF2();
        map.row(0xAE, SFENCE).reg(7).register().np();
    }

    private static void group9(OpcodeMap map) {
        map.row(0xC7, CMPXCHG16B, Mdq).reg(1).w1().o64();
        map.row(0xC7, CMPXCHG8B, Mq).reg(1);
        map.row(0xC7, XRSTORS, M).reg(3).np();
        map.row(0xC7, XSAVEC, M).reg(4).np();
        map.row(0xC7, XSAVES, M).reg(5).np();
        map.row(0xC7, VMPTRLD, Mq).reg(6).np();
        map.row(0xC7, VMCLEAR, Mq).reg(6).p66();
        map.row(0xC7, VMXON, Mq).reg(6).pF3();
        map.row(0xC7, VMPTRST, Mq).reg(7).np();
        map.row(0xC7, RDRAND, Rv).reg(6).noRepeat();
        map.row(0xC7, SENDUIPI, Rq).reg(6).pF3().o64();
        map.row(0xC7, RDSEED, Rv).reg(7).noRepeat();
        map.row(0xC7, RDPID, Rr).reg(7).pF3();
    }
    // spotless:on
}
