package org.hermitscope.x86.interp.x87;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FpuState;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.hermitscope.x86.cpu.ResetState;
import org.hermitscope.x86.decode.Decoder;
import org.hermitscope.x86.interp.Lowering;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.mmu.GuestFault;
import org.hermitscope.x86.mmu.WindowMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Pending exceptions, last-instruction registers, environments and availability: what single recorded
/// instructions do not show.
class X87StateTest {
    private static final int NONE = -1;
    private static final long CODE = 0x1000;
    private static final long DATA = 0x2000;
    private static final long UNMAPPED = 0x3000;

    private final Window window = new Window(1 << 24);
    private final GuestFault fault = new GuestFault();
    private final CpuState state = ResetState.linuxProgram(new ProcessorModel());
    private final FpuState fpu = state.fpu;
    private final Cpu cpu = new Cpu(
            state, new WindowMemory(window, fault), fault, new RealTimeClock(), new ProcessorModel(), new Bus(), true);
    private Mode mode = Mode.BITS_64;
    private long next = CODE;

    X87StateTest() {
        window.protect(CODE, 0x1000, Protection.READ | Protection.EXEC);
        window.protect(DATA, 0x1000, Protection.READ | Protection.WRITE);
        cpu.load();
        fpu.initialize();
        state.gpr[CpuState.RBX] = DATA;
    }

    @AfterEach
    void close() {
        window.close();
    }

    /// Executes one instruction, given in hexadecimal.
    ///
    /// @return the vector of its fault, or [#NONE]
    private int run(String hex) {
        byte[] code = HexFormat.of().parseHex(hex.replace(" ", ""));
        window.poke(next, code, 0, code.length);
        Instruction instruction = Decoder.decode(cpu.memory::fetch, next, mode);
        assertThat(instruction.length()).as(hex).isEqualTo(code.length);
        Operation operation = Lowering.of(instruction);
        try {
            operation.execute(cpu);
        } catch (GuestFault raised) {
            return raised.vector();
        }
        next += code.length;
        return NONE;
    }

    private void control(int word) {
        cpu.memory.store16(DATA, word);
        assertThat(run("d92b")).isEqualTo(NONE);
    }

    private String memory(long from, int bytes) {
        byte[] data = new byte[bytes];
        window.memory().get(from, data, 0, bytes);
        return HexFormat.of().formatHex(data);
    }

    @Test
    void unmaskedExceptionWaitsForTheNextInstruction() {
        control(0x37b);
        assertThat(run("d9e8")).isEqualTo(NONE);
        assertThat(run("d9ee")).isEqualTo(NONE);
        assertThat(run("d8f9")).as("fdivr st, st(1): one by zero").isEqualTo(NONE);
        assertThat(fpu.statusWord() & 0x80ff).isEqualTo(0x8084);
        assertThat(fpu.significand[fpu.top]).as("operands are left alone").isZero();
        assertThat(run("9b")).as("fwait").isEqualTo(Vector.MF);
        assertThat(run("d9e8")).as("fld1").isEqualTo(Vector.MF);
        assertThat(run("0f6fc1")).as("movq mm0, mm1").isEqualTo(Vector.MF);
        assertThat(run("dfe0")).as("fnstsw ax").isEqualTo(NONE);
        assertThat(state.gpr[CpuState.RAX] & 0xff).isEqualTo(0x84);
        assertThat(run("dbe2")).as("fnclex").isEqualTo(NONE);
        assertThat(run("d9e8")).isEqualTo(NONE);
    }

    @Test
    void unmaskingASetFlagRaisesIt() {
        assertThat(run("d9ee")).isEqualTo(NONE);
        assertThat(run("d8f0")).as("zero by zero").isEqualTo(NONE);
        assertThat(fpu.statusWord() & 0x8081).isEqualTo(1);
        control(0x37e);
        assertThat(fpu.statusWord() & 0x8081).isEqualTo(0x8081);
        assertThat(run("9b")).isEqualTo(Vector.MF);
    }

    @Test
    void instructionPointerIsKeptAlwaysOpcodeAndOperandWithUnmaskedExceptions() {
        control(0x37b);
        long load = next;
        cpu.memory.store64(DATA + 8, Double.doubleToRawLongBits(0));
        assertThat(run("d9e8")).isEqualTo(NONE);
        assertThat(fpu.lastInstruction).isEqualTo(load);
        assertThat(run("d93b")).as("fnstcw").isEqualTo(NONE);
        assertThat(fpu.lastInstruction).as("control instructions are not noted").isEqualTo(load);
        assertThat(fpu.lastOpcode).isZero();
        long divide = next;
        assertThat(run("dc7308")).as("fdiv qword [rbx+8]").isEqualTo(NONE);
        assertThat(fpu.lastInstruction).isEqualTo(divide);
        assertThat(fpu.lastOpcode).isEqualTo(0x473);
        assertThat(fpu.lastOperand).isEqualTo(DATA + 8);
    }

    @Test
    void prefixesAreNoPartOfTheOpcodeAndSegmentBasesNoneOfTheOperand() {
        control(0x37e);
        state.segments[CpuState.FS].base = 0x800;
        state.gpr[CpuState.R8] = DATA - 0x800;
        cpu.memory.store64(DATA, 0x7ff0_0000_0000_0001L);
        assertThat(run("64 41 dd 00")).as("fld qword fs:[r8], a signaling NaN").isEqualTo(NONE);
        assertThat(fpu.lastOpcode).isEqualTo(0x500);
        assertThat(fpu.lastOperand).isEqualTo(DATA - 0x800);
        assertThat(fpu.inUse).as("nothing is pushed").isZero();
    }

    @Test
    void environmentInProtectedLayoutMasksEverything() {
        control(0x37b);
        run("d9e8");
        run("d9ee");
        run("d9eb");
        fpu.lastInstruction = 0x1_2345_6789L;
        fpu.lastOpcode = 0x1d6;
        fpu.lastOperand = 0x9_8765_4321L;
        fpu.status = 0x8084;
        assertThat(run("d933")).as("fnstenv").isEqualTo(NONE);
        assertThat(memory(DATA, 28)).isEqualTo("7b03ffff84a8ffffff13ffff896745230000d601214365870000ffff");
        assertThat(fpu.control).isEqualTo(0x37f);
        assertThat(fpu.statusWord()).as("still there, no longer pending").isEqualTo(0x2804);
        assertThat(run("d923")).as("fldenv").isEqualTo(NONE);
        assertThat(fpu.control).isEqualTo(0x37b);
        assertThat(fpu.statusWord()).isEqualTo(0xa884);
        assertThat(fpu.lastOpcode).isEqualTo(0x1d6);
        assertThat(fpu.lastOperand).isEqualTo(0x8765_4321L);
        assertThat(fpu.inUse).isEqualTo(0xe0);
    }

    @Test
    void environmentWithSixteenBitOperandsHasFourteenBytes() {
        run("d9e8");
        fpu.lastInstruction = 0x1234_5678;
        fpu.lastOperand = 0x9abc_def0L;
        cpu.memory.store16(DATA + 14, 0x5555);
        assertThat(run("66d933")).isEqualTo(NONE);
        assertThat(memory(DATA, 16)).isEqualTo("7f030038ff3f78560000f0de00005555");
    }

    @Test
    void environmentInRealAddressLayoutSplitsPointers() {
        mode = Mode.BITS_32;
        state.cr0 &= ~1L;
        fpu.lastInstruction = 0x1234_5678;
        fpu.lastOpcode = 0x7ab;
        fpu.lastOperand = 0x9abc_def0L;
        assertThat(run("d933")).isEqualTo(NONE);
        assertThat(memory(DATA, 28)).isEqualTo("7f03ffff0000ffffffffffff7856ffffab472301f0deffff00c0ab09");
        assertThat(run("66d933")).isEqualTo(NONE);
        assertThat(memory(DATA, 14)).isEqualTo("7f030000ffff7856ab47f0de00c0");
        fpu.initialize();
        assertThat(run("66d923")).isEqualTo(NONE);
        assertThat(fpu.lastInstruction).isEqualTo(0x4_5678);
        assertThat(fpu.lastOpcode).isEqualTo(0x7ab);
        assertThat(fpu.lastOperand).isEqualTo(0xc_def0);
    }

    @Test
    void saveInitializesAndRestoreBringsBack() {
        run("d9e8");
        run("d9eb");
        run("d9ec");
        assertThat(run("dd33")).as("fnsave").isEqualTo(NONE);
        assertThat(fpu.inUse).isZero();
        assertThat(fpu.top).isZero();
        fpu.significand[5] = 0;
        assertThat(run("dd23")).as("frstor").isEqualTo(NONE);
        assertThat(fpu.top).isEqualTo(5);
        assertThat(fpu.inUse).isEqualTo(0xe0);
        assertThat(fpu.significand[5]).as("log10(2)").isEqualTo(0x9a20_9a84_fbcf_f799L);
        assertThat(fpu.significand[7]).as("1").isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void faultsOfTheOperandLeaveEverythingAlone() {
        run("d9e8");
        long last = fpu.lastInstruction;
        state.gpr[CpuState.RCX] = UNMAPPED - 4;
        assertThat(run("db39")).as("fstp tbyte across the end").isEqualTo(Vector.PF);
        assertThat(fault.address()).isEqualTo(UNMAPPED);
        assertThat(memory(UNMAPPED - 4, 4)).isEqualTo("00000000");
        assertThat(run("dd01")).as("fld qword").isEqualTo(Vector.PF);
        assertThat(run("dd31")).as("fnsave").isEqualTo(Vector.PF);
        assertThat(fpu.inUse).isEqualTo(0x80);
        assertThat(fpu.top).isEqualTo(7);
        assertThat(fpu.lastInstruction).isEqualTo(last);
    }

    @Test
    void controlRegister0TakesTheFpuAway() {
        state.cr0 |= 8;
        assertThat(run("d9e8")).as("TS").isEqualTo(Vector.NM);
        assertThat(run("dbe3")).as("TS, fninit").isEqualTo(Vector.NM);
        assertThat(run("9b")).as("TS and MP, fwait").isEqualTo(Vector.NM);
        assertThat(run("0f77")).as("TS, emms").isEqualTo(Vector.NM);
        state.cr0 &= ~2L;
        assertThat(run("9b")).as("TS alone, fwait").isEqualTo(NONE);
        state.cr0 = state.cr0 & ~8L | 4;
        assertThat(run("d9e8")).as("EM").isEqualTo(Vector.NM);
        assertThat(run("0f77")).as("EM, emms").isEqualTo(Vector.UD);
    }

    @Test
    void mmxTakesTheStackOverAndEmmsGivesItBack() {
        run("d9e8");
        assertThat(run("0f6ec3")).as("movd mm0, ebx").isEqualTo(NONE);
        assertThat(fpu.top).isZero();
        assertThat(fpu.inUse).isEqualTo(0xff);
        assertThat(fpu.significand[0]).isEqualTo(DATA);
        assertThat(fpu.signExponent[0]).isEqualTo(0xffff);
        assertThat(run("0f77")).isEqualTo(NONE);
        assertThat(fpu.inUse).isZero();
    }

    @Test
    void fxsaveOutside64BitModeKeepsEightVectors() {
        mode = Mode.BITS_32;
        state.vector[4 * 7] = 0x7777;
        state.vector[4 * 8] = 0x8888;
        cpu.memory.store64(DATA + 160 + 16 * 8, 0x5555);
        assertThat(run("0fae03")).isEqualTo(NONE);
        assertThat(cpu.memory.load64(DATA + 160 + 16 * 7)).isEqualTo(0x7777);
        assertThat(cpu.memory.load64(DATA + 160 + 16 * 8)).isEqualTo(0x5555);
        state.gpr[CpuState.RBX] = DATA + 8;
        assertThat(run("0fae03")).as("misaligned").isEqualTo(Vector.GP);
    }
}
