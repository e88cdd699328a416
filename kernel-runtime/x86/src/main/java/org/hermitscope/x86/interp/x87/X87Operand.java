package org.hermitscope.x86.interp.x87;

import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.semantics.Float80Convert;
import org.hermitscope.x86.semantics.PackedDecimal;
import org.hermitscope.x86.semantics.X87Result;

/// A memory operand and what its bytes mean.
final class X87Operand {
    static final int FLOAT32 = 0;
    static final int FLOAT64 = 1;
    static final int FLOAT80 = 2;
    static final int INTEGER16 = 3;
    static final int INTEGER32 = 4;
    static final int INTEGER64 = 5;
    static final int DECIMAL = 6;

    final int format;
    private final EffectiveAddress address;

    private X87Operand(EffectiveAddress address, int format) {
        this.address = address;
        this.format = format;
    }

    static X87Operand floating(Instruction instruction) {
        Operand.Memory memory = (Operand.Memory) instruction.operand(0);
        int format = switch (memory.width()) {
            case 32 -> FLOAT32;
            case 64 -> FLOAT64;
            default -> FLOAT80;
        };
        return new X87Operand(EffectiveAddress.of(memory), format);
    }

    static X87Operand integer(Instruction instruction) {
        Operand.Memory memory = (Operand.Memory) instruction.operand(0);
        int format = switch (memory.width()) {
            case 16 -> INTEGER16;
            case 32 -> INTEGER32;
            default -> INTEGER64;
        };
        return new X87Operand(EffectiveAddress.of(memory), format);
    }

    static X87Operand decimal(Instruction instruction) {
        return new X87Operand(EffectiveAddress.of((Operand.Memory) instruction.operand(0)), DECIMAL);
    }

    long address(Cpu cpu) {
        return address.of(cpu);
    }

    /// Bits of the integer formats.
    int width() {
        return switch (format) {
            case INTEGER16 -> 16;
            case INTEGER32 -> 32;
            default -> 64;
        };
    }

    int bytes() {
        return switch (format) {
            case INTEGER16 -> 2;
            case FLOAT32, INTEGER32 -> 4;
            case FLOAT64, INTEGER64 -> 8;
            default -> 10;
        };
    }

    /// Loads the value; the only flag it may raise is DE. Signaling NaNs stay what they are.
    void load(Cpu cpu, X87Result out) {
        long at = address.of(cpu);
        switch (format) {
            case FLOAT32 -> Float80Convert.widen32((int) cpu.memory.load32(at), out);
            case FLOAT64 -> Float80Convert.widen64(cpu.memory.load64(at), out);
            case INTEGER16 -> Float80Convert.fromInteger((short) cpu.memory.load16(at), out);
            case INTEGER32 -> {
                int value = (int) cpu.memory.load32(at);
                Float80Convert.fromInteger(value, out);
            }
            case INTEGER64 -> Float80Convert.fromInteger(cpu.memory.load64(at), out);
            default -> {
                cpu.memory.checkLoad(at, 10);
                long low = cpu.memory.load64(at);
                int high = (int) cpu.memory.load16(at + 8);
                if (format == DECIMAL) {
                    PackedDecimal.load(low, high, out);
                } else {
                    out.set(high, low, 0);
                }
            }
        }
    }

    /// Stores what a conversion left in `value`.
    void store(Cpu cpu, long at, X87Result value) {
        switch (format) {
            case FLOAT32, INTEGER32 -> cpu.memory.store32(at, value.significand);
            case FLOAT64, INTEGER64 -> cpu.memory.store64(at, value.significand);
            case INTEGER16 -> cpu.memory.store16(at, value.significand);
            default -> {
                cpu.memory.checkStore(at, 10);
                cpu.memory.store64(at, value.significand);
                cpu.memory.store16(at + 8, value.signExponent);
            }
        }
    }

    /// Puts the indefinite value of the format into `out`.
    void indefinite(X87Result out) {
        switch (format) {
            case FLOAT32 -> out.significand = 0xffc0_0000L;
            case FLOAT64 -> out.significand = 0xfff8_0000_0000_0000L;
            case INTEGER16, INTEGER32, INTEGER64 -> out.significand = -1L << width() - 1;
            default -> {
                out.significand = 0xc000_0000_0000_0000L;
                out.signExponent = 0xffff;
            }
        }
    }
}
