package org.hermitscope.x86.isa;

/// Where an operand is encoded: the first letter of an operand code (SDM 2D A.2.1), with letters of our own for
/// what the manual leaves to footnotes.
public enum Addressing {
    /// A: a far pointer in the instruction.
    FAR_POINTER,
    /// B: VEX.vvvv selects a general register.
    VVVV_GENERAL,
    /// C: ModRM.reg selects a control register.
    CONTROL,
    /// D: ModRM.reg selects a debug register.
    DEBUG,
    /// E: ModRM.rm, general register or memory.
    RM_GENERAL,
    /// G: ModRM.reg selects a general register.
    REG_GENERAL,
    /// H: VEX.vvvv selects a vector register; absent from legacy encodings.
    VVVV_VECTOR,
    /// I: an immediate, zero extended unless its type says otherwise.
    IMMEDIATE,
    /// J: a branch target relative to the next instruction.
    RELATIVE,
    /// L: the upper four bits of an immediate byte select a vector register.
    IMMEDIATE_VECTOR,
    /// The lower four bits of the same byte.
    IMMEDIATE_LOW,
    /// M: ModRM.rm, memory only.
    MEMORY,
    /// Memory with a vector of indices (VSIB); the index register is as wide as the instruction.
    MEMORY_VECTOR,
    /// Memory with a vector of indices (VSIB) in an XMM register.
    MEMORY_VECTOR_128,
    /// Memory that needs a SIB byte (AMX).
    MEMORY_SIB,
    /// N: ModRM.rm, MMX register only.
    RM_MMX_REGISTER,
    /// O: memory at an offset in the instruction, without ModRM.
    OFFSET,
    /// P: ModRM.reg selects an MMX register.
    REG_MMX,
    /// Q: ModRM.rm, MMX register or memory.
    RM_MMX,
    /// R: ModRM.rm, general register only.
    RM_GENERAL_REGISTER,
    /// S: ModRM.reg selects a segment register.
    SEGMENT,
    /// ModRM.reg selects a 386 test register.
    TEST,
    /// U: ModRM.rm, vector register only.
    RM_VECTOR_REGISTER,
    /// V: ModRM.reg selects a vector register.
    REG_VECTOR,
    /// W: ModRM.rm, vector register or memory.
    RM_VECTOR,
    /// X: memory at DS:rSI, where the segment can be overridden.
    SOURCE_STRING,
    /// Y: memory at ES:rDI.
    DESTINATION_STRING,
    /// Z: the low three bits of the opcode select a general register.
    OPCODE_GENERAL,
    /// A general register that the opcode implies.
    FIXED_GENERAL,
    /// A segment register that the opcode implies.
    FIXED_SEGMENT,
    /// XMM0.
    FIXED_VECTOR,
    /// The number 1.
    ONE,
    /// ST(0).
    STACK_TOP,
    /// ModRM.rm selects a register of the x87 stack.
    STACK,
    /// Memory at DS:rBX + AL, where the segment can be overridden (XLAT).
    TABLE,
    /// Memory at DS:rDI, where the segment can be overridden (MASKMOVQ).
    MASKED_STRING,
    /// ModRM.reg selects a bound register (MPX).
    REG_BOUND,
    /// ModRM.rm, bound register or memory (MPX).
    RM_BOUND,
    /// ModRM.reg selects a mask register.
    REG_MASK,
    /// ModRM.rm, mask register only.
    RM_MASK_REGISTER,
    /// ModRM.rm, mask register or memory.
    RM_MASK,
    /// VEX.vvvv selects a mask register.
    VVVV_MASK,
    /// ModRM.reg selects a tile.
    REG_TILE,
    /// ModRM.rm selects a tile.
    RM_TILE_REGISTER,
    /// VEX.vvvv selects a tile.
    VVVV_TILE;

    /// Whether the operand is in the ModRM byte.
    boolean usesModRm() {
        return switch (this) {
            case CONTROL,
                    DEBUG,
                    RM_GENERAL,
                    REG_GENERAL,
                    MEMORY,
                    MEMORY_VECTOR,
                    MEMORY_VECTOR_128,
                    MEMORY_SIB,
                    RM_MMX_REGISTER,
                    REG_MMX,
                    RM_MMX,
                    RM_GENERAL_REGISTER,
                    SEGMENT,
                    TEST,
                    RM_VECTOR_REGISTER,
                    REG_VECTOR,
                    RM_VECTOR,
                    STACK,
                    REG_BOUND,
                    RM_BOUND,
                    REG_MASK,
                    RM_MASK_REGISTER,
                    RM_MASK,
                    REG_TILE,
                    RM_TILE_REGISTER -> true;
            default -> false;
        };
    }

    /// Whether ModRM must select memory.
    boolean memoryOnly() {
        return this == MEMORY || this == MEMORY_VECTOR || this == MEMORY_VECTOR_128 || this == MEMORY_SIB;
    }

    /// Whether ModRM must select a register.
    boolean registerOnly() {
        return this == RM_MMX_REGISTER
                || this == RM_GENERAL_REGISTER
                || this == RM_VECTOR_REGISTER
                || this == RM_MASK_REGISTER
                || this == RM_TILE_REGISTER
                || this == STACK;
    }

    /// Whether VEX.vvvv is used; otherwise it has to be 1111.
    boolean usesVvvv() {
        return this == VVVV_GENERAL || this == VVVV_VECTOR || this == VVVV_MASK || this == VVVV_TILE;
    }

    /// Whether the operand is a vector register in some encoding.
    boolean isVector() {
        return switch (this) {
            case VVVV_VECTOR, IMMEDIATE_VECTOR, RM_VECTOR_REGISTER, REG_VECTOR, RM_VECTOR, FIXED_VECTOR -> true;
            default -> false;
        };
    }
}
