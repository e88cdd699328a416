package org.hermitscope.kernel.signal;

import static org.hermitscope.kernel.abi.LittleEndian.getInt;
import static org.hermitscope.kernel.abi.LittleEndian.getLong;
import static org.hermitscope.kernel.abi.LittleEndian.putInt;
import static org.hermitscope.kernel.abi.LittleEndian.putLong;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The 128 bytes of siginfo_t that travel with a signal (man 2 sigaction). Never changes.
public final class SignalInfo {
    public static final int SIZE = 128;

    /// From kill(2) and raise(3)'s relatives outside a thread.
    public static final int SI_USER = 0;
    /// From the kernel.
    public static final int SI_KERNEL = 128;
    /// From sigqueue(3).
    public static final int SI_QUEUE = -1;
    /// From timer_create(2)'s timers.
    public static final int SI_TIMER = -2;
    /// From tkill(2) and tgkill(2).
    public static final int SI_TKILL = -6;

    private static final int CODE = 8;
    private static final int FIRST = 16;
    private static final int SECOND = 20;
    private static final int VALUE = 24;

    private final byte[] bytes;
    private final @Nullable Sender sender;

    /// Who sends the same signal again and again, and wants to know when one was taken: a timer.
    public interface Sender {
        /// One of its signals leaves the queue.
        ///
        /// @return what the guest is told
        SignalInfo taken(SignalInfo info);
    }

    private SignalInfo(byte[] bytes, @Nullable Sender sender) {
        this.bytes = bytes;
        this.sender = sender;
    }

    /// Takes what rt_sigqueueinfo(2) was given, with the number set.
    public static SignalInfo of(int number, byte[] structure) {
        byte[] bytes = Arrays.copyOf(structure, SIZE);
        putInt(bytes, 0, number);
        return new SignalInfo(bytes, null);
    }

    /// Takes a whole structure.
    public static SignalInfo of(byte[] structure) {
        return new SignalInfo(Arrays.copyOf(structure, SIZE), null);
    }

    /// Sent by a process.
    public static SignalInfo user(int number, int code, int pid, int uid) {
        return make(number, code, (long) uid << 32 | pid & 0xffff_ffffL, 0);
    }

    /// Raised by the kernel itself, without more to say: setitimer(2), a terminal's interrupt.
    public static SignalInfo kernel(int number) {
        return make(number, SI_KERNEL, 0, 0);
    }

    /// Caused by an instruction.
    ///
    /// @param code such as SEGV_MAPERR
    /// @param address si_addr
    public static SignalInfo fault(int number, int code, long address) {
        return make(number, code, address, 0);
    }

    /// From a POSIX timer.
    public static SignalInfo timer(int number, int timer, int overrun, long value, Sender sender) {
        return make(number, SI_TIMER, (long) overrun << 32 | timer & 0xffff_ffffL, value, sender);
    }

    @Nullable
    Sender sender() {
        return sender;
    }

    /// The structure as the guest reads it.
    public byte[] bytes() {
        return bytes.clone();
    }

    public int number() {
        return getInt(bytes, 0);
    }

    public int code() {
        return getInt(bytes, CODE);
    }

    /// si_pid, where the kind has one.
    public int pid() {
        return getInt(bytes, FIRST);
    }

    /// si_uid, where the kind has one.
    public int uid() {
        return getInt(bytes, SECOND);
    }

    /// si_value as sigqueue(3) sets it.
    public long value() {
        return getLong(bytes, VALUE);
    }

    /// si_addr, where the kind has one.
    public long address() {
        return getLong(bytes, FIRST);
    }

    /// Whether an instruction of the guest caused it, so that si_addr means something.
    public boolean isFault() {
        return code() > 0 && (Signal.bit(number()) & Signal.SYNCHRONOUS) != 0;
    }

    private static SignalInfo make(int number, int code, long fields, long value) {
        return make(number, code, fields, value, null);
    }

    private static SignalInfo make(int number, int code, long fields, long value, @Nullable Sender sender) {
        byte[] bytes = new byte[SIZE];
        putInt(bytes, 0, number);
        putInt(bytes, CODE, code);
        putLong(bytes, FIRST, fields);
        putLong(bytes, VALUE, value);
        return new SignalInfo(bytes, sender);
    }
}
