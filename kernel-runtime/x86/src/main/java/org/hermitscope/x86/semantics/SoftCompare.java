package org.hermitscope.x86.semantics;

/// Comparisons of [SoftFloat] values.
final class SoftCompare {
    static final int LESS = 0;
    static final int EQUAL = 1;
    static final int GREATER = 2;
    private static final int UNORDERED = 3;

    private SoftCompare() {}

    /// How two values that are no NaN are ordered.
    private static int relation(int width, long a, long b) {
        if (SoftFloat.isZero(width, a | b) || a == b) {
            return EQUAL;
        }
        boolean negative = SoftFloat.isNegative(width, a);
        if (negative != SoftFloat.isNegative(width, b)) {
            return negative ? LESS : GREATER;
        }
        return SoftFloat.magnitude(width, a) < SoftFloat.magnitude(width, b) != negative ? LESS : GREATER;
    }

    private static int relation(int width, long left, long right, boolean signaling, FloatEnvironment environment) {
        long a = SoftFloat.flushed(width, left, environment);
        long b = SoftFloat.flushed(width, right, environment);
        if (SoftFloat.isNaN(width, a) || SoftFloat.isNaN(width, b)) {
            if (signaling || SoftFloat.isSignaling(width, a) || SoftFloat.isSignaling(width, b)) {
                environment.raise(FloatEnvironment.INVALID);
            }
            return UNORDERED;
        }
        SoftFloat.noteDenormals(width, a, b, environment);
        return relation(width, a, b);
    }

    static boolean compare(int width, int predicate, long a, long b, FloatEnvironment environment) {
        // LT, LE, NLT and NLE and their kin signal for any NaN, the others for signaling ones only; the second
        // 16 predicates the other way round.
        int basic = predicate & 7;
        boolean ordering = basic == 1 || basic == 2 || basic == 5 || basic == 6;
        boolean signaling = ordering != ((predicate & 16) != 0);
        return holds(predicate, relation(width, a, b, signaling, environment));
    }

    /// One of the 32 predicates of VCMPPD (SDM 2A table 3-1); the first 8 are those of CMPPD.
    static boolean holds(int predicate, int relation) {
        return switch (predicate & 15) {
            case 0 -> relation == EQUAL;
            case 1 -> relation == LESS;
            case 2 -> relation == LESS || relation == EQUAL;
            case 3 -> relation == UNORDERED;
            case 4 -> relation != EQUAL;
            case 5 -> relation != LESS;
            case 6 -> relation == GREATER || relation == UNORDERED;
            case 7 -> relation != UNORDERED;
            case 8 -> relation == EQUAL || relation == UNORDERED;
            case 9 -> relation == LESS || relation == UNORDERED;
            case 10 -> relation != GREATER;
            case 11 -> false;
            case 12 -> relation == LESS || relation == GREATER;
            case 13 -> relation == GREATER || relation == EQUAL;
            case 14 -> relation == GREATER;
            default -> true;
        };
    }

    /// ZF, PF and CF of COMISD.
    static int order(int width, long a, long b, boolean signaling, FloatEnvironment environment) {
        return flags(relation(width, a, b, signaling, environment));
    }

    static int flags(int relation) {
        return switch (relation) {
            case LESS -> 1;
            case EQUAL -> 0x40;
            case GREATER -> 0;
            default -> 0x45;
        };
    }

    /// MIN: the second operand unless the first is less; any NaN is invalid and gives the second.
    static long minimum(int width, long left, long right, FloatEnvironment environment) {
        return lesser(width, left, right, LESS, environment);
    }

    static long maximum(int width, long left, long right, FloatEnvironment environment) {
        return lesser(width, left, right, GREATER, environment);
    }

    private static long lesser(int width, long left, long right, int wanted, FloatEnvironment environment) {
        long a = SoftFloat.flushed(width, left, environment);
        long b = SoftFloat.flushed(width, right, environment);
        return relation(width, a, b, true, environment) == wanted ? a : b;
    }
}
