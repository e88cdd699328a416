package org.hermitscope.kernel.loader;

import java.nio.ByteBuffer;
import java.util.List;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.PageSource;
import org.hermitscope.kernel.task.Kernel;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Dentry;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.ImageException;
import org.hermitscope.machine.image.Segment;
import org.jspecify.annotations.Nullable;

/// Loads a static program as Linux's `fs/binfmt_elf.c` does and sets a task up to begin it.
public final class ProgramLoader {
    private static final int PAGE = HostMemory.PAGE_SIZE;

    private final Kernel kernel;
    private final AddressSpace space;
    private final ElfImage image;

    private ProgramLoader(Kernel kernel, ElfImage image) {
        this.kernel = kernel;
        this.space = kernel.space();
        this.image = image;
    }

    /// Loads `image` into the kernel's address space and points `task` at its first instruction.
    ///
    /// @param file the program's place in the guest's tree, for /proc/self/maps; null when it has none
    /// @param path what AT_EXECFN says
    /// @throws ImageException when it does not fit into the address space, or the arguments are too long
    public static LoadedProgram load(
            Kernel kernel,
            Task task,
            ElfImage image,
            @Nullable Dentry file,
            String path,
            List<String> arguments,
            List<String> environment) {
        return new ProgramLoader(kernel, image).load(task, file, path, arguments, environment);
    }

    private LoadedProgram load(
            Task task, @Nullable Dentry file, String path, List<String> arguments, List<String> environment) {
        long bias = bias();
        long highest = 0;
        for (Segment segment : image.segments()) {
            if (segment.memorySize() > 0) {
                mapSegment(segment, bias, file);
                highest = Math.max(highest, segment.linear() + segment.memorySize() + bias);
            }
        }
        space.setBreakStart(pageUp(highest));
        long vdso = mapVdso();
        long entry = image.entry() + bias;
        InitialStack stack = new InitialStack(kernel, task, image, bias, vdso);
        long stackPointer = stack.build(path, arguments, environment);
        CpuState state = task.state();
        state.rip = entry;
        state.gpr[CpuState.RSP] = stackPointer;
        return new LoadedProgram(entry, stackPointer, bias, stack.auxv());
    }

    private long bias() {
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        for (Segment segment : image.segments()) {
            lowest = Math.min(lowest, segment.linear());
            highest = Math.max(highest, segment.linear() + segment.memorySize());
        }
        long bias = image.isPositionIndependent() ? space.layout().programBase() - pageDown(lowest) : 0;
        if (highest + bias > space.layout().mapTop()) {
            throw new ImageException(
                    "it needs addresses up to 0x" + Long.toHexString(highest + bias) + "; the guest has them up to 0x"
                            + Long.toHexString(space.layout().mapTop()));
        }
        return bias;
    }

    private void mapSegment(Segment segment, long bias, @Nullable Dentry file) {
        long linear = segment.linear() + bias;
        long start = pageDown(linear);
        long fileEnd = linear + segment.fileSize();
        long end = pageUp(linear + segment.memorySize());
        long mappedEnd = segment.fileSize() == 0 ? start : pageUp(fileEnd);
        if (mappedEnd > start) {
            long offset = segment.fileOffset() - (linear - start);
            space.mapImage(
                    start,
                    mappedEnd - start,
                    segment.protection(),
                    new Bytes(image.bytes(), file(segment)),
                    offset,
                    file);
        }
        if (end > mappedEnd) {
            space.mapNamed(mappedEnd, end - mappedEnd, segment.protection(), "");
        }
    }

    /// Bytes behind the segment's part of the file read as zero: the rest of the last page is bss.
    private static int file(Segment segment) {
        return segment.memorySize() > segment.fileSize()
                ? segment.fileOffset() + segment.fileSize()
                : Integer.MAX_VALUE;
    }

    private long mapVdso() {
        long at = space.mapAnonymous(0, Vdso.SIZE, Protection.READ | Protection.WRITE, 0);
        kernel.window().poke(at, Vdso.image(), 0, Vdso.SIZE);
        space.mapNamed(at, Vdso.SIZE, Protection.READ | Protection.EXEC, "[vdso]");
        kernel.window().poke(at, Vdso.image(), 0, Vdso.SIZE);
        return at;
    }

    private static long pageDown(long address) {
        return address & -PAGE;
    }

    private static long pageUp(long address) {
        return address + PAGE - 1 & -PAGE;
    }

    /// The file as it was read, up to where bss begins.
    private static final class Bytes implements PageSource {
        private final byte[] bytes;
        private final int end;

        Bytes(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        @Override
        public int read(ByteBuffer to, long offset) {
            int count = (int) Math.max(0, Math.min(to.remaining(), size() - offset));
            if (count > 0) {
                to.put(bytes, (int) offset, count);
            }
            return count;
        }

        @Override
        public long size() {
            return Math.min(bytes.length, end);
        }
    }
}
