package org.hermitscope.x86.interp.x87;

import static org.hermitscope.x86.interp.x87.X87Arithmetic.ADD;
import static org.hermitscope.x86.interp.x87.X87Arithmetic.DIVIDE;
import static org.hermitscope.x86.interp.x87.X87Arithmetic.DIVIDE_REVERSED;
import static org.hermitscope.x86.interp.x87.X87Arithmetic.MULTIPLY;
import static org.hermitscope.x86.interp.x87.X87Arithmetic.SUBTRACT;
import static org.hermitscope.x86.interp.x87.X87Arithmetic.SUBTRACT_REVERSED;

import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.RegisterFile;
import org.jspecify.annotations.Nullable;

/// Makes the op objects of all instructions that work on the x87 registers: x87 itself with WAIT, and MMX.
public final class X87Operations {
    private X87Operations() {}

    /// The op object, or null for instructions of other families.
    public static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case FADD -> X87Arithmetic.of(instruction, ADD);
            case FSUB -> X87Arithmetic.of(instruction, SUBTRACT);
            case FSUBR -> X87Arithmetic.of(instruction, SUBTRACT_REVERSED);
            case FMUL -> X87Arithmetic.of(instruction, MULTIPLY);
            case FDIV -> X87Arithmetic.of(instruction, DIVIDE);
            case FDIVR -> X87Arithmetic.of(instruction, DIVIDE_REVERSED);
            case FADDP -> X87Arithmetic.popping(instruction, ADD);
            case FSUBP -> X87Arithmetic.popping(instruction, SUBTRACT);
            case FSUBRP -> X87Arithmetic.popping(instruction, SUBTRACT_REVERSED);
            case FMULP -> X87Arithmetic.popping(instruction, MULTIPLY);
            case FDIVP -> X87Arithmetic.popping(instruction, DIVIDE);
            case FDIVRP -> X87Arithmetic.popping(instruction, DIVIDE_REVERSED);
            case FIADD -> X87Arithmetic.integer(instruction, ADD);
            case FISUB -> X87Arithmetic.integer(instruction, SUBTRACT);
            case FISUBR -> X87Arithmetic.integer(instruction, SUBTRACT_REVERSED);
            case FIMUL -> X87Arithmetic.integer(instruction, MULTIPLY);
            case FIDIV -> X87Arithmetic.integer(instruction, DIVIDE);
            case FIDIVR -> X87Arithmetic.integer(instruction, DIVIDE_REVERSED);
            case FLD -> X87Loads.floating(instruction);
            case FILD -> X87Loads.integer(instruction);
            case FBLD -> X87Loads.decimal(instruction);
            case FLD1 -> X87Loads.constant(instruction, X87Constant.ONE);
            case FLDL2T -> X87Loads.constant(instruction, X87Constant.LOG2_10);
            case FLDL2E -> X87Loads.constant(instruction, X87Constant.LOG2_E);
            case FLDPI -> X87Loads.constant(instruction, X87Constant.PI);
            case FLDLG2 -> X87Loads.constant(instruction, X87Constant.LOG10_2);
            case FLDLN2 -> X87Loads.constant(instruction, X87Constant.LN_2);
            case FLDZ -> X87Loads.constant(instruction, X87Constant.ZERO);
            case FST -> X87Stores.floating(instruction, false);
            case FSTP -> X87Stores.floating(instruction, true);
            case FIST -> X87Stores.integer(instruction, false);
            case FISTP -> X87Stores.integer(instruction, true);
            case FISTTP -> X87Stores.chopped(instruction);
            case FBSTP -> X87Stores.decimal(instruction);
            case FCOM, FCOMP, FCOMPP, FUCOM, FUCOMP, FUCOMPP, FICOM, FICOMP, FTST, FXAM -> comparison(instruction);
            case FCOMI, FCOMIP, FUCOMI, FUCOMIP -> comparison(instruction);
            case FXCH -> X87Registers.exchange(instruction);
            case FCMOVB -> X87Registers.conditionalMove(instruction, 2);
            case FCMOVNB -> X87Registers.conditionalMove(instruction, 3);
            case FCMOVE -> X87Registers.conditionalMove(instruction, 4);
            case FCMOVNE -> X87Registers.conditionalMove(instruction, 5);
            case FCMOVBE -> X87Registers.conditionalMove(instruction, 6);
            case FCMOVNBE -> X87Registers.conditionalMove(instruction, 7);
            case FCMOVU -> X87Registers.conditionalMove(instruction, 10);
            case FCMOVNU -> X87Registers.conditionalMove(instruction, 11);
            case FCHS -> X87Registers.sign(instruction, false);
            case FABS -> X87Registers.sign(instruction, true);
            case FFREE -> X87Registers.free(instruction, false);
            case FFREEP -> X87Registers.free(instruction, true);
            case FINCSTP -> X87Registers.rotate(instruction, 1);
            case FDECSTP -> X87Registers.rotate(instruction, -1);
            case FNOP -> X87Registers.rotate(instruction, 0);
            // Instructions of the 8087 and 80287 that later processors ignore (SDM 1 8.3.12, 3B 23.18.9). FRSTPM is
            // not among them.
            case FNENI, FNDISI, FNSETPM -> X87Control.ignored();
            case FSQRT, FRNDINT, F2XM1, FSIN, FCOS -> X87Functions.ofTop(instruction);
            case FSCALE, FPREM, FPREM1 -> X87Functions.ofTwo(instruction);
            case FYL2X, FYL2XP1, FPATAN -> X87Functions.ofTwoPopping(instruction);
            case FXTRACT, FPTAN, FSINCOS -> X87Functions.pushing(instruction);
            case FLDCW -> X87Control.loadControl(instruction);
            case FNSTCW -> X87Control.storeControl(instruction);
            case FNSTSW -> X87Control.storeStatus(instruction);
            case FNINIT -> X87Control.initialize();
            case FNCLEX -> X87Control.clearExceptions();
            case FWAIT -> X87Control.await();
            case FLDENV -> X87Environment.load(instruction, false);
            case FRSTOR -> X87Environment.load(instruction, true);
            case FNSTENV -> X87Environment.store(instruction, false);
            case FNSAVE -> X87Environment.store(instruction, true);
            default -> null;
        };
    }

    private static @Nullable Operation comparison(Instruction instruction) {
        return switch (instruction.op()) {
            case FCOM -> X87Comparisons.ordered(instruction, 0);
            case FCOMP -> X87Comparisons.ordered(instruction, 1);
            case FCOMPP -> X87Comparisons.ordered(instruction, 2);
            case FUCOM -> X87Comparisons.quiet(instruction, 0);
            case FUCOMP -> X87Comparisons.quiet(instruction, 1);
            case FUCOMPP -> X87Comparisons.quiet(instruction, 2);
            case FICOM -> X87Comparisons.integer(instruction, 0);
            case FICOMP -> X87Comparisons.integer(instruction, 1);
            case FCOMI -> X87Comparisons.intoFlags(instruction, false, false);
            case FCOMIP -> X87Comparisons.intoFlags(instruction, true, false);
            case FUCOMI -> X87Comparisons.intoFlags(instruction, false, true);
            case FUCOMIP -> X87Comparisons.intoFlags(instruction, true, true);
            case FTST -> X87Comparisons.withZero(instruction);
            case FXAM -> X87Comparisons.examine(instruction);
            default -> null;
        };
    }

    /// The i of operand `index`, ST(i); `implied` where the instruction does not name it.
    static int stackIndex(Instruction instruction, int index, int implied) {
        if (index < 0 || index >= instruction.operands().size()) {
            return implied;
        }
        return instruction.operand(index) instanceof Operand.Register register && register.file() == RegisterFile.X87
                ? register.number()
                : implied;
    }
}
