package org.hermitscope.machine.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.hermitscope.machine.Protection;
import org.jspecify.annotations.Nullable;

/// A static 64-bit x86 executable (System V ABI 4 and its AMD64 supplement). Every offset and size of the file
/// is checked here, so that nobody behind has to.
public final class ElfImage {
    private static final int HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int ET_REL = 1;
    private static final int ET_EXEC = 2;
    private static final int ET_DYN = 3;
    private static final int ET_CORE = 4;
    private static final int EM_386 = 3;
    private static final int EM_ARM = 40;
    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;
    private static final int EM_RISCV = 243;
    private static final int PT_LOAD = 1;
    private static final int PT_INTERP = 3;
    private static final int PT_TLS = 7;
    private static final int PT_GNU_STACK = 0x6474e551;
    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;
    /// User addresses end here.
    private static final long ADDRESS_LIMIT = 1L << 47;

    private final byte[] bytes;
    private final ByteBuffer view;
    private final boolean relocatable;
    private final long entry;
    private final long programHeaderOffset;
    private final int programHeaders;
    private final List<Segment> segments = new ArrayList<>();
    private long programHeaderAddress;
    private long tlsSize;
    private long tlsAlignment = 1;
    private boolean executableStack;
    private @Nullable SymbolTable symbols;

    private ElfImage(byte[] bytes) {
        this.bytes = bytes;
        this.view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int type = view.getShort(16) & 0xffff;
        this.relocatable = type == ET_DYN;
        this.entry = view.getLong(24);
        this.programHeaderOffset = view.getLong(32);
        this.programHeaders = view.getShort(56) & 0xffff;
        readProgramHeaders();
    }

    /// Takes a file apart.
    ///
    /// @param bytes the whole file; not copied, not to be changed afterwards
    /// @throws ImageException when it is not a static x86-64 executable
    public static ElfImage parse(byte[] bytes) {
        checkHeader(bytes);
        return new ElfImage(bytes);
    }

    private static void checkHeader(byte[] bytes) {
        if (bytes.length == 0) {
            throw new ImageException("the file is empty");
        }
        boolean magic = bytes.length >= 4 && bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
        if (!magic) {
            boolean script = bytes.length >= 2 && bytes[0] == '#' && bytes[1] == '!';
            throw new ImageException(
                    script
                            ? "it is a script: run its interpreter, statically linked, with the script as an argument"
                            : "not a loadable image: no ELF file");
        }
        if (bytes.length < HEADER_SIZE) {
            throw new ImageException("not a loadable image: truncated in the ELF header");
        }
        if (bytes[4] != 2) {
            throw new ImageException("it is a 32-bit program: build it for x86-64 (gcc -m64)");
        }
        if (bytes[5] != 1) {
            throw new ImageException("it is a big-endian program; only x86-64 programs run here");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int machine = header.getShort(18) & 0xffff;
        if (machine != EM_X86_64) {
            throw new ImageException("it is a program for " + machineName(machine) + "; only x86-64 programs run here");
        }
        switch (header.getShort(16) & 0xffff) {
            case ET_EXEC, ET_DYN -> {}
            case ET_REL -> throw new ImageException("it is an object file: link it first (gcc -static)");
            case ET_CORE -> throw new ImageException("it is a core file: open it with gdb");
            default -> throw new ImageException("not a loadable image: no executable ELF file");
        }
    }

    private static String machineName(int machine) {
        return switch (machine) {
            case EM_386 -> "i386";
            case EM_ARM -> "ARM";
            case EM_AARCH64 -> "AArch64";
            case EM_RISCV -> "RISC-V";
            default -> "another processor (e_machine " + machine + ")";
        };
    }

    private void readProgramHeaders() {
        if (programHeaders == 0) {
            throw new ImageException("not a loadable image: it has no program headers");
        }
        int size = view.getShort(54) & 0xffff;
        if (size != PROGRAM_HEADER_SIZE) {
            throw new ImageException("not a loadable image: program headers of " + size + " bytes");
        }
        long end = programHeaderOffset + (long) programHeaders * PROGRAM_HEADER_SIZE;
        if (programHeaderOffset < 0 || end < 0 || end > bytes.length) {
            throw new ImageException("not a loadable image: truncated in the program headers");
        }
        for (int i = 0; i < programHeaders; i++) {
            readProgramHeader((int) programHeaderOffset + i * PROGRAM_HEADER_SIZE);
        }
        if (segments.isEmpty()) {
            throw new ImageException("not a loadable image: nothing in it is to be loaded");
        }
        checkEntry();
    }

    private void readProgramHeader(int at) {
        int type = view.getInt(at);
        int flags = view.getInt(at + 4);
        switch (type) {
            case PT_INTERP ->
                throw new ImageException("it is dynamically linked: link it statically (gcc -static, "
                        + "rustc -C target-feature=+crt-static, go build with CGO_ENABLED=0)");
            case PT_LOAD -> segments.add(segment(at, flags));
            case PT_TLS -> {
                tlsSize = view.getLong(at + 40);
                tlsAlignment = Math.max(1, view.getLong(at + 48));
                if (tlsSize < 0 || tlsSize > Integer.MAX_VALUE || tlsAlignment > 1 << 20) {
                    throw new ImageException("not a loadable image: thread-local storage of " + tlsSize + " bytes");
                }
            }
            case PT_GNU_STACK -> executableStack = (flags & PF_X) != 0;
            default -> {}
        }
    }

    private Segment segment(int at, int flags) {
        long offset = view.getLong(at + 8);
        long linear = view.getLong(at + 16);
        long fileSize = view.getLong(at + 32);
        long memorySize = view.getLong(at + 40);
        long alignment = view.getLong(at + 48);
        String which = "segment at 0x" + Long.toHexString(linear);
        if (offset < 0 || fileSize < 0 || offset > bytes.length || fileSize > bytes.length - offset) {
            throw new ImageException("not a loadable image: truncated in the " + which);
        }
        if (memorySize < fileSize) {
            throw new ImageException("not a loadable image: " + which + " is larger in the file than in memory");
        }
        if (linear < 0 || memorySize > ADDRESS_LIMIT || linear > ADDRESS_LIMIT - memorySize) {
            throw new ImageException("not a loadable image: " + which + " lies beyond the user address space");
        }
        if (alignment > 1
                && (Long.bitCount(alignment) != 1 || (linear - offset & Math.min(alignment, 4096) - 1) != 0)) {
            throw new ImageException("not a loadable image: " + which + " is misaligned");
        }
        if (!relocatable && linear < 4096 && memorySize > 0) {
            throw new ImageException("not a loadable image: " + which + " covers address 0");
        }
        if (offset <= programHeaderOffset && programHeaderOffset < offset + fileSize) {
            programHeaderAddress = linear + programHeaderOffset - offset;
        }
        int protection = ((flags & PF_R) != 0 ? Protection.READ : 0)
                | ((flags & PF_W) != 0 ? Protection.WRITE : 0)
                | ((flags & PF_X) != 0 ? Protection.EXEC : 0);
        return new Segment(linear, memorySize, (int) offset, (int) fileSize, protection);
    }

    private void checkEntry() {
        for (Segment segment : segments) {
            if (entry >= segment.linear() && entry - segment.linear() < segment.memorySize()) {
                return;
            }
        }
        throw new ImageException(
                "not a loadable image: entry point 0x" + Long.toHexString(entry) + " lies outside every segment");
    }

    /// Whether it runs without an operating system below it (ELFOSABI_STANDALONE), as Hermit's images do.
    public boolean carriesKernel() {
        return bytes[7] == (byte) 0xff;
    }

    /// The file.
    public byte[] bytes() {
        return bytes;
    }

    /// Whether it may be loaded anywhere (static PIE).
    public boolean isPositionIndependent() {
        return relocatable;
    }

    /// First instruction, as the file says.
    public long entry() {
        return entry;
    }

    /// What is to be loaded, in the file's order.
    public List<Segment> segments() {
        return segments;
    }

    /// Where the program headers are in memory, as the file says; 0 when no segment holds them.
    public long programHeaderAddress() {
        return programHeaderAddress;
    }

    public int programHeaders() {
        return programHeaders;
    }

    /// Memory size of PT_TLS, 0 without one.
    public long tlsSize() {
        return tlsSize;
    }

    public long tlsAlignment() {
        return tlsAlignment;
    }

    /// Whether the file asks for a stack that can be executed.
    public boolean hasExecutableStack() {
        return executableStack;
    }

    /// Its symbols; read when first asked for.
    public SymbolTable symbols() {
        SymbolTable table = symbols;
        if (table == null) {
            table = SymbolReader.read(view);
            symbols = table;
        }
        return table;
    }
}
