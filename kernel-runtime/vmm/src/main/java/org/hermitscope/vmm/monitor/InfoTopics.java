package org.hermitscope.vmm.monitor;

import java.util.List;
import org.hermitscope.machine.Protection;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.CommandTable;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.vmm.guest.GuestView;

/// The short topics of `info`: status, name, cpus, mem, mtree.
final class InfoTopics {
    private InfoTopics() {}

    static void register(CommandTable info, GuestView guest) {
        info.register(Command.of(
                        "status", "", "show the current VM status (running|paused)", call -> status(call, guest)))
                .register(Command.of("name", "", "show the current VM name", call -> {
                    call.out().printGuest(guest.name());
                    call.println("");
                }))
                .register(Command.of("cpus", "", "show infos for each CPU", call -> cpus(call, guest)))
                .register(Command.of("mem", "", "show the active virtual memory mappings", call -> mem(call, guest)))
                .register(Command.of("mtree", "", "show memory tree", call -> mtree(call, guest)));
    }

    private static void status(Invocation call, GuestView guest) {
        call.println("VM status: "
                + switch (guest.status()) {
                    case PRELAUNCH -> "paused (prelaunch)";
                    case RUNNING -> "running";
                    case PAUSED -> "paused";
                    case DEBUG -> "paused (debug)";
                    case SHUTDOWN -> "paused (shutdown)";
                });
    }

    private static void cpus(Invocation call, GuestView guest) {
        guest.still(() -> {
            int selected = Processor.selected(call);
            for (int i = 0; i < guest.processors(); i++) {
                call.println((i == selected ? "*" : " ") + " CPU #" + i + ": pc=0x" + hex(guest.processor(i).rip)
                        + " instructions=" + guest.instructions(i));
            }
            return selected;
        });
    }

    private static void mem(Invocation call, GuestView guest) {
        List<GuestView.Region> mappings = guest.still(guest::mappings);
        for (GuestView.Region region : mappings) {
            call.println(hex(region.start()) + "-" + hex(region.end()) + " " + hex(region.end() - region.start()) + " "
                    + rights(region.protection()));
        }
    }

    private static String rights(int protection) {
        return "u"
                + ((protection & Protection.READ) != 0 ? "r" : "-")
                + ((protection & Protection.WRITE) != 0 ? "w" : "-")
                + ((protection & Protection.EXEC) != 0 ? "x" : "-");
    }

    private static void mtree(Invocation call, GuestView guest) {
        call.println("address-space: memory");
        for (GuestView.Region region : guest.memoryMap()) {
            call.println("  " + hex(region.start()) + "-" + hex(region.end() - 1) + " (prio 0, "
                    + ((region.protection() & Protection.EXEC) != 0 ? "ram" : "i/o") + "): " + region.name());
        }
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
