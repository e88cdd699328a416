package org.hermitscope.kernel.process;

import org.hermitscope.kernel.memory.Area;
import org.hermitscope.kernel.proc.SystemView;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.KernelConfig;
import org.hermitscope.machine.Engine;
import org.hermitscope.machine.Protection;

/// The machine around the process.
public final class GuestSystem implements SystemView {
    private static final String[] LEAF_1_EDX = {
        "fpu", "vme", "de", "pse", "tsc", "msr", "pae", "mce", "cx8", "apic", "", "sep", "mtrr", "pge", "mca", "cmov",
        "pat", "pse36", "pn", "clflush", "", "dts", "acpi", "mmx", "fxsr", "sse", "sse2", "ss", "ht", "tm", "ia64",
                "pbe"
    };
    private static final String[] LEAF_1_ECX = {
        "pni",
        "pclmulqdq",
        "dtes64",
        "monitor",
        "ds_cpl",
        "vmx",
        "smx",
        "est",
        "tm2",
        "ssse3",
        "cid",
        "sdbg",
        "fma",
        "cx16",
        "xtpr",
        "pdcm",
        "",
        "pcid",
        "dca",
        "sse4_1",
        "sse4_2",
        "x2apic",
        "movbe",
        "popcnt",
        "tsc_deadline_timer",
        "aes",
        "xsave",
        "",
        "avx",
        "f16c",
        "rdrand",
        "hypervisor"
    };
    private static final String[] LEAF_7_EBX = {
        "fsgsbase", "tsc_adjust", "sgx", "bmi1", "hle", "avx2", "", "smep", "bmi2", "erms", "invpcid", "rtm", "", "",
                "mpx",
        "", "avx512f", "avx512dq", "rdseed", "adx", "smap", "", "", "clflushopt", "clwb", "", "", "", "", "sha_ni"
    };
    private static final String[] LEAF_7_ECX = {
        "",
        "avx512vbmi",
        "umip",
        "pku",
        "ospke",
        "waitpkg",
        "avx512_vbmi2",
        "",
        "gfni",
        "vaes",
        "vpclmulqdq",
        "avx512_vnni",
        "avx512_bitalg",
        "",
        "avx512_vpopcntdq",
        "",
        "la57",
        "",
        "",
        "",
        "",
        "",
        "rdpid"
    };
    private static final String[] LEAF_D_1_EAX = {"xsaveopt", "xsavec", "xgetbv1", "xsaves"};

    private final Kernel kernel;
    private final long bootNanos;

    public GuestSystem(Kernel kernel) {
        this.kernel = kernel;
        this.bootNanos = kernel.clock().realtimeNanos() - kernel.clock().monotonicNanos();
    }

    @Override
    public int processors() {
        return kernel.config().processors();
    }

    @Override
    public String processorInfo(int processor) {
        Engine engine = kernel.engine();
        int[] signature = engine.cpuid(1, 0);
        int family = (signature[0] >>> 8 & 15) + (signature[0] >>> 20 & 0xff);
        int model = signature[0] >>> 4 & 15 | signature[0] >>> 12 & 0xf0;
        return "vendor_id\t: " + text(engine.cpuid(0, 0), 1, 3, 2)
                + "\ncpu family\t: " + family
                + "\nmodel\t\t: " + model
                + "\nmodel name\t: " + brand(engine)
                + "\nstepping\t: " + (signature[0] & 15)
                + "\ncpu MHz\t\t: " + kernel.clock().tscHertz() / 1_000_000 + ".000"
                + "\nphysical id\t: 0\nsiblings\t: " + processors()
                + "\ncore id\t\t: " + processor
                + "\ncpu cores\t: " + processors()
                + "\nfpu\t\t: yes\nflags\t\t:" + flags(engine)
                + "\nclflush size\t: 64\naddress sizes\t: 40 bits physical, 48 bits virtual\n";
    }

    private static String brand(Engine engine) {
        StringBuilder name = new StringBuilder();
        for (int leaf = 0x80000002; leaf <= 0x80000004; leaf++) {
            name.append(text(engine.cpuid(leaf, 0), 0, 1, 2, 3));
        }
        return name.toString().strip();
    }

    /// The ASCII text in registers of a CPUID answer.
    private static String text(int[] answer, int... order) {
        StringBuilder text = new StringBuilder();
        for (int register : order) {
            for (int i = 0; i < 4; i++) {
                char c = (char) (answer[register] >>> 8 * i & 0xff);
                if (c != 0) {
                    text.append(c);
                }
            }
        }
        return text.toString();
    }

    private static String flags(Engine engine) {
        StringBuilder text = new StringBuilder();
        int[] basic = engine.cpuid(1, 0);
        names(text, LEAF_1_EDX, basic[3]);
        int[] extended = engine.cpuid(0x80000001, 0);
        text.append((extended[3] & 1 << 11) != 0 ? " syscall" : "")
                .append((extended[3] & 1 << 20) != 0 ? " nx" : "")
                .append((extended[3] & 1 << 26) != 0 ? " pdpe1gb" : "")
                .append((extended[3] & 1 << 27) != 0 ? " rdtscp" : "")
                .append((extended[3] & 1 << 29) != 0 ? " lm" : "");
        names(text, LEAF_1_ECX, basic[2]);
        text.append((extended[2] & 1) != 0 ? " lahf_lm" : "")
                .append((extended[2] & 1 << 5) != 0 ? " abm" : "")
                .append((extended[2] & 1 << 8) != 0 ? " 3dnowprefetch" : "");
        int[] structured = engine.cpuid(7, 0);
        names(text, LEAF_7_EBX, structured[1]);
        names(text, LEAF_D_1_EAX, engine.cpuid(0xd, 1)[0]);
        names(text, LEAF_7_ECX, structured[2]);
        return text.toString();
    }

    private static void names(StringBuilder text, String[] names, int bits) {
        for (int i = 0; i < names.length; i++) {
            if ((bits >>> i & 1) != 0 && !names[i].isEmpty()) {
                text.append(' ').append(names[i]);
            }
        }
    }

    @Override
    public long memoryTotal() {
        return kernel.config().memorySize();
    }

    @Override
    public long memoryFree() {
        long used = 0;
        for (Area area : kernel.space().areas()) {
            if (area.protection() != Protection.NONE && (area.flags() & Area.LAZY) == 0) {
                used += area.length();
            }
        }
        return Math.max(0, memoryTotal() - used);
    }

    @Override
    public long uptimeNanos() {
        return kernel.clock().monotonicNanos();
    }

    @Override
    public long bootNanos() {
        return bootNanos;
    }

    @Override
    public String release() {
        return KernelConfig.RELEASE;
    }

    @Override
    public String version() {
        return KernelConfig.VERSION;
    }

    @Override
    public String hostName() {
        return kernel.config().hostName();
    }
}
