package org.hermitscope.x86.vectors.make;

import java.util.EnumMap;
import java.util.Map;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.XopMaps;
import org.jspecify.annotations.Nullable;

/// Features whose instructions are in the opcode maps for the disassembler's sake: CPUID does not offer them, and
/// their bytes are #UD. Each with the bit of CPUID that would offer it (SDM 2A CPUID, APM 3 E).
public enum NotOffered {
    MONITOR(1, 0, 2, 3),
    VMX(1, 0, 2, 5),
    SMX(1, 0, 2, 6),
    SGX(7, 0, 1, 2),
    INVPCID(7, 0, 1, 10),
    RTM(7, 0, 1, 11),
    AVX512F(7, 0, 1, 16),
    SMAP(7, 0, 1, 20),
    PTWRITE(7, 0, 1, 25),
    PKU(7, 0, 2, 3),
    WAITPKG(7, 0, 2, 5),
    SHADOW_STACKS(7, 0, 2, 7),
    KEY_LOCKER(7, 0, 2, 23),
    MOVDIRI(7, 0, 2, 27),
    MOVDIR64B(7, 0, 2, 28),
    ENQCMD(7, 0, 2, 29),
    USER_INTERRUPTS(7, 0, 3, 5),
    SERIALIZE(7, 0, 3, 14),
    TSXLDTRK(7, 0, 3, 16),
    PCONFIG(7, 0, 3, 18),
    AMX(7, 0, 3, 24),
    RAO_INT(7, 1, 0, 3),
    AVX_VNNI(7, 1, 0, 4),
    CMPCCXADD(7, 1, 0, 7),
    WRMSRNS(7, 1, 0, 19),
    HRESET(7, 1, 0, 22),
    AVX_IFMA(7, 1, 0, 23),
    MSRLIST(7, 1, 0, 27),
    AVX_VNNI_INT8(7, 1, 3, 4),
    AVX_NE_CONVERT(7, 1, 3, 5),
    XSAVES(0xd, 1, 0, 3),
    SVM(0x80000001, 0, 2, 2),
    SSE4A(0x80000001, 0, 2, 6),
    XOP(0x80000001, 0, 2, 11),
    LWP(0x80000001, 0, 2, 15),
    FMA4(0x80000001, 0, 2, 16),
    MONITORX(0x80000001, 0, 2, 29),
    THREE_D_NOW(0x80000001, 0, 3, 31),
    CLZERO(0x80000008, 0, 1, 0),
    INVLPGB(0x80000008, 0, 1, 3),
    RDPRU(0x80000008, 0, 1, 4),
    MCOMMIT(0x80000008, 0, 1, 8),
    SNP(0x8000001f, 0, 0, 4),
    /// VIA's, which leaf C0000001 would offer.
    PADLOCK(0xc0000001, 0, 3, 2),
    /// The 80287's, which nothing offers since.
    COPROCESSOR_287(0, 0, 0, 31);

    private static final Map<Op, NotOffered> BY_OP = new EnumMap<>(Op.class);

    static {
        add(MONITOR, Op.MONITOR, Op.MWAIT);
        add(
                VMX,
                Op.VMCALL,
                Op.VMLAUNCH,
                Op.VMRESUME,
                Op.VMXOFF,
                Op.VMXON,
                Op.VMCLEAR,
                Op.VMPTRLD,
                Op.VMPTRST,
                Op.VMREAD,
                Op.VMWRITE,
                Op.VMFUNC,
                Op.INVEPT,
                Op.INVVPID,
                Op.RSM,
                Op.SEAMCALL,
                Op.SEAMRET,
                Op.SEAMOPS,
                Op.TDCALL);
        add(SMX, Op.GETSEC);
        add(SGX, Op.ENCLS, Op.ENCLU, Op.ENCLV);
        add(INVPCID, Op.INVPCID);
        add(RTM, Op.XBEGIN, Op.XEND, Op.XABORT, Op.XTEST);
        add(SMAP, Op.CLAC, Op.STAC);
        add(PTWRITE, Op.PTWRITE);
        add(PKU, Op.RDPKRU, Op.WRPKRU);
        add(WAITPKG, Op.UMONITOR, Op.UMWAIT, Op.TPAUSE);
        add(SHADOW_STACKS, Op.INCSSP, Op.SAVEPREVSSP, Op.RSTORSSP, Op.WRSS, Op.WRUSS, Op.SETSSBSY, Op.CLRSSBSY);
        add(
                KEY_LOCKER,
                Op.AESENC128KL,
                Op.AESENC256KL,
                Op.AESDEC128KL,
                Op.AESDEC256KL,
                Op.AESENCWIDE128KL,
                Op.AESENCWIDE256KL,
                Op.AESDECWIDE128KL,
                Op.AESDECWIDE256KL,
                Op.ENCODEKEY128,
                Op.ENCODEKEY256,
                Op.LOADIWKEY);
        add(MOVDIRI, Op.MOVDIRI);
        add(MOVDIR64B, Op.MOVDIR64B);
        add(ENQCMD, Op.ENQCMD, Op.ENQCMDS);
        add(USER_INTERRUPTS, Op.CLUI, Op.STUI, Op.TESTUI, Op.UIRET, Op.SENDUIPI);
        add(SERIALIZE, Op.SERIALIZE);
        add(TSXLDTRK, Op.XSUSLDTRK, Op.XRESLDTRK);
        add(PCONFIG, Op.PCONFIG);
        add(
                AMX,
                Op.LDTILECFG,
                Op.STTILECFG,
                Op.TILERELEASE,
                Op.TILEZERO,
                Op.TILELOADD,
                Op.TILELOADDT1,
                Op.TILESTORED,
                Op.TDPBSSD,
                Op.TDPBSUD,
                Op.TDPBUSD,
                Op.TDPBUUD,
                Op.TDPBF16PS,
                Op.TDPFP16PS);
        add(RAO_INT, Op.AADD, Op.AAND, Op.AOR, Op.AXOR);
        add(AVX_VNNI, Op.VPDPBUSD, Op.VPDPBUSDS, Op.VPDPWSSD, Op.VPDPWSSDS);
        add(CMPCCXADD, Op.CMPCCXADD);
        add(WRMSRNS, Op.WRMSRNS);
        add(HRESET, Op.HRESET);
        add(AVX_IFMA, Op.VPMADD52LUQ, Op.VPMADD52HUQ);
        add(MSRLIST, Op.RDMSRLIST, Op.WRMSRLIST);
        add(AVX_VNNI_INT8, Op.VPDPBSSD, Op.VPDPBSSDS, Op.VPDPBSUD, Op.VPDPBSUDS, Op.VPDPBUUD, Op.VPDPBUUDS);
        add(
                AVX_NE_CONVERT,
                Op.VBCSTNEBF162PS,
                Op.VBCSTNESH2PS,
                Op.VCVTNEEBF162PS,
                Op.VCVTNEEPH2PS,
                Op.VCVTNEOBF162PS,
                Op.VCVTNEOPH2PS,
                Op.VCVTNEPS2BF16);
        add(XSAVES, Op.XSAVES, Op.XRSTORS);
        add(SVM, Op.VMRUN, Op.VMMCALL, Op.VMLOAD, Op.VMSAVE, Op.VMGEXIT, Op.STGI, Op.CLGI, Op.SKINIT, Op.INVLPGA);
        add(SSE4A, Op.EXTRQ, Op.INSERTQ, Op.MOVNTSS, Op.MOVNTSD);
        add(LWP, Op.LLWPCB, Op.SLWPCB, Op.LWPINS, Op.LWPVAL);
        add(
                FMA4,
                Op.VFMADDPS,
                Op.VFMADDPD,
                Op.VFMADDSS,
                Op.VFMADDSD,
                Op.VFMSUBPS,
                Op.VFMSUBPD,
                Op.VFMSUBSS,
                Op.VFMSUBSD,
                Op.VFNMADDPS,
                Op.VFNMADDPD,
                Op.VFNMADDSS,
                Op.VFNMADDSD,
                Op.VFNMSUBPS,
                Op.VFNMSUBPD,
                Op.VFNMSUBSS,
                Op.VFNMSUBSD,
                Op.VFMADDSUBPS,
                Op.VFMADDSUBPD,
                Op.VFMSUBADDPS,
                Op.VFMSUBADDPD,
                Op.VPERMIL2PS,
                Op.VPERMIL2PD);
        add(MONITORX, Op.MONITORX, Op.MWAITX);
        add(THREE_D_NOW, Op.FEMMS);
        add(CLZERO, Op.CLZERO);
        add(INVLPGB, Op.INVLPGB, Op.TLBSYNC);
        add(RDPRU, Op.RDPRU);
        add(MCOMMIT, Op.MCOMMIT);
        add(SNP, Op.PSMASH, Op.PVALIDATE, Op.RMPADJUST, Op.RMPUPDATE);
        add(
                PADLOCK,
                Op.XSTORE,
                Op.XCRYPTECB,
                Op.XCRYPTCBC,
                Op.XCRYPTCTR,
                Op.XCRYPTCFB,
                Op.XCRYPTOFB,
                Op.MONTMUL,
                Op.XSHA1,
                Op.XSHA256);
        add(COPROCESSOR_287, Op.FRSTPM);
    }

    private final int leaf;
    private final int subleaf;
    private final int register;
    private final int bit;

    NotOffered(int leaf, int subleaf, int register, int bit) {
        this.leaf = leaf;
        this.subleaf = subleaf;
        this.register = register;
        this.bit = bit;
    }

    private static void add(NotOffered feature, Op... ops) {
        for (Op op : ops) {
            BY_OP.put(op, feature);
        }
    }

    /// The feature that a form belongs to, null for forms that are offered.
    public static @Nullable NotOffered of(Form form) {
        OpcodeMap map = form.map();
        if (map == XopMaps.MAP_8 || map == XopMaps.MAP_9 || map == XopMaps.MAP_A) {
            return BY_OP.getOrDefault(form.op(), XOP);
        }
        if (map == Map3DNow.MAP) {
            return THREE_D_NOW;
        }
        // No other mnemonics begin with K.
        return form.op().name().startsWith("K") ? AVX512F : BY_OP.get(form.op());
    }

    public int leaf() {
        return leaf;
    }

    public int subleaf() {
        return subleaf;
    }

    /// 0 to 3 for EAX, EBX, ECX, EDX.
    public int register() {
        return register;
    }

    public int bit() {
        return bit;
    }
}
