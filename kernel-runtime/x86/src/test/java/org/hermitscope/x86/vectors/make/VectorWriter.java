package org.hermitscope.x86.vectors.make;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.vectors.RecordedState;
import org.hermitscope.x86.vectors.VectorFile;

/// Writes what [VectorFile] reads.
final class VectorWriter {
    private static final int HEADER = 64;
    private static final int END = 0xff;
    private static final int NO_REGISTER = 255;
    /// Runs of changed bytes with fewer than this between them are one.
    private static final int GAP = 5;

    private final RecordedState background = new RecordedState();
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final ByteArrayOutputStream records = new ByteArrayOutputStream();
    private final ByteBuffer record = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final long seed;
    private int count;

    VectorWriter(long seed) {
        this.seed = seed;
        background.reset(true);
    }

    int count() {
        return count;
    }

    void add(Case made, Outcome outcome, VectorFile.Name name) {
        count++;
        String line = name.feature() + '\t' + name.text() + '\t' + name.kind() + '\n';
        int number = names.computeIfAbsent(line, _ -> names.size());
        record.clear().position(4);
        record.putShort((short) number);
        byte[] code = made.code();
        record.put((byte) Math.min(15, code.length));
        for (int i = 0; i < 15; i++) {
            record.put(i < code.length ? code[i] : 0);
        }
        record.put((byte) outcome.exception()).putInt(outcome.errorCode()).putLong(outcome.cr2());
        int flags = outcome.completed() ? NotCompared.flags(made.instruction(), made.before()) : NotCompared.ALL;
        record.putShort((short) flags).putShort((short) 0xffff).put((byte) NO_REGISTER);
        entries(background, made.before());
        outcome.after().cpu.rflags = outcome.after().cpu.rflags & NotCompared.ALL | 0x202;
        entries(made.before(), outcome.after());
        record.position(record.position() - 1);
        ignored(outcome.after());
        record.put((byte) END);
        record.putInt(0, record.position());
        records.write(record.array(), 0, record.position());
    }

    private void entries(RecordedState from, RecordedState to) {
        CpuState a = from.cpu;
        CpuState b = to.cpu;
        for (int i = 0; i < 16; i++) {
            number(i, a.gpr[i], b.gpr[i]);
        }
        number(16, a.rip, b.rip);
        number(17, a.rflags, b.rflags);
        if (a.mxcsr != b.mxcsr) {
            record.put((byte) 18).putInt(b.mxcsr);
        }
        if (a.fpu.control != b.fpu.control || a.fpu.statusWord() != b.fpu.statusWord() || a.fpu.inUse != b.fpu.inUse) {
            record.put((byte) 19).putShort((short) b.fpu.control).putShort((short) b.fpu.statusWord());
            record.put((byte) b.fpu.inUse);
        }
        for (int i = 0; i < 8; i++) {
            if (a.fpu.significand[i] != b.fpu.significand[i] || a.fpu.signExponent[i] != b.fpu.signExponent[i]) {
                record.put((byte) (20 + i)).putLong(b.fpu.significand[i]);
                record.putShort((short) b.fpu.signExponent[i]);
            }
        }
        number(28, a.segments[CpuState.FS].base, b.segments[CpuState.FS].base);
        number(29, a.segments[CpuState.GS].base, b.segments[CpuState.GS].base);
        for (int i = 0; i < 16; i++) {
            vector(i, a.vector, b.vector);
        }
        memory(from.scratch, to.scratch);
        record.put((byte) END);
    }

    private void number(int id, long before, long after) {
        if (before != after) {
            record.put((byte) id).putLong(after);
        }
    }

    private void vector(int register, long[] before, long[] after) {
        for (int lane = 0; lane < 4; lane++) {
            if (before[4 * register + lane] != after[4 * register + lane]) {
                record.put((byte) (32 + register));
                for (int i = 0; i < 4; i++) {
                    record.putLong(after[4 * register + i]);
                }
                return;
            }
        }
    }

    private void memory(byte[] before, byte[] after) {
        int at = 0;
        while (at < after.length) {
            if (before[at] == after[at]) {
                at++;
                continue;
            }
            int last = at;
            for (int i = at + 1; i < after.length && i < last + GAP; i++) {
                if (before[i] != after[i]) {
                    last = i;
                }
            }
            int length = last + 1 - at;
            record.put((byte) 64).putShort((short) at).putShort((short) length).put(after, at, length);
            at = last + 1;
        }
    }

    private void ignored(RecordedState state) {
        int at = 0;
        while (at < state.ignored.length) {
            int start = at;
            while (at < state.ignored.length && state.ignored[at]) {
                at++;
            }
            if (at > start) {
                record.put((byte) 65).putShort((short) start).putShort((short) (at - start));
            }
            at++;
        }
    }

    byte[] file() {
        byte[] table = String.join("", names.keySet()).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(HEADER + table.length + records.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("X86VEC2\0".getBytes(StandardCharsets.US_ASCII)).putLong(seed).putLong(count);
        file.putLong(RecordedState.SCRATCH).putLong(RecordedState.CODE).putLong(1);
        file.putInt(48, 0).putInt(52, HEADER + table.length);
        file.position(HEADER).put(table).put(records.toByteArray());
        return file.array();
    }
}
