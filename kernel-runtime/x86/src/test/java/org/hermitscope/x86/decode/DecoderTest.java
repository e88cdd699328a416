package org.hermitscope.x86.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.hermitscope.machine.CpuState;
import org.hermitscope.x86.isa.Flow;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.isa.Operand;
import org.hermitscope.x86.isa.Operand.Immediate;
import org.hermitscope.x86.isa.Operand.Memory;
import org.hermitscope.x86.isa.Operand.Register;
import org.hermitscope.x86.isa.RegisterFile;
import org.hermitscope.x86.isa.Repeat;
import org.junit.jupiter.api.Test;

class DecoderTest {
    private static final long START = 0x40_0000;

    private static Instruction decode(String hex) {
        return decode(Mode.BITS_64, hex);
    }

    private static Instruction decode(Mode mode, String hex) {
        return Decoder.decode(Code.of(START, hex), START, mode);
    }

    private static Register general(int number, int width) {
        return new Register(RegisterFile.GENERAL, number, width);
    }

    private static Memory memory(String hex) {
        return (Memory) decode(hex).operand(0);
    }

    @Test
    void givesDestinationFirstWithImpliedOperands() {
        Instruction add = decode("05 ff ff ff ff");
        assertThat(add.op()).isEqualTo(Op.ADD);
        assertThat(add.operands()).containsExactly(general(CpuState.RAX, 32), new Immediate(-1, 32));
        assertThat(decode("d3 e0").operands()).containsExactly(general(CpuState.RAX, 32), general(CpuState.RCX, 8));
        assertThat(decode("d1 e0").operand(1)).isEqualTo(new Immediate(1, 8));
    }

    @Test
    void signExtendsImmediatesAsTheInstructionUsesThem() {
        assertThat(decode("48 83 c0 80").operand(1)).isEqualTo(new Immediate(-128, 64));
        assertThat(decode("48 05 00 00 00 80").operand(1)).isEqualTo(new Immediate(0xFFFF_FFFF_8000_0000L, 64));
        assertThat(decode("c1 e0 ff").operand(1)).isEqualTo(new Immediate(255, 8));
        assertThat(decode("48 b8 00 00 00 00 00 00 00 80").operand(1)).isEqualTo(new Immediate(Long.MIN_VALUE, 64));
    }

    @Test
    void takesHighByteRegistersOnlyWithoutRex() {
        assertThat(decode("88 e0").operand(1)).isEqualTo(new Register(RegisterFile.HIGH_BYTE, 0, 8));
        assertThat(decode("40 88 e0").operand(1)).isEqualTo(general(CpuState.RSP, 8));
    }

    @Test
    void ignoresRexThatIsNotLast() {
        Instruction instruction = decode("48 66 89 c8");
        assertThat(instruction.operandWidth()).isEqualTo(16);
        assertThat(decode("66 48 89 c8").operandWidth()).isEqualTo(64);
    }

    @Test
    void addsTheNextInstructionsAddressToRipRelativeDisplacements() {
        Memory operand = memory("c7 05 10 00 00 00 78 56 34 12");
        assertThat(operand.base()).isEqualTo(Memory.RIP);
        assertThat(operand.displacement()).isEqualTo(START + 10 + 0x10);
    }

    @Test
    void appliesTheStackSegmentToStackBasedAddresses() {
        assertThat(memory("ff 45 00").segment()).isEqualTo(CpuState.SS);
        assertThat(memory("ff 04 24").segment()).isEqualTo(CpuState.SS);
        assertThat(memory("41 ff 45 00").segment()).isEqualTo(CpuState.DS);
        assertThat(memory("64 ff 45 00").segment()).isEqualTo(CpuState.FS);
        assertThat(memory("2e ff 00").segment()).isEqualTo(CpuState.DS);
        assertThat(((Memory) decode(Mode.BITS_32, "2e ff 00").operand(0)).segment())
                .isEqualTo(CpuState.CS);
    }

    @Test
    void readsSibSpecialCases() {
        // No index, no base, R12 and R13 as base.
        assertThat(memory("ff 04 25 00 10 00 00"))
                .isEqualTo(new Memory(3, Memory.NONE, Memory.NONE, 1, 0x1000, 32, 64, 0));
        assertThat(memory("41 ff 04 24").base()).isEqualTo(CpuState.R12);
        assertThat(memory("41 ff 45 00").base()).isEqualTo(CpuState.R13);
        assertThat(memory("42 ff 04 20").index()).isEqualTo(CpuState.R12);
        assertThat(memory("ff 44 88 fc")).isEqualTo(new Memory(3, 0, 1, 4, -4, 32, 64, 0));
    }

    @Test
    void readsSixteenBitAddresses() {
        Instruction instruction = decode(Mode.BITS_16, "8b 42 fe");
        assertThat(instruction.operand(1))
                .isEqualTo(new Memory(CpuState.SS, CpuState.RBP, CpuState.RSI, 1, -2, 16, 16, 0));
        assertThat(decode(Mode.BITS_16, "8b 1e 34 12").operand(1))
                .isEqualTo(new Memory(CpuState.DS, Memory.NONE, Memory.NONE, 1, 0x1234, 16, 16, 0));
    }

    @Test
    void leavesOperandSizeOfNearBranchesAloneIn64BitMode() {
        Instruction call = decode("66 e8 00 00 00 00");
        assertThat(call.length()).isEqualTo(6);
        assertThat(call.operandWidth()).isEqualTo(64);
        assertThat(call.operand(0)).isEqualTo(new Operand.Target(START + 6, 64));
        assertThat(decode("66 50").operandWidth()).isEqualTo(16);
        assertThat(decode("50").operandWidth()).isEqualTo(64);
    }

    @Test
    void wrapsTargetsAtTheOperandSize() {
        assertThat(decode(Mode.BITS_16, "eb fe").operand(0)).isEqualTo(new Operand.Target(0, 16));
        assertThat(decode(Mode.BITS_32, "e9 00 00 00 80").operand(0))
                .isEqualTo(new Operand.Target(START + 5 + 0x8000_0000L, 32));
    }

    @Test
    void allowsLockOnlyWithADestinationInMemory() {
        assertThat(decode("f0 01 00").lock()).isTrue();
        assertThat(decode("f0 01 c0").op()).isEqualTo(Op.INVALID);
        assertThat(decode("f0 03 00").op()).isEqualTo(Op.INVALID);
        assertThat(decode("f0 8b 00").op()).isEqualTo(Op.INVALID);
        assertThat(decode("f0 0f c7 08").op()).isEqualTo(Op.CMPXCHG8B);
        assertThat(decode("f0 87 00").op()).isEqualTo(Op.XCHG);
        assertThat(decode("f0 0f ba 20 03").op()).isEqualTo(Op.INVALID);
    }

    @Test
    void choosesByMandatoryPrefix() {
        assertThat(decode("0f bc c0").op()).isEqualTo(Op.BSF);
        assertThat(decode("f3 0f bc c0").op()).isEqualTo(Op.TZCNT);
        assertThat(decode("66 f3 0f bc c0").operandWidth()).isEqualTo(16);
        assertThat(decode("f2 66 0f 10 c0").op()).isEqualTo(Op.MOVSD);
        assertThat(decode("90").op()).isEqualTo(Op.NOP);
        assertThat(decode("f3 90").op()).isEqualTo(Op.PAUSE);
        assertThat(decode("41 90").op()).isEqualTo(Op.XCHG);
        assertThat(decode("f3 a4").repeat()).isEqualTo(Repeat.REPE);
        assertThat(decode("f2 a6").repeat()).isEqualTo(Repeat.REPNE);
    }

    @Test
    void givesStringInstructionsTheirOperands() {
        Instruction movs = decode("64 a5");
        assertThat(movs.op()).isEqualTo(Op.MOVS);
        assertThat(movs.operandWidth()).isEqualTo(32);
        assertThat(((Memory) movs.operand(0)).segment()).isEqualTo(CpuState.ES);
        assertThat(((Memory) movs.operand(1)).segment()).isEqualTo(CpuState.FS);
    }

    @Test
    void tellsVexFromLesAndLdsOutside64BitMode() {
        assertThat(decode(Mode.BITS_32, "c5 00").op()).isEqualTo(Op.LDS);
        assertThat(decode(Mode.BITS_32, "c5 f8 77").op()).isEqualTo(Op.VZEROUPPER);
        assertThat(decode(Mode.BITS_32, "62 00").op()).isEqualTo(Op.BOUND);
        assertThat(decode("62 00 00 00 00").op()).isEqualTo(Op.INVALID);
    }

    @Test
    void putsTheFirstSourceOfVexSecond() {
        Instruction legacy = decode("f2 0f 58 c1");
        Instruction vex = decode("c5 eb 58 c1");
        assertThat(legacy.op()).isEqualTo(Op.ADDSD).isEqualTo(vex.op());
        assertThat(legacy.operands()).hasSize(2);
        assertThat(vex.vex()).isTrue();
        assertThat(vex.operands())
                .extracting(operand -> ((Register) operand).number())
                .containsExactly(0, 2, 1);
        assertThat(decode("c5 ec 58 c1").vectorWidth()).isEqualTo(256);
    }

    @Test
    void refusesReservedVexFields() {
        // VEX.vvvv unused but not 1111; VEX behind 66 and REX; L where only 128 bits exist.
        assertThat(decode("c5 e8 28 c1").op()).isEqualTo(Op.INVALID);
        assertThat(decode("66 c5 f8 28 c1").op()).isEqualTo(Op.INVALID);
        assertThat(decode("48 c5 f8 28 c1").op()).isEqualTo(Op.INVALID);
        assertThat(decode("c5 fd 6e c0").op()).isEqualTo(Op.INVALID);
        // Equal registers in a gather.
        assertThat(decode("c4 e2 75 90 0c 90").op()).isEqualTo(Op.INVALID);
        assertThat(decode("c4 e2 75 90 1c 90").op()).isEqualTo(Op.VPGATHERDD);
    }

    @Test
    void refusesMovesToCsAndUnknownSegments() {
        assertThat(decode("8e c8").op()).isEqualTo(Op.INVALID);
        assertThat(decode("8e f0").op()).isEqualTo(Op.INVALID);
        assertThat(decode("8c c8").op()).isEqualTo(Op.MOV);
    }

    @Test
    void fetchesNoMoreThanItNeeds() {
        for (String hex :
                new String[] {"c3", "0f 05", "48 89 c8", "c7 04 25 00 10 00 00 78 56 34 12", "0f 04", "ff f8"}) {
            Code code = Code.of(START, hex);
            Instruction instruction = Decoder.decode(code, START, Mode.BITS_64);
            assertThat(code.fetched).as(hex).isEqualTo(instruction.length());
        }
    }

    @Test
    void passesOnWhatTheFetchThrows() {
        assertThatThrownBy(() -> decode("48 8b")).isInstanceOf(Code.OutOfCode.class);
    }

    @Test
    void callsMoreThanFifteenBytesTooLong() {
        String prefixes = "66 ".repeat(14);
        assertThat(decode(prefixes + "90").op()).isEqualTo(Op.NOP);
        Code code = Code.of(START, prefixes + "0f");
        Instruction instruction = Decoder.decode(code, START, Mode.BITS_64);
        assertThat(instruction.op()).isEqualTo(Op.INVALID);
        assertThat(instruction.isTooLong()).isTrue();
        assertThat(code.fetched).isEqualTo(15);
        assertThat(decode("66 ".repeat(15)).isTooLong()).isTrue();
        assertThat(decode("66 ".repeat(4) + "66 48 c7 84 88 00 10 00 00 78 56 34 12")
                        .isTooLong())
                .isTrue();
    }

    @Test
    void knowsWhereControlGoes() {
        assertThat(decode("c3").op().flow()).isEqualTo(Flow.RETURN);
        assertThat(decode("e8 00 00 00 00").op().flow()).isEqualTo(Flow.CALL);
        assertThat(decode("74 00").op().flow()).isEqualTo(Flow.CONDITIONAL);
        assertThat(decode("ff e0").op().flow()).isEqualTo(Flow.JUMP);
        assertThat(decode("0f 05").op().flow()).isEqualTo(Flow.SYSTEM);
        assertThat(decode("01 c8").op().flow()).isEqualTo(Flow.NEXT);
    }

    @Test
    void takesConditionsFromTheOpcode() {
        assertThat(decode("7f 00").condition()).isEqualTo(15);
        assertThat(decode("0f 84 00 00 00 00").condition()).isEqualTo(4);
        assertThat(decode("0f 45 c1").condition()).isEqualTo(5);
        assertThat(decode("0f 93 c0").condition()).isEqualTo(3);
    }

    @Test
    void survivesRandomBytesInEveryMode() {
        Random random = new Random(5);
        byte[] bytes = new byte[16];
        int valid = 0;
        for (int i = 0; i < 300_000; i++) {
            random.nextBytes(bytes);
            for (Mode mode : Mode.values()) {
                Instruction instruction = Decoder.decode(new Code(0, bytes), 0, mode);
                assertThat(instruction.length()).isBetween(1, 16);
                if (instruction.op() != Op.INVALID) {
                    valid++;
                }
            }
        }
        assertThat(valid).isGreaterThan(600_000);
    }
}
