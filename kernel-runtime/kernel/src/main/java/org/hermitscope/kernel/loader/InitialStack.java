package org.hermitscope.kernel.loader;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.signal.XsaveImage;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.RestartableSequence;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Credentials;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;

/// The stack that a program finds: argc, argv, envp, the auxiliary vector and what they point to (AMD64 ABI
/// 3.4.1).
final class InitialStack {
    private static final int AT_PHDR = 3;
    private static final int AT_PHENT = 4;
    private static final int AT_PHNUM = 5;
    private static final int AT_PAGESZ = 6;
    private static final int AT_BASE = 7;
    private static final int AT_FLAGS = 8;
    private static final int AT_ENTRY = 9;
    private static final int AT_UID = 11;
    private static final int AT_EUID = 12;
    private static final int AT_GID = 13;
    private static final int AT_EGID = 14;
    private static final int AT_PLATFORM = 15;
    private static final int AT_HWCAP = 16;
    private static final int AT_CLKTCK = 17;
    private static final int AT_SECURE = 23;
    private static final int AT_RANDOM = 25;
    private static final int AT_HWCAP2 = 26;
    private static final int AT_RSEQ_FEATURE_SIZE = 27;
    private static final int AT_RSEQ_ALIGN = 28;
    private static final int AT_EXECFN = 31;
    private static final int AT_SYSINFO_EHDR = 33;
    private static final int AT_MINSIGSTKSZ = 51;

    private static final int HWCAP2_FSGSBASE = 2;

    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int RANDOM_SIZE = 16;
    /// Room below the arguments that is mapped from the start; the rest grows when touched.
    private static final int ROOM = 128 << 10;
    /// Bytes that arguments and environment may take (a quarter of the usual stack limit, as Linux allows).
    private static final int LARGEST = 2 << 20;
    /// Bytes of a signal frame besides the processor's state: frame, red zone, alignment (see man 3 sysconf,
    /// _SC_MINSIGSTKSZ).
    private static final int SIGNAL_FRAME = 944;

    private final Kernel kernel;
    private final Task task;
    private final ElfImage image;
    private final long bias;
    private final long vdso;
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private final ByteBuffer vector = ByteBuffer.allocate(23 * 16).order(ByteOrder.LITTLE_ENDIAN);

    InitialStack(Kernel kernel, Task task, ElfImage image, long bias, long vdso) {
        this.kernel = kernel;
        this.task = task;
        this.image = image;
        this.bias = bias;
        this.vdso = vdso;
    }

    /// Writes it; returns RSP.
    long build(String path, List<String> arguments, List<String> environment) {
        final int platform = add("x86_64");
        byte[] random = new byte[RANDOM_SIZE];
        kernel.entropy().fill(random, 0, RANDOM_SIZE);
        final int randomAt = strings.size();
        strings.writeBytes(random);
        List<Integer> argv = addAll(arguments);
        List<Integer> envp = addAll(environment);
        final int execfn = add(path);
        if (strings.size() > LARGEST) {
            throw new ImageException("arguments and environment are too long: " + strings.size() + " bytes, " + LARGEST
                    + " are possible");
        }
        AddressSpace space = kernel.space();
        long top = space.layout().stackTop();
        long stringsAt = top - 8 - strings.size() & -16L;
        auxiliary(stringsAt, platform, randomAt, execfn);
        int words = 1 + argv.size() + 1 + envp.size() + 1;
        long pointer = stringsAt - vector.position() - words * 8L & -16L;
        long bottom = pointer - ROOM & -HostMemory.PAGE_SIZE;
        space.mapStack(bottom, top - bottom);
        if (image.hasExecutableStack()) {
            space.protect(bottom, top - bottom, Protection.READ | Protection.WRITE | Protection.EXEC);
        }
        space.populate(bottom, top - bottom);
        write(pointer, stringsAt, argv, envp);
        return pointer;
    }

    /// The vector as it lies in memory.
    byte[] auxv() {
        byte[] bytes = new byte[vector.position()];
        vector.get(0, bytes);
        return bytes;
    }

    private int add(String text) {
        int at = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        strings.write(0);
        return at;
    }

    private List<Integer> addAll(List<String> texts) {
        List<Integer> offsets = new ArrayList<>(texts.size());
        for (String text : texts) {
            offsets.add(add(text));
        }
        return offsets;
    }

    private void auxiliary(long stringsAt, int platform, int random, int execfn) {
        Credentials who = task.files().credentials();
        put(AT_SYSINFO_EHDR, vdso);
        put(AT_HWCAP, kernel.engine().cpuid(1, 0)[3] & 0xffff_ffffL);
        put(AT_PAGESZ, HostMemory.PAGE_SIZE);
        put(AT_CLKTCK, 100);
        put(AT_PHDR, image.programHeaderAddress() + bias);
        put(AT_PHENT, PROGRAM_HEADER_SIZE);
        put(AT_PHNUM, image.programHeaders());
        put(AT_BASE, 0);
        put(AT_FLAGS, 0);
        put(AT_ENTRY, image.entry() + bias);
        put(AT_UID, who.uid());
        put(AT_EUID, who.uid());
        put(AT_GID, who.gid());
        put(AT_EGID, who.gid());
        put(AT_SECURE, 0);
        put(AT_RANDOM, stringsAt + random);
        boolean fsgsbase = (kernel.engine().cpuid(7, 0)[1] & 1) != 0;
        put(AT_HWCAP2, fsgsbase ? HWCAP2_FSGSBASE : 0);
        put(AT_MINSIGSTKSZ, XsaveImage.size(task.state().xcr0) + SIGNAL_FRAME);
        put(AT_RSEQ_FEATURE_SIZE, RestartableSequence.FEATURE_SIZE);
        put(AT_RSEQ_ALIGN, RestartableSequence.SIZE);
        put(AT_EXECFN, stringsAt + execfn);
        put(AT_PLATFORM, stringsAt + platform);
        put(0, 0);
    }

    private void put(int type, long value) {
        vector.putLong(type).putLong(value);
    }

    private void write(long pointer, long stringsAt, List<Integer> argv, List<Integer> envp) {
        int size = (int) (stringsAt - pointer) + strings.size();
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(argv.size());
        pointers(bytes, stringsAt, argv);
        pointers(bytes, stringsAt, envp);
        bytes.put(auxv());
        bytes.position((int) (stringsAt - pointer));
        bytes.put(strings.toByteArray());
        byte[] image = new byte[size];
        bytes.get(0, image);
        kernel.window().poke(pointer, image, 0, size);
    }

    private static void pointers(ByteBuffer bytes, long stringsAt, List<Integer> offsets) {
        for (int offset : offsets) {
            bytes.putLong(stringsAt + offset);
        }
        bytes.putLong(0);
    }
}
