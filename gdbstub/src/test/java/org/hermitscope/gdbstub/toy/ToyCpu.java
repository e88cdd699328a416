package org.hermitscope.gdbstub.toy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hermitscope.gdbstub.arch.RegisterLayout;
import org.hermitscope.gdbstub.arch.X8664;
import org.hermitscope.gdbstub.target.GdbSignal;

/// Executes nop, jmp, inc rax, mov to and from (rdi), ret, ud2, hlt and syscall.
final class ToyCpu {
    static final long BASE = 0x400000;
    static final int MEMORY_SIZE = 0x10000;
    static final long STACK = BASE + 0xf000;

    /// What an instruction led to, besides the next one.
    enum Outcome {
        DONE,
        SYSCALL,
        ILLEGAL,
        BAD_ACCESS
    }

    /// Told of data accesses.
    interface AccessListener {
        void accessed(long address, boolean write);
    }

    private final RegisterLayout layout;
    private final byte[] memory;
    final byte[] registers;
    private final ByteBuffer view;
    AccessListener onAccess = (_, _) -> {};

    ToyCpu(RegisterLayout layout, byte[] memory) {
        this.layout = layout;
        this.memory = memory;
        registers = new byte[layout.byteLength()];
        view = ByteBuffer.wrap(registers).order(ByteOrder.LITTLE_ENDIAN);
        set(X8664.RIP, BASE);
        set(X8664.RSP, STACK);
        set(X8664.ORIG_RAX, -1);
        view.putInt(layout.register(X8664.EFLAGS).offset(), 0x202);
        view.putInt(layout.register(X8664.CS).offset(), 0x33);
        view.putInt(layout.register(X8664.FCTRL).offset(), 0x37f);
        view.putInt(layout.register(X8664.FTAG).offset(), 0xffff);
        view.putInt(layout.register(X8664.MXCSR).offset(), 0x1f80);
    }

    long get(int register) {
        return view.getLong(layout.register(register).offset());
    }

    void set(int register, long value) {
        view.putLong(layout.register(register).offset(), value);
    }

    Outcome step() {
        long pc = get(X8664.RIP);
        int at = index(pc);
        if (at < 0 || at + 4 > memory.length) {
            return Outcome.BAD_ACCESS;
        }
        int first = memory[at] & 0xff;
        int second = memory[at + 1] & 0xff;
        switch (first) {
            case 0x90 -> set(X8664.RIP, pc + 1);
            case 0xeb -> set(X8664.RIP, pc + 2 + memory[at + 1]);
            case 0xc3 -> {
                int stack = index(get(X8664.RSP));
                set(
                        X8664.RIP,
                        ByteBuffer.wrap(memory).order(ByteOrder.LITTLE_ENDIAN).getLong(stack));
                set(X8664.RSP, get(X8664.RSP) + 8);
            }
            case 0x48 -> {
                set(X8664.RAX, get(X8664.RAX) + 1);
                set(X8664.RIP, pc + 3);
            }
            case 0x88, 0x8a -> {
                long address = get(X8664.RDI);
                int data = index(address);
                if (second != 0x07 || data < 0) {
                    return second == 0x07 ? Outcome.BAD_ACCESS : Outcome.ILLEGAL;
                }
                set(X8664.RIP, pc + 2);
                if (first == 0x88) {
                    memory[data] = (byte) get(X8664.RAX);
                } else {
                    set(X8664.RAX, (get(X8664.RAX) & ~0xffL) | (memory[data] & 0xff));
                }
                onAccess.accessed(address, first == 0x88);
            }
            case 0x0f -> {
                if (second != 0x05) {
                    return Outcome.ILLEGAL;
                }
                return Outcome.SYSCALL;
            }
            default -> {
                return Outcome.ILLEGAL;
            }
        }
        return Outcome.DONE;
    }

    /// Where an address lies in the memory; -1 if nowhere.
    static int index(long address) {
        long offset = address - BASE;
        return offset >= 0 && offset < MEMORY_SIZE ? (int) offset : -1;
    }

    static int signal(Outcome outcome) {
        return switch (outcome) {
            case ILLEGAL -> GdbSignal.ILL;
            case BAD_ACCESS -> GdbSignal.SEGV;
            case DONE, SYSCALL -> GdbSignal.TRAP;
        };
    }
}
