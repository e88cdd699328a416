package org.hermitscope.kernel.syscall;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.Window;
import org.jspecify.annotations.Nullable;

/// Guest memory as the byte buffers that file transfers want, so that the host's kernel copies straight between its
/// files and the guest. Each thread keeps a few views and moves them, because a shell reads its script one byte a
/// call.
final class TransferBuffer {
    private static final ThreadLocal<TransferBuffer> OF_THREAD = ThreadLocal.withInitial(TransferBuffer::new);
    private static final int VIEWS = 4;
    private static final int VIEW_SHIFT = 30;
    private static final long VIEW_SIZE = Integer.MAX_VALUE & ~0xfffL;
    private static final int SCRATCH = 65_536;

    private final @Nullable ByteBuffer[] views = new @Nullable ByteBuffer[VIEWS];
    private final long[] numbers = new long[VIEWS];
    private @Nullable Window window;
    private @Nullable ByteBuffer scratch;

    private TransferBuffer() {}

    static TransferBuffer ofThread() {
        return OF_THREAD.get();
    }

    /// The bytes at `address`, all of them accessible, as far as one view reaches. The next call moves the buffer.
    private ByteBuffer view(Window of, long address, int length) {
        if (!of.equals(window)) {
            window = of;
            Arrays.fill(views, null);
        }
        long number = address >>> VIEW_SHIFT;
        int slot = (int) number & VIEWS - 1;
        ByteBuffer view = views[slot];
        if (view == null || numbers[slot] != number) {
            long base = number << VIEW_SHIFT;
            view = of.memory()
                    .segment()
                    .asSlice(base, Math.min(VIEW_SIZE, of.size() - base))
                    .asByteBuffer();
            views[slot] = view;
            numbers[slot] = number;
        }
        int at = (int) (address - (number << VIEW_SHIFT));
        int end = Math.min(view.capacity() - at, length) + at;
        return view.limit(end).position(at);
    }

    /// Guest memory that a read may fill.
    ///
    /// @param split whether less than `length` will do when a bad page comes after good ones
    /// @return at least one byte; after the transfer, the caller tells [Window#written]
    ByteBuffer writable(UserMemory memory, long address, int length, boolean split) {
        return checked(memory, address, length, split, Protection.WRITE);
    }

    /// Guest memory that a write may take from.
    ///
    /// @param split whether less than `length` will do when a bad page comes after good ones
    ByteBuffer readable(UserMemory memory, long address, int length, boolean split) {
        return checked(memory, address, length, split, Protection.READ);
    }

    private ByteBuffer checked(UserMemory memory, long address, int length, boolean split, int wanted) {
        long good = memory.accessible(address, length, wanted);
        if (good < length && (good <= 0 || !split)) {
            throw Errno.EFAULT.raise();
        }
        return view(memory.window(), address, (int) good);
    }

    /// An empty buffer of the kernel's own, for transfers between two files and for gathering.
    ByteBuffer scratch() {
        ByteBuffer known = scratch;
        if (known == null) {
            known = ByteBuffer.allocateDirect(SCRATCH);
            scratch = known;
        }
        return known.clear();
    }
}
