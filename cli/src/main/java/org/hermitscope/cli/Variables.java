package org.hermitscope.cli;

import java.util.Map;
import java.util.function.Consumer;
import org.hermitscope.vmm.Isle;
import org.hermitscope.vmm.MachineConfig;
import org.jspecify.annotations.Nullable;

/// The `HERMIT_*` variables: what HermitCore's loader took, read as it read them, but with every value checked. Options
/// win over them.
final class Variables {
    /// Where HermitCore's control connection was; the monitor is one above.
    static final int DEFAULT_PORT = 18766;

    /// What a network needs, of which this release has none.
    private static final String[] WITHOUT_EFFECT = {
        "HERMIT_CAPTURE_NET",
        "HERMIT_APP_PORT",
        "HERMIT_NETIF",
        "HERMIT_IP",
        "HERMIT_GATEWAY",
        "HERMIT_MASK",
        "HERMIT_MASk"
    };

    private static final int LAST_PORT = 65534;

    private final Map<String, String> environment;
    private final Consumer<String> warnings;

    /// @param warnings takes a line for each value that may not mean what it seems to mean
    Variables(Map<String, String> environment, Consumer<String> warnings) {
        this.environment = environment;
        this.warnings = warnings;
    }

    boolean debug() {
        return isOn("HERMIT_DEBUG");
    }

    boolean monitor() {
        return isOn("HERMIT_MONITOR");
    }

    boolean verbose() {
        return isOn("HERMIT_VERBOSE");
    }

    /// Where the monitor listens when only the variable says so.
    int monitorPort() {
        String text = environment.get("HERMIT_PORT");
        // 65535 has no port above it.
        return 1 + (text == null ? DEFAULT_PORT : Whole.within("HERMIT_PORT", text, 1, LAST_PORT));
    }

    @Nullable
    Isle isle() {
        String text = environment.get("HERMIT_ISLE");
        return text == null ? null : Choice.parse("HERMIT_ISLE", text.strip(), Isle.values());
    }

    int cpus() {
        String text = environment.get("HERMIT_CPUS");
        return text == null ? 1 : Whole.within("HERMIT_CPUS", text, 1, MachineConfig.MAX_CPUS);
    }

    /// Bytes, or 0 if nothing was said.
    long memory() {
        String text = environment.get("HERMIT_MEM");
        return text == null ? 0 : Size.parse("HERMIT_MEM", text);
    }

    /// Says what cannot be done and warns about what is ignored.
    void checkOthers() {
        if (isOn("HERMIT_KVM")) {
            throw Usage.error("HERMIT_KVM=" + environment.get("HERMIT_KVM")
                    + ": this release has no KVM engine; unset it to run on the software CPU");
        }
        for (String name : WITHOUT_EFFECT) {
            String value = environment.get(name);
            if (value != null && !value.equals("0")) {
                warnings.accept(name + " has no effect: this release has no network");
            }
        }
    }

    /// HermitCore took everything but `0` for on; words that say the opposite are off, and the difference is said.
    private boolean isOn(String name) {
        String value = environment.get(name);
        if (value == null || value.equals("0")) {
            return false;
        }
        if (value.equalsIgnoreCase("false") || value.equalsIgnoreCase("off") || value.equalsIgnoreCase("no")) {
            warnings.accept(name + "=" + value + " is taken as off (HermitCore took it as on): say 0 or 1");
            return false;
        }
        return true;
    }
}
