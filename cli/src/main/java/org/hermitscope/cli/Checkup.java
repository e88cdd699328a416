package org.hermitscope.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.vmm.HostPort;

/// Looks at the host, one thing after the other.
final class Checkup {
    private static final int OLDEST_JAVA = 25;
    private static final long LITTLE_MEMORY = 512L << 20;

    private Checkup() {}

    static List<Finding> findings(int monitorPort) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(processor());
        findings.add(memory());
        findings.add(temporaryFolder());
        findings.add(port("gdb port", RunOptions.GDB_PORT, "--gdb=PORT takes another"));
        findings.add(port("monitor port", monitorPort, "--monitor=PORT or HERMIT_PORT takes another"));
        findings.add(tool("gdb", "to debug guests from outside", "gdb", "gdb", "gdb-multiarch"));
        findings.add(tool("telnet", "the monitor with line editing", "telnet", "telnet"));
        findings.add(tool("netcat", "the monitor from scripts", "netcat-openbsd", "nc", "ncat", "netcat"));
        findings.add(
                tool("compiler", "to write guests of your own", "gcc musl-tools", "musl-gcc", "gcc", "clang", "cc"));
        findings.add(tool(
                "Wireshark",
                "to read packet captures, which this release does not write",
                "tshark",
                "tshark",
                "wireshark"));
        findings.add(device("KVM", "/dev/kvm", "this release has no KVM engine to use it"));
        findings.add(device("tap", "/dev/net/tun", "this release has no network to use it"));
        return findings;
    }

    private static Finding java() {
        String detail =
                Runtime.version() + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.home");
        return Runtime.version().feature() >= OLDEST_JAVA
                ? Finding.fine("Java", detail)
                : Finding.wrong("Java", detail, "install JDK 25, such as with apt-get install openjdk-25-jdk");
    }

    private static Finding processor() {
        String detail = System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
        return Finding.fine("host", detail);
    }

    private static Finding memory() {
        HostMemory memory = HostMemory.read();
        String detail = Size.mebibytes(memory.free()) + " free of " + Size.mebibytes(memory.total());
        return memory.free() >= LITTLE_MEMORY
                ? Finding.fine("memory", detail)
                : Finding.wrong("memory", detail, "end other programs; guests with little need: --mem 64M");
    }

    private static Finding temporaryFolder() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Files.delete(Files.createTempFile(folder, "hermitscope-", ".check"));
            return Finding.fine("temporary files", folder.toString());
        } catch (IOException e) {
            return Finding.wrong(
                    "temporary files",
                    folder + " is not writable",
                    "free space there, or set JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER");
        }
    }

    private static Finding port(String subject, int port, String remedy) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(HostPort.loopback(port).resolve());
            return Finding.fine(subject, port + " is free");
        } catch (IOException e) {
            return Finding.absent(subject, port + " is in use", remedy);
        }
    }

    private static Finding tool(String subject, String purpose, String packages, String... names) {
        for (String name : names) {
            String found = SearchPath.find(name);
            if (found != null) {
                return Finding.fine(subject, found);
            }
        }
        return Finding.absent(subject, "not on PATH: " + purpose, "apt-get install " + packages);
    }

    private static Finding device(String subject, String path, String use) {
        if (!Files.exists(Path.of(path))) {
            return Finding.absent(subject, path + " is not there; " + use, "");
        }
        try {
            // Opening is the only question whose answer counts: permissions, groups and namespaces all have a say.
            new RandomAccessFile(path, "rw").close();
            return Finding.fine(subject, path + " opens; " + use);
        } catch (IOException e) {
            return Finding.absent(
                    subject, path + " does not open; " + use, "ls -l " + path + " shows which group may open it");
        }
    }
}
