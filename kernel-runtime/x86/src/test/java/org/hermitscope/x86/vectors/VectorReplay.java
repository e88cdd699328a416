package org.hermitscope.x86.vectors;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Window;
import org.jspecify.annotations.Nullable;

/// Replays recorded instructions on an engine: sets the state before, executes one instruction, compares
/// everything.
public final class VectorReplay implements AutoCloseable {
    private static final long WINDOW_SIZE = 1L << 30;
    private static final int MAX_SHOWN = 12;
    /// MXCSR.MM, which only some AMD processors have: without it, loading a value with it set is #GP.
    private static final int MISALIGNED_MASK = 1 << 17;

    /// How often an instruction ran and how often it differed.
    public static final class Tally {
        private int runs;
        private int differences;
        private @Nullable String first;

        public int runs() {
            return runs;
        }

        public int differences() {
            return differences;
        }

        /// The first difference in words; null without one.
        public @Nullable String first() {
            return first;
        }
    }

    private final Window window = new Window(WINDOW_SIZE);
    private final VcpuSubject subject;
    private final RecordedState before = new RecordedState();
    private final RecordedState expected = new RecordedState();
    private final byte[] found = new byte[RecordedState.SCRATCH_SIZE];
    private final byte[] breakpoints = new byte[RecordedState.CODE_SIZE];
    private final Map<String, Tally> tallies = new TreeMap<>();
    private int total;
    private int different;

    /// @param maker of the engine's vCPU
    public VectorReplay(VcpuSubject.Maker maker, VcpuSubject.Mode mode) {
        window.protect(RecordedState.SCRATCH, RecordedState.SCRATCH_SIZE, Protection.READ | Protection.WRITE);
        window.protect(RecordedState.CODE, RecordedState.CODE_SIZE, Protection.READ | Protection.EXEC);
        Arrays.fill(breakpoints, (byte) 0xcc);
        window.poke(RecordedState.CODE, breakpoints, 0, RecordedState.CODE_SIZE);
        subject = new VcpuSubject(maker.make(window), mode);
    }

    /// Replays the records whose name is wanted.
    public void run(VectorFile file, Predicate<VectorFile.Name> wanted) {
        while (file.next()) {
            if (wanted.test(file.name())) {
                replay(file);
            }
        }
    }

    private void replay(VectorFile file) {
        before.reset(file.hasAvx());
        int after = file.apply(file.before(), before);
        expected.copyFrom(before);
        file.apply(after, expected);
        if ((expected.cpu.mxcsr & MISALIGNED_MASK) != 0) {
            return;
        }
        byte[] code = file.code();
        long rip = before.cpu.rip;
        int fits = (int) Math.min(code.length, RecordedState.CODE + RecordedState.CODE_SIZE - rip);
        window.poke(rip, code, 0, fits);
        window.memory().put(RecordedState.SCRATCH, before.scratch, 0, RecordedState.SCRATCH_SIZE);
        subject.state().copyFrom(before.cpu);
        String problem;
        try {
            problem = compare(file, subject.step());
        } catch (RuntimeException e) {
            problem = " threw " + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?");
        }
        window.poke(rip, breakpoints, 0, fits);
        Tally tally = tallies.computeIfAbsent(file.name().text(), _ -> new Tally());
        tally.runs++;
        total++;
        if (!problem.isEmpty()) {
            tally.differences++;
            different++;
            if (tally.first == null) {
                tally.first = HexFormat.ofDelimiter(" ").formatHex(code) + ":" + problem;
            }
        }
    }

    private String compare(VectorFile file, VcpuExit.@Nullable Fault fault) {
        StringBuilder problem = new StringBuilder();
        CpuState got = subject.state();
        CpuState want = expected.cpu;
        int vector = fault == null ? VectorFile.COMPLETED : fault.vector();
        differ(problem, "exception", file.exception(), vector);
        if (fault != null && file.exception() != VectorFile.COMPLETED) {
            differ(problem, "error code", file.errorCode(), fault.errorCode());
            differ(problem, "CR2", file.cr2(), fault.address());
        }
        for (int i = 0; i < 16; i++) {
            if (i != file.ignoredRegister()) {
                differ(problem, "r" + i, want.gpr[i], got.gpr[i]);
            }
            for (int lane = 0; lane < 4; lane++) {
                differ(problem, "ymm" + i + "." + lane, want.vector[4 * i + lane], got.vector[4 * i + lane]);
            }
        }
        differ(problem, "rip", want.rip, got.rip);
        differ(problem, "flags", want.rflags & file.flagMask(), got.rflags & file.flagMask());
        differ(problem, "mxcsr", want.mxcsr, got.mxcsr);
        differ(problem, "FS base", want.segments[CpuState.FS].base, got.segments[CpuState.FS].base);
        differ(problem, "GS base", want.segments[CpuState.GS].base, got.segments[CpuState.GS].base);
        if (Transcendental.contains(file.name().text())) {
            Transcendental.settle(want.fpu, got.fpu);
        }
        compareFpu(problem, want.fpu, got.fpu, file.statusMask());
        compareMemory(problem);
        return problem.toString();
    }

    private static void compareFpu(StringBuilder problem, FpuState want, FpuState got, int statusMask) {
        differ(problem, "FCW", want.control, got.control);
        differ(problem, "FSW", want.statusWord() & statusMask, got.statusWord() & statusMask);
        differ(problem, "tag", want.inUse, got.inUse);
        for (int i = 0; i < 8; i++) {
            differ(problem, "x87 " + i, want.significand[i], got.significand[i]);
            differ(problem, "x87 exponent " + i, want.signExponent[i] & 0xffff, got.signExponent[i] & 0xffff);
        }
    }

    private void compareMemory(StringBuilder problem) {
        HostMemory memory = window.memory();
        memory.get(RecordedState.SCRATCH, found, 0, found.length);
        if (Arrays.equals(found, expected.scratch)) {
            return;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != expected.scratch[i] && !expected.ignored[i]) {
                differ(problem, "memory+" + Integer.toHexString(i), expected.scratch[i] & 0xff, found[i] & 0xff);
                return;
            }
        }
    }

    private static void differ(StringBuilder problem, String what, long want, long got) {
        if (want != got) {
            problem.append(' ')
                    .append(what)
                    .append(" want ")
                    .append(Long.toHexString(want))
                    .append(" got ")
                    .append(Long.toHexString(got));
        }
    }

    /// Records replayed.
    public int total() {
        return total;
    }

    /// Records that differed.
    public int different() {
        return different;
    }

    /// By name of the instruction.
    public Map<String, Tally> tallies() {
        return tallies;
    }

    /// What differed, a line for each instruction.
    public String report() {
        StringBuilder report = new StringBuilder();
        report.append(total).append(" vectors, ").append(different).append(" differ");
        int shown = 0;
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            if (tally.differences > 0 && shown++ < MAX_SHOWN) {
                report.append('\n')
                        .append(entry.getKey())
                        .append(' ')
                        .append(tally.differences)
                        .append('/')
                        .append(tally.runs)
                        .append(' ')
                        .append(tally.first);
            }
        }
        return report.toString();
    }

    @Override
    public void close() {
        window.close();
    }
}
