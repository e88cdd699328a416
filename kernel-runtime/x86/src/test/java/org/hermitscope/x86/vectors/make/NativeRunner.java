package org.hermitscope.x86.vectors.make;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.vectors.RecordedState;

/// Executes cases on this computer's processor: compiles `runner.c` and hands it files of states.
final class NativeRunner {
    /// What the processor needs, as /proc/cpuinfo spells it.
    private static final Set<String> FEATURES = Set.of(
            "fsgsbase",
            "sse4_1",
            "sse4_2",
            "ssse3",
            "pni",
            "popcnt",
            "abm",
            "movbe",
            "cx16",
            "adx",
            "bmi1",
            "bmi2",
            "avx",
            "avx2",
            "fma",
            "f16c",
            "aes",
            "pclmulqdq",
            "sha_ni",
            "gfni",
            "vaes",
            "vpclmulqdq",
            "lahf_lm",
            "clflushopt",
            "clwb",
            "xsave");

    static final String NO_COMPILER = "gcc is missing: apt-get install gcc";

    private static final int RECORD = 0x2400;
    private static final int SCRATCH = 0x400;
    private static final int PENDING = 254;

    private final Path folder;
    private final Path program;

    NativeRunner(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        program = folder.resolve("runner");
        Path source = folder.resolve("runner.c");
        try (InputStream in = Objects.requireNonNull(
                NativeRunner.class.getResourceAsStream("/org/hermitscope/x86/vectors/runner.c"))) {
            Files.write(source, in.readAllBytes());
        }
        run(List.of(
                "gcc",
                "-O1",
                "-static",
                "-nostdlib",
                "-ffreestanding",
                "-fno-stack-protector",
                "-fcf-protection=none",
                "-mgeneral-regs-only",
                "-mno-red-zone",
                "-fno-pie",
                "-no-pie",
                "-fno-asynchronous-unwind-tables",
                "-Wl,-Ttext-segment=0x46b37000",
                "-o",
                program.toString(),
                source.toString()));
    }

    /// What this computer lacks; empty when all is there.
    static String missing() throws IOException {
        String folders = System.getenv("PATH");
        boolean compiler = false;
        for (String directory : (folders == null ? "" : folders).split(File.pathSeparator, -1)) {
            compiler |= !directory.isEmpty() && Files.isExecutable(Path.of(directory, "gcc"));
        }
        if (!compiler) {
            return NO_COMPILER;
        }
        Set<String> lacking = new LinkedHashSet<>(FEATURES);
        Path description = Path.of("/proc/cpuinfo");
        if (Files.exists(description)) {
            for (String line : Files.readAllLines(description)) {
                if (line.startsWith("flags")) {
                    for (String flag : line.split("\\s+", -1)) {
                        lacking.remove(flag);
                    }
                    break;
                }
            }
        }
        return lacking.isEmpty() ? "" : "the processor has no " + String.join(", ", lacking);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " ended with " + process.exitValue() + ": " + said);
        }
        return said;
    }

    /// Executes all cases.
    List<Outcome> execute(List<Case> cases) throws IOException, InterruptedException {
        Path file = folder.resolve("cases");
        ByteBuffer states = ByteBuffer.allocate(cases.size() * RECORD).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < cases.size(); i++) {
            put(states, i * RECORD, cases.get(i));
        }
        Files.write(file, states.array());
        String failure = "";
        try {
            run(List.of(program.toString(), file.toString()));
        } catch (IOException e) {
            failure = e.getMessage();
        }
        ByteBuffer results = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Files.delete(file);
        List<Outcome> outcomes = new ArrayList<>(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            if (results.getInt(i * RECORD + 0x10) == PENDING) {
                throw new IOException(
                        "the runner did not survive " + cases.get(i).form().name() + ": " + failure);
            }
            outcomes.add(get(results, i * RECORD, cases.get(i)));
        }
        return outcomes;
    }

    private static void put(ByteBuffer to, int at, Case made) {
        CpuState cpu = made.before().cpu;
        byte[] code = made.code();
        to.put(at, code, 0, Math.min(15, code.length));
        to.put(at + 15, (byte) Math.min(15, code.length));
        to.putInt(at + 0x10, PENDING);
        for (int i = 0; i < 16; i++) {
            to.putLong(at + 0x20 + 8 * i, cpu.gpr[i]);
        }
        to.putLong(at + 0xa0, cpu.rip);
        to.putLong(at + 0xa8, cpu.rflags);
        to.putLong(at + 0xb0, cpu.segments[CpuState.FS].base);
        to.putLong(at + 0xb8, cpu.segments[CpuState.GS].base);
        to.putInt(at + 0xc0, cpu.mxcsr);
        FpuState fpu = cpu.fpu;
        to.putShort(at + 0xc4, (short) fpu.control);
        to.putShort(at + 0xc6, (short) fpu.statusWord());
        to.putShort(at + 0xc8, (short) fpu.inUse);
        for (int i = 0; i < 8; i++) {
            int physical = fpu.top + i & 7;
            to.putLong(at + 0xd0 + 16 * i, fpu.significand[physical]);
            to.putShort(at + 0xd8 + 16 * i, (short) fpu.signExponent[physical]);
        }
        for (int i = 0; i < cpu.vector.length; i++) {
            to.putLong(at + 0x160 + 8 * i, cpu.vector[i]);
        }
        to.put(at + SCRATCH, made.before().scratch);
    }

    private static Outcome get(ByteBuffer from, int at, Case made) {
        RecordedState after = new RecordedState();
        after.copyFrom(made.before());
        CpuState cpu = after.cpu;
        for (int i = 0; i < 16; i++) {
            cpu.gpr[i] = from.getLong(at + 0x20 + 8 * i);
        }
        cpu.rip = from.getLong(at + 0xa0);
        cpu.rflags = from.getLong(at + 0xa8);
        cpu.segments[CpuState.FS].base = from.getLong(at + 0xb0);
        cpu.segments[CpuState.GS].base = from.getLong(at + 0xb8);
        cpu.mxcsr = from.getInt(at + 0xc0);
        FpuState fpu = cpu.fpu;
        fpu.control = from.getShort(at + 0xc4) & 0xffff;
        fpu.setStatusWord(from.getShort(at + 0xc6) & 0xffff);
        fpu.inUse = from.get(at + 0xc8) & 0xff;
        for (int i = 0; i < 8; i++) {
            int physical = fpu.top + i & 7;
            fpu.significand[physical] = from.getLong(at + 0xd0 + 16 * i);
            fpu.signExponent[physical] = from.getShort(at + 0xd8 + 16 * i) & 0xffff;
        }
        for (int i = 0; i < cpu.vector.length; i++) {
            cpu.vector[i] = from.getLong(at + 0x160 + 8 * i);
        }
        from.get(at + SCRATCH, after.scratch);
        return new Outcome(after, from.getInt(at + 0x10), from.getInt(at + 0x14), from.getLong(at + 0x18));
    }
}
