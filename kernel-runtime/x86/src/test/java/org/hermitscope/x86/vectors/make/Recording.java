package org.hermitscope.x86.vectors.make;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.X87Map;
import org.hermitscope.x86.vectors.VectorFile;

/// Makes cases, has them executed, and sorts them.
public final class Recording {
    private static final int BATCH = 2000;

    private final NativeRunner runner;
    private final StateMaker maker;

    /// What takes the vectors.
    interface Sink {
        void accept(Case made, Outcome outcome);
    }

    Recording(NativeRunner runner, long seed) {
        this.runner = runner;
        this.maker = new StateMaker(new Random(seed));
    }

    /// Makes one case of each form, in batches.
    void record(List<Form> forms, Sink sink) throws IOException, InterruptedException {
        List<Case> cases = new ArrayList<>();
        for (Form form : forms) {
            Case made = maker.make(form);
            if (made != null) {
                cases.add(made);
            }
            if (cases.size() == BATCH) {
                flush(cases, sink);
            }
        }
        flush(cases, sink);
    }

    /// Has cases executed that were made elsewhere.
    void execute(List<Case> cases, Sink sink) throws IOException, InterruptedException {
        for (int i = 0; i < cases.size(); i += BATCH) {
            flush(new ArrayList<>(cases.subList(i, Math.min(cases.size(), i + BATCH))), sink);
        }
    }

    private void flush(List<Case> cases, Sink sink) throws IOException, InterruptedException {
        if (cases.isEmpty()) {
            return;
        }
        List<Outcome> outcomes = runner.execute(cases);
        for (int i = 0; i < cases.size(); i++) {
            Case made = cases.get(i);
            Outcome outcome = outcomes.get(i);
            Operand.Memory memory = StateMaker.memoryOf(made.instruction());
            if (memory != null) {
                NotCompared.memory(
                        made.instruction(), MemoryPlacement.linear(memory, made.before()), outcome.after().ignored);
            }
            sink.accept(made, outcome);
        }
        cases.clear();
    }

    /// The name in the file: form and kind.
    static VectorFile.Name name(Case made) {
        return new VectorFile.Name(
                made.form().vex() ? "vex" : "legacy", made.form().name(), kind(made));
    }

    /// Which file it belongs in.
    static String kind(Case made) {
        return made.instruction().op() == Op.INVALID ? "special" : kind(made.form());
    }

    /// Which file the form's vectors belong in.
    static String kind(Form form) {
        Op op = form.op();
        if (RowsWithoutVector.isPrivileged(form)) {
            return "special";
        }
        String name = op.toString();
        if (name.startsWith("AES") || name.startsWith("SHA") || name.startsWith("GF2") || op == Op.PCLMULQDQ) {
            return "crypto";
        }
        if (form.vex()) {
            return "vex";
        }
        if (op == Op.FXSAVE || op == Op.FXRSTOR || op == Op.FWAIT || form.map() == X87Map.MAP) {
            return "x87";
        }
        if (usesMmx(form)) {
            return "mmx";
        }
        return form.row().isVector() || op == Op.LDMXCSR || op == Op.STMXCSR ? "sse" : "gp";
    }

    private static boolean usesMmx(Form form) {
        for (int i = 0; i < form.row().operandCount(); i++) {
            switch (form.row().operand(i)) {
                case Pq, Pd, Qq, Qd, Nq -> {
                    return true;
                }
                default -> {}
            }
        }
        return form.op() == Op.EMMS;
    }
}
