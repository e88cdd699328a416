package org.hermitscope.x86.decode;

import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Map0F38;
import org.hermitscope.x86.isa.Map0F3A;
import org.hermitscope.x86.isa.Map3DNow;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.OneByteMap;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.OpcodeMap;
import org.hermitscope.x86.isa.OpcodeRow;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.Repeat;
import org.hermitscope.x86.isa.Selector;
import org.hermitscope.x86.isa.TwoByteMap;
import org.hermitscope.x86.isa.X87Map;
import org.hermitscope.x86.isa.XopMaps;
import org.jspecify.annotations.Nullable;

/// One instruction while it is decoded, and its encoding afterwards: what the manual calls fields.
final class Decoding {
    static final int MAX_LENGTH = 15;
    static final int NO_SEGMENT = -1;

    static final int REX_B = 1;
    static final int REX_X = 2;
    static final int REX_R = 4;
    static final int REX_W = 8;

    CodeSource source = NoCode.INSTANCE;
    long address;
    Mode mode = Mode.BITS_64;
    boolean mode64;
    int length;
    boolean tooLong;
    /// The bytes name a row but break a rule that makes them #UD.
    boolean invalid;
    /// An FWAIT stands in front of the x87 instruction, as listings have it.
    boolean waits;

    // Prefixes.
    boolean operandSizePrefix;
    boolean addressSizePrefix;
    boolean lock;
    /// F2 or F3, the last of them, else 0.
    int repeatPrefix;
    /// The last override that counts.
    int segment;
    /// The REX byte in front of the opcode, or the same bits from VEX; 0 without one.
    int rex;
    boolean hasRex;

    // Opcode.
    boolean vex;
    boolean xop;
    boolean evex;
    /// VEX.pp in the order of [Selector#PREFIX].
    int vexPrefix;
    int vvvv;
    /// VEX.vvvv is not 1111.
    boolean vvvvUsed;
    boolean vexL;
    OpcodeMap map = OneByteMap.MAP;
    int opcode;
    /// Bytes up to the opcode's last.
    int opcodeEnd;

    @Nullable
    OpcodeRow row;

    // ModRM, SIB, displacement.
    boolean hasModRm;
    /// ModRM.mod is taken for 3 whatever it is.
    boolean ignoresMod;

    int modRm;
    int mod;
    int reg;
    int rm;
    /// 16, or a general register, or [Memory#NONE].
    int base;
    int index;
    int scale;
    boolean hasSib;
    int sib;
    long displacement;
    int displacementBytes;

    // Immediates.
    long immediate;
    long secondImmediate;
    int immediateCount;

    int operandWidth;
    int addressWidth;
    int vectorWidth;

    void decode(CodeSource from, long at, Mode in) {
        source = from;
        address = at;
        mode = in;
        mode64 = in == Mode.BITS_64;
        length = 0;
        tooLong = false;
        invalid = false;
        operandSizePrefix = false;
        addressSizePrefix = false;
        lock = false;
        repeatPrefix = 0;
        segment = NO_SEGMENT;
        rex = 0;
        hasRex = false;
        vex = false;
        xop = false;
        evex = false;
        vexPrefix = 0;
        vvvv = 0;
        vvvvUsed = false;
        vexL = false;
        map = OneByteMap.MAP;
        row = null;
        hasModRm = false;
        ignoresMod = false;
        hasSib = false;
        opcodeEnd = 0;
        base = Memory.NONE;
        index = Memory.NONE;
        scale = 1;
        displacement = 0;
        displacementBytes = 0;
        immediateCount = 0;
        vectorWidth = 0;
        int first = prefixes();
        addressWidth = addressWidth();
        opcode(first);
        if (tooLong) {
            row = null;
        }
    }

    /// Reads prefixes and returns the byte behind them.
    private int prefixes() {
        while (true) {
            int b = next();
            switch (b) {
                case 0x26 -> override(CpuState.ES);
                case 0x2E -> override(CpuState.CS);
                case 0x36 -> override(CpuState.SS);
                case 0x3E -> override(CpuState.DS);
                case 0x64 -> segment = CpuState.FS;
                case 0x65 -> segment = CpuState.GS;
                case 0x66 -> operandSizePrefix = true;
                case 0x67 -> addressSizePrefix = true;
                case 0xF0 -> lock = true;
                case 0xF2, 0xF3 -> repeatPrefix = b;
                default -> {
                    if (waits && b == 0x9B) {
                        continue;
                    }
                    if (!mode64 || (b & 0xF0) != 0x40) {
                        return b;
                    }
                    rex = b;
                    hasRex = true;
                    continue;
                }
            }
            if (tooLong) {
                return 0;
            }
            // REX counts only directly in front of the opcode (SDM 2A 2.2.1).
            rex = 0;
            hasRex = false;
        }
    }

    /// In 64-bit mode these overrides say nothing, and take nothing from one of FS or GS either.
    private void override(int number) {
        if (!mode64) {
            segment = number;
        }
    }

    private int addressWidth() {
        return switch (mode) {
            case BITS_16 -> addressSizePrefix ? 32 : 16;
            case BITS_32 -> addressSizePrefix ? 16 : 32;
            case BITS_64 -> addressSizePrefix ? 32 : 64;
        };
    }

    private int legacyOperandWidth() {
        if (mode64) {
            return (rex & REX_W) != 0 ? 64 : operandSizePrefix ? 16 : 32;
        }
        return (mode == Mode.BITS_16) == operandSizePrefix ? 32 : 16;
    }

    private void opcode(int first) {
        operandWidth = legacyOperandWidth();
        switch (first) {
            case 0x0F -> escape();
            case 0xC4, 0xC5 -> {
                readModRmByte();
                if (mode64 || modRm >= 0xC0) {
                    Vex.read(this, first == 0xC5);
                } else {
                    select(OneByteMap.MAP, first);
                }
            }
            case 0x62 -> {
                readModRmByte();
                if (mode64 || modRm >= 0xC0) {
                    Evex.read(this);
                } else {
                    select(OneByteMap.MAP, first);
                }
            }
            case 0x8F -> {
                readModRmByte();
                if ((modRm & 0x1F) >= 8) {
                    Vex.readXop(this);
                } else {
                    select(OneByteMap.MAP, first);
                }
            }
            case 0xD8, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF -> select(X87Map.MAP, first);
            default -> select(OneByteMap.MAP, first);
        }
    }

    private void escape() {
        int second = next();
        switch (second) {
            case 0x38 -> select(Map0F38.MAP, next());
            case 0x3A -> select(Map0F3A.MAP, next());
            case 0x0F -> suffixed();
            default -> {
                // MOV to and from control and debug registers (SDM 2B, MOV).
                ignoresMod = second >= 0x20 && second <= 0x27;
                select(TwoByteMap.MAP, second);
            }
        }
    }

    /// 3DNow! puts the opcode behind the operands.
    private void suffixed() {
        readModRmByte();
        splitModRm();
        MemoryBytes.read(this);
        map = Map3DNow.MAP;
        opcode = next();
        if (!tooLong) {
            accept(Map3DNow.MAP.first(opcode));
        }
    }

    /// The opcode maps that VEX.mmmmm numbers.
    static @Nullable OpcodeMap vexMap(int number) {
        return switch (number) {
            case 1 -> TwoByteMap.MAP;
            case 2 -> Map0F38.MAP;
            case 3 -> Map0F3A.MAP;
            default -> null;
        };
    }

    static @Nullable OpcodeMap xopMap(int number) {
        return switch (number) {
            case 8 -> XopMaps.MAP_8;
            case 9 -> XopMaps.MAP_9;
            case 10 -> XopMaps.MAP_A;
            default -> null;
        };
    }

    /// Chooses the row and reads the rest of the instruction.
    void select(OpcodeMap in, int code) {
        if (tooLong) {
            return;
        }
        map = in;
        opcode = code;
        opcodeEnd = hasModRm ? length - 1 : length;
        if (in.usesModRm(code)) {
            if (!hasModRm) {
                readModRmByte();
            }
            splitModRm();
            if (ignoresMod) {
                mod = 3;
            }
        }
        accept(Selection.row(in, code, Selection.selector(this)));
        // Too long (#GP) comes before undefined (#UD), so all bytes are read either way.
        if (row != null) {
            MemoryBytes.read(this);
            if (Rules.breaksWithSib(this, row)) {
                invalid = true;
            }
            ImmediateBytes.read(this, row);
        }
    }

    /// Takes the row and checks the rules that rows do not state.
    private void accept(@Nullable OpcodeRow chosen) {
        row = chosen;
        if (chosen == null) {
            return;
        }
        if (mode64 && (chosen.forces64() || chosen.defaults64() && operandWidth == 32)) {
            operandWidth = 64;
        } else if (!vex
                && (chosen.value() & chosen.mask() & Selector.PREFIX) == Selector.PREFIX_66
                && operandWidth == 16) {
            // 66 belongs to the opcode and is no operand size.
            operandWidth = 32;
        }
        if (vex || chosen.isVector()) {
            vectorWidth = vexL && !chosen.isScalar() ? 256 : 128;
        }
        if (vex && !chosen.usesVvvv() && vvvvUsed) {
            invalid = true;
        }
        if (lock && !Rules.mayLock(this, chosen) || Rules.breaks(this, chosen)) {
            invalid = true;
        }
    }

    void readModRmByte() {
        modRm = next();
        hasModRm = true;
    }

    void splitModRm() {
        mod = modRm >> 6;
        reg = modRm >> 3 & 7 | (rex & REX_R) << 1;
        rm = modRm & 7 | (rex & REX_B) << 3;
    }

    long readUnsigned(int bytes) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << 8 * i;
        }
        return value;
    }

    long readSigned(int bytes) {
        int unused = 64 - 8 * bytes;
        return readUnsigned(bytes) << unused >> unused;
    }

    /// The next byte; 0 and `tooLong` where there may be none.
    int next() {
        if (length == MAX_LENGTH) {
            tooLong = true;
            return 0;
        }
        int b = fetch(address + length);
        length++;
        return b;
    }

    private int fetch(long at) {
        return source.byteAt(mode64 ? at : at & 0xFFFF_FFFFL);
    }

    /// The byte at an offset that has been decoded.
    int byteAt(int offset) {
        return fetch(address + offset);
    }

    boolean hasMemory() {
        return hasModRm && mod != 3;
    }

    /// Whether W makes general registers 64 bits wide.
    boolean isWide() {
        return mode64 && (rex & REX_W) != 0;
    }

    boolean mode32() {
        return mode == Mode.BITS_32;
    }

    /// Where a relative branch goes, as listings write it: 16-bit code keeps the upper bits of its address.
    long listedTarget() {
        return mode == Mode.BITS_16 && operandWidth == 16 ? end() & ~0xFFFFL | target() : target();
    }

    /// Where a relative branch goes.
    long target() {
        long to = end() + immediate;
        return mode64 ? to : to & (operandWidth == 16 ? 0xFFFFL : 0xFFFF_FFFFL);
    }

    /// Address of the next instruction.
    long end() {
        return address + length;
    }

    int condition() {
        return row != null && hasCondition(row.op()) ? opcode & 15 : 0;
    }

    private static boolean hasCondition(Op op) {
        return op == Op.JCC || op == Op.CMOVCC || op == Op.SETCC || op == Op.CMPCCXADD;
    }

    Repeat repeat() {
        if (repeatPrefix == 0 || row != null && row.hasMandatoryPrefix()) {
            return Repeat.NONE;
        }
        return repeatPrefix == 0xF3 ? Repeat.REPE : Repeat.REPNE;
    }

    /// A source without bytes, for a decoding that has not begun.
    private enum NoCode implements CodeSource {
        INSTANCE;

        @Override
        public int byteAt(long address) {
            throw new IllegalStateException("nothing to decode");
        }
    }
}
