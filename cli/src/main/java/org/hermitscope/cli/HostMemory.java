package org.hermitscope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory the host has.
///
/// @param total bytes
/// @param free bytes that could be had without swapping
record HostMemory(long total, long free) {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final int KIBI = 10;

    static HostMemory read() {
        try {
            String text = Files.readString(MEMINFO, StandardCharsets.ISO_8859_1);
            return new HostMemory(line(text, "MemTotal:"), line(text, "MemAvailable:"));
        } catch (IOException e) {
            return fromJava();
        }
    }

    private static HostMemory fromJava() {
        // Loads the management classes: never on the way of a Linux user who starts a guest.
        if (java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            return new HostMemory(system.getTotalMemorySize(), system.getFreeMemorySize());
        }
        return new HostMemory(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static long line(String text, String name) {
        int at = text.indexOf(name);
        int end = text.indexOf(" kB", at);
        long kibibytes = at < 0 || end < 0
                ? -1
                : Whole.number(text.substring(at + name.length(), end).strip());
        return kibibytes < 0 ? Long.MAX_VALUE : kibibytes << KIBI;
    }
}
