package org.hermitscope.gdbstub.target;

/// Computes agent expressions.
final class AgentInterpreter {
    private static final int STACK = 100;
    // gdb's expressions have no loops; those of others must come to an end.
    private static final int MOST_STEPS = 10_000;

    private final byte[] code;
    private final AgentContext context;
    private final long[] stack = new long[STACK];
    private int depth;
    private int at;

    AgentInterpreter(byte[] code, AgentContext context) {
        this.code = code;
        this.context = context;
    }

    /// Whether all operations are known, complete, and the last one ends it.
    static boolean isComputable(byte[] code) {
        AgentOp last = null;
        int next = 0;
        while (next < code.length) {
            last = AgentOp.of(code[next]);
            if (last == null || last.operandBytes() >= code.length - next) {
                return false;
            }
            next += 1 + last.operandBytes();
        }
        return last == AgentOp.END;
    }

    /// @throws TargetException if it divides by zero, reads what cannot be read, or is broken
    long run() {
        for (int step = 0; step < MOST_STEPS; step++) {
            if (at < 0 || at >= code.length) {
                throw broken("runs off its end");
            }
            AgentOp op = AgentOp.of(code[at]);
            if (op == null || op.operandBytes() >= code.length - at) {
                throw broken("unknown operation");
            }
            if (depth < op.pops() || depth >= STACK - 1) {
                throw broken("stack too short or too long");
            }
            long operand = operand(at + 1, op.operandBytes());
            at += 1 + op.operandBytes();
            if (op == AgentOp.END) {
                return pop();
            }
            execute(op, operand);
        }
        throw broken("too long");
    }

    private void execute(AgentOp op, long operand) {
        switch (op) {
            case ADD,
                    SUB,
                    MUL,
                    DIV_SIGNED,
                    DIV_UNSIGNED,
                    REM_SIGNED,
                    REM_UNSIGNED,
                    LSH,
                    RSH_SIGNED,
                    RSH_UNSIGNED,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    EQUAL,
                    LESS_SIGNED,
                    LESS_UNSIGNED -> {
                long right = pop();
                push(binary(op, pop(), right));
            }
            case LOG_NOT -> push(pop() == 0 ? 1 : 0);
            case BIT_NOT -> push(~pop());
            case EXT -> {
                int unused = 64 - bits(operand);
                push(pop() << unused >> unused);
            }
            case ZERO_EXT -> {
                int unused = 64 - bits(operand);
                push(pop() << unused >>> unused);
            }
            case REF8 -> push(context.memory(pop(), 1));
            case REF16 -> push(context.memory(pop(), 2));
            case REF32 -> push(context.memory(pop(), 4));
            case REF64 -> push(context.memory(pop(), 8));
            case IF_GOTO -> {
                if (pop() != 0) {
                    at = (int) operand;
                }
            }
            case GOTO -> at = (int) operand;
            case CONST8, CONST16, CONST32, CONST64 -> push(operand);
            case REG -> push(context.register((int) operand));
            case DUP -> push(stack[depth - 1]);
            case POP, END -> depth--;
            case SWAP -> {
                long top = pop();
                long below = pop();
                push(top);
                push(below);
            }
            case PICK -> {
                if (operand >= depth) {
                    throw broken("picks from below the stack");
                }
                push(stack[depth - 1 - (int) operand]);
            }
            case ROT -> {
                long top = pop();
                long below = pop();
                long third = pop();
                push(top);
                push(third);
                push(below);
            }
        }
    }

    private static long binary(AgentOp op, long left, long right) {
        return switch (op) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case DIV_SIGNED -> left / divisor(right);
            case DIV_UNSIGNED -> Long.divideUnsigned(left, divisor(right));
            case REM_SIGNED -> left % divisor(right);
            case REM_UNSIGNED -> Long.remainderUnsigned(left, divisor(right));
            case LSH -> shiftable(right) ? left << right : 0;
            case RSH_SIGNED -> left >> (shiftable(right) ? right : 63);
            case RSH_UNSIGNED -> shiftable(right) ? left >>> right : 0;
            case BIT_AND -> left & right;
            case BIT_OR -> left | right;
            case BIT_XOR -> left ^ right;
            case EQUAL -> left == right ? 1 : 0;
            case LESS_SIGNED -> left < right ? 1 : 0;
            case LESS_UNSIGNED -> Long.compareUnsigned(left, right) < 0 ? 1 : 0;
            default -> throw new IllegalArgumentException(op.name());
        };
    }

    private static boolean shiftable(long count) {
        return count >= 0 && count < 64;
    }

    private static long divisor(long value) {
        if (value == 0) {
            throw new TargetException(TargetException.EINVAL, "division by zero");
        }
        return value;
    }

    private static int bits(long operand) {
        if (operand < 1 || operand > 64) {
            throw broken("extends from " + operand + " bits");
        }
        return (int) operand;
    }

    /// Operands are big endian, whatever the target is.
    private long operand(int from, int size) {
        long value = 0;
        for (int i = from; i < from + size; i++) {
            value = value << 8 | (code[i] & 0xff);
        }
        return value;
    }

    private void push(long value) {
        stack[depth++] = value;
    }

    private long pop() {
        return stack[--depth];
    }

    private static TargetException broken(String how) {
        return new TargetException(TargetException.EINVAL, "agent expression: " + how);
    }
}
