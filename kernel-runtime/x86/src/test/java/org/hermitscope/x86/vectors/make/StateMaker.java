package org.hermitscope.x86.vectors.make;

import java.util.Arrays;
import java.util.Random;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.decode.DecodedForm;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.vectors.RecordedState;
import org.jspecify.annotations.Nullable;

/// Makes one case of a form: the bytes, and a state in which they do something. Only what the instruction looks at
/// is random, so that records stay small.
final class StateMaker {
    private static final long SCRATCH = RecordedState.SCRATCH;
    private static final long SCRATCH_END = SCRATCH + RecordedState.SCRATCH_SIZE;
    private static final long CODE = RecordedState.CODE;
    private static final long CODE_END = CODE + RecordedState.CODE_SIZE;
    private static final int ATTEMPTS = 40;

    private final Random random;
    private final Values values;
    private final MemoryPlacement placement;

    StateMaker(Random random) {
        this(random, 0);
    }

    /// @param edge what memory operands shall lie across, or 0
    StateMaker(Random random, long edge) {
        this.random = random;
        this.values = new Values(random);
        this.placement = new MemoryPlacement(random, edge);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// A case; null when no attempt gave the form.
    @Nullable
    Case make(Form form) {
        for (int i = 0; i < ATTEMPTS; i++) {
            byte[] bytes = new FormEncoder(form, random, false).encode();
            RecordedState before = new RecordedState();
            before.reset(true);
            before.cpu.rip = CODE + 0x800;
            DecodedForm decoded = DecodedForm.of(bytes, before.cpu.rip);
            if (decoded.row() == null) {
                if (decoded.instruction().lock() && !decoded.instruction().isTooLong()) {
                    // LOCK where it is illegal.
                    return new Case(
                            form, Arrays.copyOf(bytes, decoded.instruction().length()), decoded.instruction(), before);
                }
                continue;
            }
            if (decoded.row() != form.row() || !decoded.name().equals(form.name())) {
                continue;
            }
            Case made = fill(form, decoded, bytes, before);
            if (made != null) {
                return made;
            }
        }
        return null;
    }

    private @Nullable Case fill(Form form, DecodedForm first, byte[] bytes, RecordedState before) {
        int length = first.instruction().length();
        byte[] code = Arrays.copyOf(bytes, length);
        // How long UD0 and UD1 are is said differently by different makers.
        if (chance(4) && form.op() != Op.UD0 && form.op() != Op.UD1) {
            // Up to the end of the page, across it, or across the end of all code.
            before.cpu.rip = (random.nextBoolean() ? CODE + 0x1000 : CODE_END) - random.nextInt(length + 1);
            if (before.cpu.rip == CODE_END) {
                before.cpu.rip -= length;
            }
        }
        if (form.op() == Op.ENTER && chance(85)) {
            // A frame that fits into the data pages.
            code[length - 2] = (byte) random.nextInt(4);
            code[length - 1] = (byte) random.nextInt(32);
        }
        long wanted = placement.choose(first.instruction());
        if (first.displacementBytes() >= 4) {
            patch(code, first, before, wanted);
        }
        DecodedForm decoded = DecodedForm.of(code, before.cpu.rip);
        Instruction instruction = decoded.instruction();
        if (decoded.row() != form.row() || instruction.length() != length) {
            return null;
        }
        flags(instruction, before);
        FpuMaker fpu = new FpuMaker(random, values, instruction, before.cpu.fpu);
        fpu.make();
        if (form.op() == Op.FSTP && form.row().opcode() == 0xd9 && !form.memory()) {
            // This alias does not look whether ST(0) is empty.
            before.cpu.fpu.inUse |= 1 << before.cpu.fpu.top;
        }
        registers(instruction, before);
        implied(instruction, before);
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory) {
                memory(instruction, memory, wanted, before);
            } else if (operand instanceof Operand.Target target
                    && target.address() >= before.cpu.rip
                    && target.address() < before.cpu.rip + length) {
                return null;
            }
        }
        stack(instruction, before);
        if (NotCompared.isUndefined(instruction, before)) {
            return null;
        }
        return new Case(form, code, instruction, before);
    }

    /// Sets a displacement that stands alone, so that the address is in the data pages.
    private void patch(byte[] code, DecodedForm decoded, RecordedState before, long wanted) {
        long value = wanted;
        Operand.Memory memory = memoryOf(decoded.instruction());
        if (memory == null) {
            return;
        }
        if (memory.vectorWidth() != 0 && memory.base() == Operand.Memory.NONE) {
            // The indices are small.
            value = SCRATCH + 0x1000;
        } else if (memory.index() != Operand.Memory.NONE && memory.base() == Operand.Memory.NONE) {
            return;
        }
        if (memory.base() == Operand.Memory.RIP) {
            value = wanted - before.cpu.rip - code.length;
        } else if (memory.base() != Operand.Memory.NONE) {
            return;
        }
        for (int i = 0; i < decoded.displacementBytes(); i++) {
            code[decoded.displacementAt() + i] = (byte) (value >> 8 * i);
        }
    }

    static Operand.@Nullable Memory memoryOf(Instruction instruction) {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Memory memory) {
                return memory;
            }
        }
        return null;
    }

    private void flags(Instruction instruction, RecordedState before) {
        long flags = random.nextInt() & NotCompared.STATUS | 0x202;
        boolean string = switch (instruction.op()) {
            case MOVS, CMPS, STOS, LODS, SCAS -> true;
            default -> false;
        };
        before.cpu.rflags = flags | (chance(string ? 40 : 2) ? 0x400 : 0);
    }

    private void registers(Instruction instruction, RecordedState before) {
        Values.Kind kind = Values.kindOf(instruction.op());
        boolean vector = false;
        for (Operand operand : instruction.operands()) {
            if (!(operand instanceof Operand.Register register)) {
                continue;
            }
            int number = register.number();
            if (register.file() == RegisterFile.GENERAL || register.file() == RegisterFile.HIGH_BYTE) {
                before.cpu.gpr[number & 15] = values.integer();
                if (number == CpuState.RSP && instruction.op() == Op.CALL) {
                    before.cpu.gpr[number] = SCRATCH + 0x800;
                }
            } else if (register.file() == RegisterFile.VECTOR) {
                vector = true;
                long[] lanes = values.lanes(instruction.vectorWidth() == 256 ? 256 : 128, kind);
                if (chance(4) && instruction.operands().getLast() instanceof Operand.Register same) {
                    number = same.file() == RegisterFile.VECTOR ? same.number() : number;
                }
                System.arraycopy(lanes, 0, before.cpu.vector, 4 * number, lanes.length);
            } else if (register.file() == RegisterFile.MMX) {
                before.cpu.fpu.significand[number & 7] = values.lanes(64, kind)[0];
                before.cpu.fpu.signExponent[number & 7] = 0xffff;
            }
        }
        if (vector && kind != Values.Kind.INTEGER
                || vector && instruction.op().toString().contains("CVT")
                || isMxcsr(instruction.op())) {
            control(before.cpu);
        }
    }

    private static boolean isMxcsr(Op op) {
        return op == Op.STMXCSR || op == Op.LDMXCSR || op == Op.DPPS || op == Op.DPPD;
    }

    private void control(CpuState cpu) {
        int mxcsr = 0x1f80;
        if (chance(60)) {
            mxcsr |= random.nextInt(4) << 13;
        }
        if (chance(20)) {
            mxcsr |= 0x8000;
        }
        if (chance(20)) {
            mxcsr |= 0x40;
        }
        if (chance(10)) {
            mxcsr |= random.nextInt(64);
        }
        if (chance(8)) {
            mxcsr &= ~(0x80 << random.nextInt(6));
        }
        cpu.mxcsr = mxcsr;
    }

    /// Registers that the manual does not list as operands.
    private void implied(Instruction instruction, RecordedState before) {
        long[] gpr = before.cpu.gpr;
        switch (instruction.op()) {
            case MUL, IMUL, CMPXCHG, MULX, CBW, CWDE, CDQE, CWD, CDQ, CQO, SAHF, LAHF -> {
                gpr[CpuState.RAX] = values.integer();
                gpr[CpuState.RDX] = values.integer();
            }
            case DIV, IDIV -> {
                int shift = random.nextInt(64);
                gpr[CpuState.RAX] = values.integer();
                gpr[CpuState.RDX] = chance(30) ? gpr[CpuState.RAX] >> 63 : values.integer() >>> shift;
                if (instruction.operandWidth() == 8 && chance(80)) {
                    gpr[CpuState.RAX] = (long) random.nextInt(2000) - 500;
                }
            }
            case CMPXCHG8B, CMPXCHG16B -> {
                for (int i = 0; i < 4; i++) {
                    gpr[i] = values.integer();
                }
            }
            case MOVS, CMPS, STOS, LODS, SCAS -> {
                gpr[CpuState.RCX] = chance(80) ? random.nextInt(40) : random.nextInt(3000);
                gpr[CpuState.RAX] = values.integer();
            }
            case LOOP, LOOPE, LOOPNE, JCXZ -> gpr[CpuState.RCX] = chance(60) ? random.nextInt(3) : values.integer();
            case XLAT -> gpr[CpuState.RAX] = values.integer();
            case ENTER, LEAVE -> gpr[CpuState.RBP] = SCRATCH + 0x200 + random.nextInt(0x1c00);
            case PCMPESTRI, PCMPESTRM -> {
                gpr[CpuState.RAX] = chance(80) ? random.nextInt(40) - 20 : values.integer();
                gpr[CpuState.RDX] = chance(80) ? random.nextInt(40) - 20 : values.integer();
            }
            case SHL, SHR, SAR, ROL, ROR, RCL, RCR, SHLD, SHRD -> {
                if (chance(50)) {
                    gpr[CpuState.RCX] = random.nextInt(70);
                }
            }
            case WRFSBASE, WRGSBASE -> {
                if (instruction.operand(0) instanceof Operand.Register register && chance(85)) {
                    gpr[register.number()] = random.nextLong() >>> 17;
                }
            }
            case RDFSBASE, RDGSBASE -> {
                before.cpu.segments[CpuState.FS].base = random.nextLong() >>> 18;
                before.cpu.segments[CpuState.GS].base = random.nextLong() >>> 18;
            }
            case JMP, CALL -> {
                // Not RSP: with both the target and the stack not canonical, makers differ on the fault.
                if (instruction.operand(0) instanceof Operand.Register register && register.number() != CpuState.RSP) {
                    gpr[register.number()] = target(instruction);
                }
            }
            case BT, BTS, BTR, BTC -> {
                if (memoryOf(instruction) != null && instruction.operand(1) instanceof Operand.Register register) {
                    gpr[register.number()] = (long) random.nextInt(16000) - 8000;
                }
            }
            default -> {}
        }
    }

    /// Of CALL always canonical: with the stack wrong as well, makers differ on the fault.
    private long target(Instruction instruction) {
        return instruction.op() == Op.CALL || chance(90) ? codeTarget() : values.integer();
    }

    /// Somewhere among the INT3 and not in the instruction.
    private long codeTarget() {
        return CODE + (random.nextBoolean() ? 0x40 + random.nextInt(0x700) : 0x900 + random.nextInt(0x600));
    }

    private void memory(Instruction instruction, Operand.Memory memory, long wanted, RecordedState before) {
        if (memory.vectorWidth() != 0) {
            placement.gather(instruction, memory, before);
            return;
        }
        boolean second = !memory.equals(memoryOf(instruction));
        long address = placement.place(memory, second ? placement.choose(instruction) : wanted, before);
        int bytes = Math.max(memory.width() / 8, 1);
        if (instruction.op() == Op.XLAT) {
            return;
        }
        contents(instruction, address, bytes, before);
    }

    private void contents(Instruction instruction, long address, int bytes, RecordedState before) {
        byte[] data = new byte[bytes];
        switch (instruction.op()) {
            case FBLD -> decimal(data);
            case FLD ->
                values.fill(
                        data,
                        0,
                        bytes,
                        bytes == 10 ? Values.Kind.EXTENDED : bytes == 8 ? Values.Kind.DOUBLE : Values.Kind.SINGLE);
            case FADD, FMUL, FCOM, FCOMP, FSUB, FSUBR, FDIV, FDIVR ->
                values.fill(data, 0, bytes, bytes == 8 ? Values.Kind.DOUBLE : Values.Kind.SINGLE);
            case LDMXCSR -> {
                int mxcsr = random.nextInt() & (chance(85) ? 0xffff : 0xfffd_ffff);
                for (int i = 0; i < 4; i++) {
                    data[i] = (byte) (mxcsr >> 8 * i);
                }
            }
            case JMP, CALL -> number(data, target(instruction));
            case FXRSTOR -> {
                data = new byte[512];
                values.fill(data, 0, data.length, Values.Kind.INTEGER);
                int mxcsr = random.nextInt() & (chance(85) ? 0xffff : 0xfffd_ffff);
                for (int i = 0; i < 4; i++) {
                    data[24 + i] = (byte) (mxcsr >> 8 * i);
                }
            }
            case CMPXCHG -> {
                values.fill(data, 0, bytes, Values.Kind.INTEGER);
                if (chance(40)) {
                    number(data, before.cpu.gpr[CpuState.RAX]);
                }
            }
            case CMPXCHG8B, CMPXCHG16B -> {
                values.fill(data, 0, bytes, Values.Kind.INTEGER);
                if (chance(60)) {
                    for (int i = 0; i < bytes; i++) {
                        long from = before.cpu.gpr[i < bytes / 2 ? CpuState.RAX : CpuState.RDX];
                        data[i] = (byte) (from >> 8 * (i % (bytes / 2)));
                    }
                }
            }
            case SCAS, CMPS, MOVS, STOS, LODS -> {
                strings(instruction, address, before);
                return;
            }
            default -> values.fill(data, 0, bytes, Values.kindOf(instruction.op()));
        }
        store(before, address, data);
    }

    /// A stretch of equal bytes, so that repeated comparisons get somewhere.
    private void strings(Instruction instruction, long address, RecordedState before) {
        if (chance(50)) {
            byte[] same = new byte[random.nextInt(120) + 8];
            Arrays.fill(same, (byte) before.cpu.gpr[CpuState.RAX]);
            if (chance(50)) {
                same[random.nextInt(same.length)]++;
            }
            store(before, address, same);
        } else {
            byte[] data = new byte[instruction.operandWidth() / 8];
            values.fill(data, 0, data.length, Values.Kind.INTEGER);
            store(before, address, data);
        }
    }

    /// Not canonical, or where nothing is.
    private long nowhere() {
        return random.nextBoolean()
                ? random.nextLong() & Long.MAX_VALUE | 1L << 62
                : 0x1000_0000_0000L + random.nextInt();
    }

    private static void number(byte[] data, long value) {
        for (int i = 0; i < Math.min(8, data.length); i++) {
            data[i] = (byte) (value >> 8 * i);
        }
    }

    /// Only digits: what others give is undefined.
    private void decimal(byte[] data) {
        for (int i = 0; i < 9; i++) {
            data[i] = (byte) (random.nextInt(10) << 4 | random.nextInt(10));
        }
        data[9] = (byte) (random.nextBoolean() ? 0x80 : 0);
    }

    static void store(RecordedState before, long address, byte[] data) {
        for (int i = 0; i < data.length; i++) {
            long at = address + i - SCRATCH;
            if (at >= 0 && at < RecordedState.SCRATCH_SIZE) {
                before.scratch[(int) at] = data[i];
            }
        }
    }

    private void stack(Instruction instruction, RecordedState before) {
        boolean pops = instruction.op() == Op.POP || instruction.op() == Op.POPF || instruction.op() == Op.RET;
        boolean pushes = switch (instruction.op()) {
            case PUSH, PUSHF, CALL, ENTER -> true;
            default -> false;
        };
        if (!pops && !pushes) {
            return;
        }
        Operand.Memory memory = memoryOf(instruction);
        boolean free = memory == null || memory.base() != CpuState.RSP && memory.index() != CpuState.RSP;
        if (free && chance(50)) {
            before.cpu.gpr[CpuState.RSP] = chance(15)
                    ? (pops ? SCRATCH_END : SCRATCH) - 4 + random.nextInt(8)
                    : chance(4) ? nowhere() : SCRATCH + 0x400 + random.nextInt(0x1800);
        }
        if (pops) {
            byte[] data = new byte[8];
            long value = switch (instruction.op()) {
                case RET -> chance(90) ? codeTarget() : values.integer();
                // Neither TF nor NT nor AC: the system between the two states has its own idea of them.
                case POPF -> random.nextLong() & ~(0x100L | 0x4000L | 0x4_0000L | 0x20_0000L);
                default -> values.integer();
            };
            number(data, value);
            store(before, before.cpu.gpr[CpuState.RSP], data);
        }
    }
}
