package org.hermitscope.x86.vectors.make;

import java.util.Random;
import org.hermitscope.machine.FpuState;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.vectors.Transcendental;

/// Makes the x87 state of a case: nothing for instructions that do not look at it.
final class FpuMaker {
    private static final int ONE = 0x3fff;

    private final Random random;
    private final Values values;
    private final Instruction instruction;
    private final FpuState fpu;

    FpuMaker(Random random, Values values, Instruction instruction, FpuState fpu) {
        this.random = random;
        this.values = values;
        this.instruction = instruction;
        this.fpu = fpu;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    void make() {
        Op op = instruction.op();
        boolean x87 = op.toString().startsWith("F") && op != Op.FEMMS;
        if (!x87 && !usesMmx() && op != Op.EMMS) {
            return;
        }
        control();
        status();
        boolean whole = op == Op.FXSAVE || op == Op.FNSAVE || chance(3);
        int used = whole ? 0xff : 0;
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Register register && register.file() == RegisterFile.X87) {
                used |= 1 << register.number();
            }
        }
        if (x87 && !whole) {
            used |= chance(90) ? 3 : random.nextInt(256);
        }
        int present = chance(88) ? 0xff : random.nextInt(256);
        for (int i = 0; i < 8; i++) {
            int physical = fpu.top + i & 7;
            if ((used >> i & 1) != 0 && x87) {
                number(physical);
            }
            if ((used >> i & present >> i & 1) != 0) {
                fpu.inUse |= 1 << physical;
            }
        }
        if (pushes(op) && chance(85)) {
            fpu.inUse &= ~(1 << (fpu.top + 7 & 7));
        }
        if (chance(10)) {
            fpu.inUse ^= random.nextInt(256);
        }
    }

    private static boolean pushes(Op op) {
        return switch (op) {
            case FLD, FILD, FBLD, FLD1, FLDL2T, FLDL2E, FLDPI, FLDLG2, FLDLN2, FLDZ, FXTRACT, FPTAN, FSINCOS -> true;
            default -> false;
        };
    }

    private boolean usesMmx() {
        for (Operand operand : instruction.operands()) {
            if (operand instanceof Operand.Register register && register.file() == RegisterFile.MMX) {
                return true;
            }
        }
        return instruction.op() == Op.CVTPI2PS || instruction.op() == Op.CVTPI2PD;
    }

    private void control() {
        int control = 0x37f;
        if (chance(50)) {
            control = control & ~0xc00 | random.nextInt(4) << 10;
        }
        if (chance(25)) {
            // 01 is reserved.
            int precision = random.nextInt(3);
            control = control & ~0x300 | (precision == 1 ? 3 : precision) << 8;
        }
        if (chance(10)) {
            control &= ~(1 << random.nextInt(Transcendental.contains(instruction.op()) ? 5 : 6));
        }
        fpu.control = control;
    }

    private void status() {
        int status = random.nextInt() & 0x4700;
        if (chance(12)) {
            status |= random.nextInt(128);
        }
        // ES and B say whether an unmasked exception is pending.
        if ((status & ~fpu.control & 0x3f) != 0) {
            status = chance(40) ? status | 0x8080 : status & ~0x3f;
        }
        fpu.status = status;
        fpu.top = chance(50) ? 0 : random.nextInt(8);
    }

    private void number(int physical) {
        fpu.signExponent[physical] = values.exponent();
        fpu.significand[physical] = values.significand();
        if (chance(70)) {
            // A number as instructions make them.
            int exponent = fpu.signExponent[physical] & 0x7fff;
            long significand = fpu.significand[physical];
            fpu.significand[physical] = exponent == 0 ? significand & Long.MAX_VALUE : significand | Long.MIN_VALUE;
        }
        int sign = fpu.signExponent[physical] & 0x8000;
        int exponent = fpu.signExponent[physical] & 0x7fff;
        boolean special = exponent == 0 || exponent == 0x7fff;
        switch (instruction.op()) {
            case FSIN, FCOS, FSINCOS, FPTAN -> {
                if (chance(70)) {
                    fpu.signExponent[physical] = sign | ONE - random.nextInt(12) + 2;
                }
            }
            // Beyond these ranges the results are undefined.
            case F2XM1 -> fpu.signExponent[physical] = sign | (special ? exponent : ONE - 1 - random.nextInt(12));
            case FYL2XP1 -> fpu.signExponent[physical] = sign | (special ? exponent : ONE - 3 - random.nextInt(12));
            default -> {}
        }
    }
}
