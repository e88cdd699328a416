package org.hermitscope.gdbstub.arch;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/// x86-64 registers in the features, order and numbers that gdbserver uses for Linux. The constants hold for
/// every choice of optional features; registers of those are found by name: `layout.number("ymm0h")`.
public final class X8664 {
    public static final int RAX = 0;
    public static final int RBX = 1;
    public static final int RCX = 2;
    public static final int RDX = 3;
    public static final int RSI = 4;
    public static final int RDI = 5;
    public static final int RBP = 6;
    public static final int RSP = 7;
    /// r8 to r15 are 8 to 15.
    public static final int R8 = 8;

    public static final int RIP = 16;
    /// 32 bit, as all that follow up to [#GS].
    public static final int EFLAGS = 17;

    public static final int CS = 18;
    public static final int SS = 19;
    public static final int DS = 20;
    public static final int ES = 21;
    public static final int FS = 22;
    public static final int GS = 23;
    /// st0 to st7 are 24 to 31: 10 bytes each, st0 the top of the stack.
    public static final int ST0 = 24;

    /// 32 bit, as all that follow up to [#FOP].
    public static final int FCTRL = 32;

    public static final int FSTAT = 33;
    /// The full tag word (two bits a register, 3 is empty), not FXSAVE's short form.
    public static final int FTAG = 34;

    public static final int FISEG = 35;
    public static final int FIOFF = 36;
    public static final int FOSEG = 37;
    public static final int FOOFF = 38;
    public static final int FOP = 39;
    /// xmm0 to xmm15 are 40 to 55: 16 bytes each.
    public static final int XMM0 = 40;

    /// 32 bit.
    public static final int MXCSR = 56;
    /// 64 bit: the number of the system call being executed, -1 outside of one. gdb writes -1 to it before it
    /// calls functions.
    public static final int ORIG_RAX = 57;

    public static final int FS_BASE = 58;
    public static final int GS_BASE = 59;
    /// ymm0h to ymm15h are 60 to 75 with [Feature#AVX]: 16 bytes each.
    public static final int YMM0H = 60;

    /// Registers that not every machine has.
    public enum Feature {
        /// ymm0h to ymm15h: the upper 16 bytes.
        AVX,
        /// xmm16 to xmm31, ymm16h to ymm31h, k0 to k7, zmm0h to zmm31h (the upper 32 bytes).
        AVX512,
        /// pkru, 32 bit.
        PKEYS,
        /// k_gs_base, cr0, cr2, cr3, cr4, cr8, efer, 64 bit each.
        SYSTEM
    }

    private X8664() {}

    /// The layout with these optional features.
    public static RegisterLayout layout(Set<Feature> features) {
        return builder(features).build();
    }

    /// The same, to add features of the target's own.
    public static RegisterLayout.Builder builder(Set<Feature> features) {
        RegisterLayout.Builder layout = new RegisterLayout.Builder("i386:x86-64", "GNU/Linux", ByteOrder.LITTLE_ENDIAN);
        core(layout);
        layout.feature("org.gnu.gdb.i386.sse", VEC128 + MXCSR_FLAGS)
                .registers("xmm", 0, 16, "", 128, "vec128", "")
                .register("mxcsr", 32, "i386_mxcsr", "vector");
        layout.feature("org.gnu.gdb.i386.linux", "").register("orig_rax", 64, "int", "system");
        layout.feature("org.gnu.gdb.i386.segments", "")
                .register("fs_base", 64, "int", "")
                .register("gs_base", 64, "int", "");
        if (features.contains(Feature.AVX)) {
            layout.feature("org.gnu.gdb.i386.avx", "").registers("ymm", 0, 16, "h", 128, "uint128", "");
        }
        if (features.contains(Feature.AVX512)) {
            layout.feature("org.gnu.gdb.i386.avx512", VEC128 + V2UI128)
                    .registers("xmm", 16, 16, "", 128, "vec128", "")
                    .registers("ymm", 16, 16, "h", 128, "uint128", "")
                    .registers("k", 0, 8, "", 64, "uint64", "")
                    .registers("zmm", 0, 32, "h", 256, "v2ui128", "");
        }
        if (features.contains(Feature.PKEYS)) {
            layout.feature("org.gnu.gdb.i386.pkeys", "").register("pkru", 32, "int", "");
        }
        if (features.contains(Feature.SYSTEM)) {
            layout.feature("org.hermitscope.i386.system", "");
            for (String name : List.of("k_gs_base", "cr0", "cr2", "cr3", "cr4", "cr8", "efer")) {
                layout.register(name, 64, "int", "system");
            }
        }
        return layout.roles("rip", List.of("rbp", "rsp", "rip"));
    }

    private static void core(RegisterLayout.Builder layout) {
        layout.feature("org.gnu.gdb.i386.core", EFLAGS_FLAGS);
        for (String name : List.of("rax", "rbx", "rcx", "rdx", "rsi", "rdi")) {
            layout.register(name, 64, "int64", "");
        }
        layout.register("rbp", 64, "data_ptr", "")
                .register("rsp", 64, "data_ptr", "")
                .registers("r", 8, 8, "", 64, "int64", "")
                .register("rip", 64, "code_ptr", "")
                .register("eflags", 32, "i386_eflags", "");
        for (String name : List.of("cs", "ss", "ds", "es", "fs", "gs")) {
            layout.register(name, 32, "int32", "");
        }
        layout.registers("st", 0, 8, "", 80, "i387_ext", "");
        for (String name : List.of("fctrl", "fstat", "ftag", "fiseg", "fioff", "foseg", "fooff", "fop")) {
            layout.register(name, 32, "int", "float");
        }
    }

    // SDM 1 3.4.3 and 10.2.3.
    private static final String EFLAGS_FLAGS = flags(
            "i386_eflags",
            "CF:0 :1 PF:2 AF:4 ZF:6 SF:7 TF:8 IF:9 DF:10 OF:11 NT:14 RF:16 VM:17 AC:18 VIF:19 VIP:20 ID:21");
    private static final String MXCSR_FLAGS =
            flags("i386_mxcsr", "IE:0 DE:1 ZE:2 OE:3 UE:4 PE:5 DAZ:6 IM:7 DM:8 ZM:9 OM:10 UM:11 PM:12 FZ:15");

    private static final String VEC128 = vector("v8bf16", "bfloat16", 8)
            + vector("v8h", "ieee_half", 8)
            + vector("v4f", "ieee_single", 4)
            + vector("v2d", "ieee_double", 2)
            + vector("v16i8", "int8", 16)
            + vector("v8i16", "int16", 8)
            + vector("v4i32", "int32", 4)
            + vector("v2i64", "int64", 2)
            + "<union id=\"vec128\">\n"
            + field("v8_bfloat16", "v8bf16")
            + field("v8_half", "v8h")
            + field("v4_float", "v4f")
            + field("v2_double", "v2d")
            + field("v16_int8", "v16i8")
            + field("v8_int16", "v8i16")
            + field("v4_int32", "v4i32")
            + field("v2_int64", "v2i64")
            + field("uint128", "uint128")
            + "</union>\n";
    private static final String V2UI128 = vector("v2ui128", "uint128", 2);

    private static String flags(String id, String bits) {
        StringBuilder xml = new StringBuilder("<flags id=\"" + id + "\" size=\"4\">\n");
        for (String bit : List.of(bits.split(" ", -1))) {
            int colon = bit.indexOf(':');
            String position = bit.substring(colon + 1);
            xml.append("<field name=\"")
                    .append(bit, 0, colon)
                    .append("\" start=\"")
                    .append(position);
            xml.append("\" end=\"").append(position).append("\"/>\n");
        }
        return xml.append("</flags>\n").toString();
    }

    private static String vector(String id, String type, int count) {
        return "<vector id=\"" + id + "\" type=\"" + type + "\" count=\"" + count + "\"/>\n";
    }

    private static String field(String name, String type) {
        return "<field name=\"" + name + "\" type=\"" + type + "\"/>\n";
    }
}
