package org.hermitscope.x86.interp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hermitscope.machine.Bus;
import org.hermitscope.machine.BusDevice;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small kernel in ring 0: page tables, faults, privilege changes. What it checks is in `ring0.S`.
class Ring0Test {
    private static final long LOAD = 0x100000;
    private static final long BOOT_TABLES = 0x300000;

    @TempDir
    Path directory;

    @Test
    void aSmallKernelTakesItsFaultsAndComesBackFromRing3() throws Exception {
        StringBuilder said = new StringBuilder();
        Vcpu vcpu = boot("ring0.S", said);

        VcpuExit exit = vcpu.run(1_000_000);

        assertThat(said.toString()).isEqualTo("PGabcdefghijkmnoqrsut.");
        assertThat(exit).isEqualTo(VcpuExit.Halted.INSTANCE);
        assertThat(vcpu.run(100)).isInstanceOf(VcpuExit.TripleFault.class);
    }

    @Test
    void aKernelDebugsItselfWithItsDebugRegisters() throws Exception {
        StringBuilder said = new StringBuilder();
        Vcpu vcpu = boot("debug.S", said);

        VcpuExit exit = vcpu.run(10_000_000);

        assertThat(said.toString()).isEqualTo("aaaabbbcdddeeefffgggghhhiiijkkkklllmmnnn.");
        assertThat(exit).isEqualTo(VcpuExit.Halted.INSTANCE);
    }

    @Test
    void debugRegistersWorkWhenEachInstructionIsARunOfItsOwn() throws Exception {
        StringBuilder said = new StringBuilder();
        Vcpu vcpu = boot("debug.S", said);

        VcpuExit exit;
        do {
            exit = vcpu.run(1);
        } while (exit == VcpuExit.LimitReached.INSTANCE);

        assertThat(said.toString()).isEqualTo("aaaabbbcdddeeefffgggghhhiiijkkkklllmmnnn.");
        assertThat(exit).isEqualTo(VcpuExit.Halted.INSTANCE);
    }

    private Vcpu boot(String name, StringBuilder said) throws Exception {
        HostMemory ram = HostMemory.reserve(16 << 20);
        byte[] image = assemble(name);
        ram.put(LOAD, image, 0, image.length);
        ram.putLong(BOOT_TABLES, BOOT_TABLES + 0x1000 + 3);
        ram.putLong(BOOT_TABLES + 0x1000, 0x83);

        Bus ports = new Bus();
        ports.attach(new Bus.Range(0xe9, 1, "console", new Console(said)));
        SoftEngine engine = SoftEngine.machine(new ProcessorModel(), new RealTimeClock(), ram, ports, new Bus());
        Vcpu vcpu = engine.newVcpu();
        enterLongMode(vcpu.state());
        return vcpu;
    }

    private static void enterLongMode(CpuState state) {
        state.cr0 = 0x80000011L;
        state.cr3 = BOOT_TABLES;
        state.cr4 = 0x20;
        state.efer = 0x500;
        state.segments[CpuState.CS].load(0x8, 0, -1, 0xa09b00);
        for (int register : new int[] {CpuState.DS, CpuState.ES, CpuState.SS}) {
            state.segments[register].load(0x10, 0, -1, 0xc09300);
        }
        state.gpr[CpuState.RSP] = 0x90000;
        state.rip = LOAD;
    }

    private byte[] assemble(String name) throws IOException, InterruptedException {
        Path source = directory.resolve(name);
        try (InputStream in = Ring0Test.class.getResourceAsStream("/org/hermitscope/x86/ring0/" + name)) {
            Files.write(source, in.readAllBytes());
        }
        Path object = directory.resolve("kernel.o");
        Path elf = directory.resolve("kernel.elf");
        Path image = directory.resolve("kernel.bin");
        run("as", "--64", "-o", object.toString(), source.toString());
        run("ld", "-Ttext=0x100000", "-o", elf.toString(), object.toString());
        run("objcopy", "-O", "binary", elf.toString(), image.toString());
        return Files.readAllBytes(image);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException missing) {
            assumeTrue(false, "skipped: " + command[0] + " is not installed (binutils)");
            return;
        }
        assertThat(process.waitFor()).as("exit status of " + List.of(command)).isZero();
    }

    private record Console(StringBuilder said) implements BusDevice {
        @Override
        public long read(long offset, int size) {
            return 0xff;
        }

        @Override
        public void write(long offset, int size, long value) {
            said.append((char) (value & 0xff));
        }
    }
}
