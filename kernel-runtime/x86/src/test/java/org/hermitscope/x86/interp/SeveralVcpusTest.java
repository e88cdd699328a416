package org.hermitscope.x86.interp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.RealTimeClock;
import org.hermitscope.machine.Vcpu;
import org.hermitscope.machine.VcpuExit;
import org.hermitscope.machine.Window;
import org.hermitscope.x86.cpu.ProcessorModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// vCPUs on several host threads: what LOCK makes of one, and how changes of code reach the others.
class SeveralVcpusTest {
    private static final long CODE = 0x400000;
    private static final long DATA = 0x500000;
    private static final int PAGE = HostMemory.PAGE_SIZE;
    private static final int VCPUS = 3;
    private static final int TURNS = 60_000;
    private static final long SECONDS = 60;

    private final Window window = new Window(64L << 20);
    private final SoftEngine engine = SoftEngine.hosted(new ProcessorModel(), new RealTimeClock(), window);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    SeveralVcpusTest() {
        window.protect(CODE, PAGE, Protection.READ | Protection.WRITE | Protection.EXEC);
        window.protect(DATA, 2 * PAGE, Protection.READ | Protection.WRITE);
    }

    @AfterEach
    void close() {
        threads.close();
        window.close();
    }

    private void code(long at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        window.poke(at, bytes, 0, bytes.length);
    }

    private Vcpu vcpu(long rip) {
        Vcpu vcpu = engine.newVcpu();
        vcpu.state().rip = rip;
        return vcpu;
    }

    /// Runs `body; dec ebp; jnz` on all vCPUs at once, each with its number in EDI and the operand's address in
    /// RSI.
    private void hammer(String body, long operand) throws Exception {
        int length = body.replace(" ", "").length() / 2;
        code(CODE, body + "ffcd 75" + HexFormat.of().toHexDigits((byte) -(length + 4)) + "0f05");
        List<Callable<VcpuExit>> runs = new ArrayList<>();
        for (int i = 0; i < VCPUS; i++) {
            Vcpu vcpu = vcpu(CODE);
            vcpu.state().gpr[CpuState.RBP] = TURNS;
            vcpu.state().gpr[CpuState.RSI] = operand;
            vcpu.state().gpr[CpuState.RDI] = i;
            runs.add(() -> vcpu.run(Long.MAX_VALUE));
        }
        for (Future<VcpuExit> run : threads.invokeAll(runs, SECONDS, TimeUnit.SECONDS)) {
            assertThat(run.get()).isEqualTo(VcpuExit.Syscall.INSTANCE);
        }
    }

    /// Offsets: aligned, unaligned inside a word, across two words, across two pages.
    @ParameterizedTest
    @CsvSource({
        "lock inc byte [rsi], f0fe06, 8, 1",
        "lock inc word [rsi], 66f0ff06, 16, 1",
        "lock inc dword [rsi], f0ff06, 32, 1",
        "lock inc qword [rsi], f048ff06, 64, 1",
        "lock dec dword [rsi], f0ff0e, 32, -1",
        "lock add qword [rsi] 5, f048830605, 64, 5",
        "lock sub dword [rsi] 3, f0832e03, 32, -3",
        "lock adc qword [rsi] 2 (after clc), f8 f048831602, 64, 2",
        "lock sbb word [rsi] 2 (after clc), f8 66f0831e02, 16, -2",
        "xadd after mov eax 7, b807000000 f0480fc106, 64, 7",
    })
    void lockedAdditionsLoseNothing(String name, String body, int width, long step) throws Exception {
        for (int offset : new int[] {0, 3, 7, PAGE - 1}) {
            window.memory().putLong(DATA + offset, 0);
            hammer(body, DATA + offset);
            long mask = -1L >>> 64 - width;
            assertThat(window.memory().getLong(DATA + offset))
                    .as("%s at offset %d", name, offset)
                    .isEqualTo(step * VCPUS * TURNS & mask);
            window.memory().putLong(DATA + offset, 0);
        }
    }

    @Test
    void lockedBitChangesAndNotsLoseNothing() throws Exception {
        // mov ecx, edi; lock btc [rsi], rcx: each its own bit, an even number of times
        window.memory().putLong(DATA, 0x5aL);
        hammer("89f9 f0480fbb0e", DATA);
        assertThat(window.memory().getLong(DATA)).isEqualTo(0x5a);
        // lock bts and lock btr of its own bit
        hammer("89f9 f0480fab0e f0480fb30e", DATA);
        assertThat(window.memory().getLong(DATA)).isEqualTo(0x5aL & ~7L);
        // lock xor [rsi], 1; lock not [rsi]: all bits but the first flip an even number of times
        hammer("f0833601 f0f716", DATA);
        assertThat(window.memory().getLong(DATA)).isEqualTo(0x5aL & ~7L);
    }

    @Test
    void exchangeMakesALock() throws Exception {
        // 1: mov eax, 1; xchg [rsi], eax; test eax, eax; jnz 1b; inc dword [rsi+64]; mov dword [rsi], 0
        hammer("b801000000 8706 85c0 75f5 ff4640 c70600000000", DATA);
        assertThat(window.memory().getInt(DATA + 64)).isEqualTo(VCPUS * TURNS);
    }

    @Test
    void compareExchangeMakesALock() throws Exception {
        // 1: xor eax, eax; mov ecx, 1; lock cmpxchg [rsi], ecx; jnz 1b; inc dword [rsi+64]; mov dword [rsi], 0
        hammer("31c0 b901000000 f00fb10e 75f3 ff4640 c70600000000", DATA);
        assertThat(window.memory().getInt(DATA + 64)).isEqualTo(VCPUS * TURNS);
    }

    @ParameterizedTest
    @CsvSource({"480f, 16", "0f, 8"})
    void compareExchangeOfPairsIsOneStep(String prefix, int bytes) throws Exception {
        // 1: mov rax, [rsi]; mov rdx, [rsi+half]; lea rbx, [rax+1]; lea rcx, [rdx+2]; lock cmpxchg..b [rsi]; jnz 1b
        String body = bytes == 16
                ? "488b06 488b5608 488d5801 488d4a02 f0" + prefix + "c70e 75ea"
                : "8b06 8b5604 8d5801 8d4a02 f0" + prefix + "c70e 75ef";
        hammer(body, DATA);
        assertThat(window.memory().getInt(DATA)).isEqualTo(VCPUS * TURNS);
        assertThat(window.memory().getInt(DATA + bytes / 2)).isEqualTo(2 * VCPUS * TURNS);
    }

    @Test
    void aStoreIntoCodeReachesTheVcpuThatRunsIt() throws Exception {
        // 1: mov eax, 1; test eax, eax; jnz 1b; syscall
        code(CODE, "b801000000 85c0 75f7 0f05");
        Vcpu victim = vcpu(CODE);
        Future<VcpuExit> run = threads.submit(() -> victim.run(Long.MAX_VALUE));
        assertKeepsRunning(run);
        // mov byte [rsi], 0; syscall
        code(CODE + PAGE / 2, "c60600 0f05");
        Vcpu writer = vcpu(CODE + PAGE / 2);
        writer.state().gpr[CpuState.RSI] = CODE + 1;
        assertThat(writer.run(10)).isEqualTo(VcpuExit.Syscall.INSTANCE);
        assertThat(run.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(VcpuExit.Syscall.INSTANCE);
    }

    @Test
    void takingRightsFromARunningVcpuFaultsIt() throws Exception {
        // 1: mov [rsi], eax; jmp 1b
        code(CODE, "8906 ebfc");
        Vcpu victim = vcpu(CODE);
        victim.state().gpr[CpuState.RSI] = DATA;
        victim.state().gpr[CpuState.RAX] = 42;
        Future<VcpuExit> run = threads.submit(() -> victim.run(Long.MAX_VALUE));
        assertKeepsRunning(run);
        window.protect(DATA, PAGE, Protection.READ);
        window.memory().putInt(DATA, 7);
        assertThat(run.get(SECONDS, TimeUnit.SECONDS)).isInstanceOf(VcpuExit.Fault.class);
        assertThat(window.memory().getInt(DATA)).isEqualTo(7);
    }

    @Test
    void aBarrierDoesNotDisturbWhoRuns() throws Exception {
        code(CODE, "ebfe");
        Vcpu busy = vcpu(CODE);
        Future<VcpuExit> run = threads.submit(() -> busy.run(Long.MAX_VALUE));
        assertKeepsRunning(run);
        for (int i = 0; i < 1000; i++) {
            engine.barrier();
        }
        assertKeepsRunning(run);
        busy.interrupt();
        assertThat(run.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(VcpuExit.Interrupted.INSTANCE);
    }

    private static void assertKeepsRunning(Future<VcpuExit> run) throws InterruptedException, ExecutionException {
        try {
            VcpuExit exit = run.get(50, TimeUnit.MILLISECONDS);
            throw new AssertionError("came back with " + exit);
        } catch (TimeoutException stillRunning) {
            // As it should.
        }
    }
}
