package org.hermitscope.x86.isa;

import org.jspecify.annotations.Nullable;

/// One row of an opcode map: an opcode, what it means, and the conditions under which it means that.
///
/// The methods that return a row state conditions and superscripts of SDM 2D table A-1 and are chained behind
/// [OpcodeMap#row]. Among several rows of one opcode the first that fits applies.
public final class OpcodeRow {
    static final OperandCode[] NO_OPERANDS = {};

    private static final int DEFAULT_64 = 1;
    private static final int FORCED_64 = 1 << 1;
    private static final int MODRM = 1 << 2;
    private static final int VECTOR = 1 << 3;
    private static final int USES_VVVV = 1 << 4;
    private static final int SCALAR = 1 << 5;
    private static final int MANDATORY_PREFIX = 1 << 6;

    private final int opcode;
    private final Op op;
    private final OperandCode[] operands;
    private int mask = Selector.VEX;
    private int value;
    private int attributes;

    @Nullable
    OpcodeRow next;

    OpcodeRow(int opcode, Op op, OperandCode[] operands) {
        this.opcode = opcode;
        this.op = op;
        this.operands = operands;
        for (OperandCode operand : operands) {
            Addressing addressing = operand.addressing();
            if (addressing.usesModRm()) {
                attributes |= MODRM;
                if (addressing.memoryOnly()) {
                    memory();
                } else if (addressing.registerOnly()) {
                    register();
                }
            }
            if (addressing.usesVvvv()) {
                attributes |= USES_VVVV;
            }
            if (addressing.isVector()) {
                attributes |= VECTOR;
            }
        }
    }

    private OpcodeRow require(int bits, int wanted) {
        mask |= bits;
        value = value & ~bits | wanted;
        return this;
    }

    /// Extension in ModRM.reg: the manual's `/digit`.
    OpcodeRow reg(int digit) {
        attributes |= MODRM;
        return require(Selector.REG, digit);
    }

    /// Only with this ModRM.rm, as a register.
    OpcodeRow rm(int number) {
        attributes |= MODRM;
        return require(Selector.RM | Selector.REGISTER, number << Selector.RM_SHIFT | Selector.REGISTER);
    }

    /// Only with exactly this ModRM byte, which selects a register.
    OpcodeRow modRm(int modRm) {
        return reg(modRm >> 3 & 7).rm(modRm & 7);
    }

    /// Only where ModRM selects memory.
    OpcodeRow memory() {
        attributes |= MODRM;
        return require(Selector.REGISTER, 0);
    }

    /// Only where ModRM selects a register.
    OpcodeRow register() {
        attributes |= MODRM;
        return require(Selector.REGISTER, Selector.REGISTER);
    }

    /// Without 66, F3 and F2.
    OpcodeRow np() {
        attributes |= MANDATORY_PREFIX;
        return require(Selector.PREFIX, 0);
    }

    /// With 66 as part of the opcode.
    OpcodeRow p66() {
        attributes |= MANDATORY_PREFIX;
        return require(Selector.PREFIX, Selector.PREFIX_66);
    }

    /// With F3 as part of the opcode; 66 may still give the operand size.
    OpcodeRow pF3() {
        attributes |= MANDATORY_PREFIX;
        return require(Selector.PREFIX, Selector.PREFIX_F3);
    }

    /// With F2 as part of the opcode; 66 may still give the operand size.
    OpcodeRow pF2() {
        attributes |= MANDATORY_PREFIX;
        return require(Selector.PREFIX, Selector.PREFIX_F2);
    }

    /// Without F3 and F2; 66 gives the operand size.
    OpcodeRow noRepeat() {
        return require(Selector.PREFIX_REPEAT, 0);
    }

    /// Also as VEX of either length: the manual's mnemonics with (v).
    OpcodeRow v() {
        mask &= ~Selector.VEX;
        return this;
    }

    /// Also as VEX.128: superscript v1.
    OpcodeRow v1() {
        return v().require(Selector.L, 0);
    }

    /// Also as VEX, where L is ignored.
    OpcodeRow vScalar() {
        attributes |= SCALAR;
        return v();
    }

    /// Only as VEX: superscript v.
    OpcodeRow vex() {
        return require(Selector.VEX, Selector.VEX);
    }

    /// Only as VEX, where L is ignored.
    OpcodeRow vexScalar() {
        attributes |= SCALAR;
        return vex();
    }

    OpcodeRow l0() {
        return require(Selector.L, 0);
    }

    OpcodeRow l1() {
        return require(Selector.L, Selector.L);
    }

    OpcodeRow w0() {
        return require(Selector.W, 0);
    }

    OpcodeRow w1() {
        return require(Selector.W, Selector.W);
    }

    /// Not in 64-bit mode: superscript i64.
    OpcodeRow i64() {
        return require(Selector.MODE_64, 0);
    }

    /// Only in 64-bit mode: superscript o64.
    OpcodeRow o64() {
        return require(Selector.MODE_64, Selector.MODE_64);
    }

    /// The operand size is 64 bits in 64-bit mode unless 66 makes it 16: superscript d64.
    OpcodeRow d64() {
        attributes |= DEFAULT_64;
        return this;
    }

    /// The operand size is 64 bits in 64-bit mode whatever the prefixes: superscript f64.
    OpcodeRow f64() {
        attributes |= FORCED_64;
        return this;
    }

    /// Only with this operand size.
    OpcodeRow size(int bits) {
        return require(Selector.OPERAND_SIZE, (bits == 16 ? 0 : bits == 32 ? 1 : 2) << Selector.OPERAND_SIZE_SHIFT);
    }

    /// Only with an operand relative to RIP.
    OpcodeRow ripRelative() {
        return require(Selector.RIP_RELATIVE, Selector.RIP_RELATIVE);
    }

    /// Without REX.B.
    OpcodeRow noRexB() {
        return require(Selector.REX_B, 0);
    }

    /// Whether the row applies to what the decoder has seen.
    public boolean matches(int selector) {
        return (selector & mask) == value;
    }

    public int opcode() {
        return opcode;
    }

    public Op op() {
        return op;
    }

    public int operandCount() {
        return operands.length;
    }

    public OperandCode operand(int index) {
        return operands[index];
    }

    /// Bits of the selector that the row looks at.
    public int mask() {
        return mask;
    }

    /// What those bits have to be.
    public int value() {
        return value;
    }

    /// The next row of the same opcode.
    public @Nullable OpcodeRow next() {
        return next;
    }

    public boolean usesModRm() {
        return (attributes & MODRM) != 0;
    }

    public boolean usesVvvv() {
        return (attributes & USES_VVVV) != 0;
    }

    /// Whether VEX.L does not make it a 256-bit operation.
    public boolean isScalar() {
        return (attributes & SCALAR) != 0;
    }

    /// Whether there is no legacy encoding.
    public boolean isVexOnly() {
        return (mask & value & Selector.VEX) != 0;
    }

    /// Whether it works on XMM or YMM registers.
    public boolean isVector() {
        return (attributes & VECTOR) != 0;
    }

    public boolean defaults64() {
        return (attributes & DEFAULT_64) != 0;
    }

    public boolean forces64() {
        return (attributes & FORCED_64) != 0;
    }

    /// Whether 66, F3 and F2 are part of the opcode, present or absent.
    public boolean hasMandatoryPrefix() {
        return (attributes & MANDATORY_PREFIX) != 0;
    }
}
