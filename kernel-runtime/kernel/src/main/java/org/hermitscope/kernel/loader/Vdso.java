package org.hermitscope.kernel.loader;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The shared object that Linux maps into every process (man 7 vdso). Its functions make the system call that
/// they stand for; C libraries and Go find them by name and version and call them for the time.
///
/// One segment, no sections: ELF header, program headers, both hash tables, symbols, versions, dynamic section,
/// code. All addresses are offsets from its start, as its loader expects.
final class Vdso {
    static final int SIZE = 4096;

    private record Function(String name, int call) {}

    private static final Function[] FUNCTIONS = {
        new Function("__vdso_clock_gettime", 228),
        new Function("__vdso_gettimeofday", 96),
        new Function("__vdso_time", 201),
        new Function("__vdso_getcpu", 309),
        new Function("__vdso_clock_getres", 229),
    };
    private static final String NAME = "linux-vdso.so.1";
    private static final String VERSION = "LINUX_2.6";

    private static final int HEADERS = 64 + 2 * 56;
    private static final int SYMBOL_SIZE = 24;
    private static final int SYMBOLS = FUNCTIONS.length + 1;
    private static final int FUNCTION_SIZE = 16;
    private static final int CODE = 0x800;

    private static final int DT_HASH = 4;
    private static final int DT_STRTAB = 5;
    private static final int DT_SYMTAB = 6;
    private static final int DT_STRSZ = 10;
    private static final int DT_SYMENT = 11;
    private static final int DT_SONAME = 14;
    private static final int DT_GNU_HASH = 0x6ffffef5;
    private static final int DT_VERSYM = 0x6ffffff0;
    private static final int DT_VERDEF = 0x6ffffffc;
    private static final int DT_VERDEFNUM = 0x6ffffffd;

    private final ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final StringBuilder strings = new StringBuilder("\0");

    private Vdso() {}

    static byte[] image() {
        Vdso made = new Vdso();
        made.build();
        byte[] bytes = new byte[SIZE];
        made.out.get(0, bytes);
        return bytes;
    }

    private int string(String text) {
        int at = strings.length();
        strings.append(text).append('\0');
        return at;
    }

    private void build() {
        int[] names = new int[FUNCTIONS.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = string(FUNCTIONS[i].name());
        }
        int name = string(NAME);
        int version = string(VERSION);

        out.position(HEADERS);
        final int hash = hashTable();
        final int gnuHash = gnuHashTable();
        final int symbols = symbols(names);
        final int stringTable = align(1);
        out.put(strings.toString().getBytes(StandardCharsets.US_ASCII));
        final int versions = align(2);
        out.putShort((short) 0);
        for (int i = 1; i < SYMBOLS; i++) {
            out.putShort((short) 2);
        }
        final int definitions = align(8);
        definition(1, 1, NAME, name, 28);
        definition(0, 2, VERSION, version, 0);
        final int dynamic = align(16);
        entry(DT_SONAME, name);
        entry(DT_HASH, hash);
        entry(DT_GNU_HASH, gnuHash);
        entry(DT_STRTAB, stringTable);
        entry(DT_SYMTAB, symbols);
        entry(DT_STRSZ, strings.length());
        entry(DT_SYMENT, SYMBOL_SIZE);
        entry(DT_VERSYM, versions);
        entry(DT_VERDEF, definitions);
        entry(DT_VERDEFNUM, 2);
        entry(0, 0);
        final int dynamicSize = out.position() - dynamic;
        code();
        header(dynamic, dynamicSize);
    }

    private int align(int to) {
        out.position(out.position() + to - 1 & -to);
        return out.position();
    }

    private void entry(int tag, long value) {
        out.putLong(tag).putLong(value);
    }

    /// One bucket that chains all symbols (gABI 5, hash table).
    private int hashTable() {
        int at = align(8);
        out.putInt(1).putInt(SYMBOLS).putInt(1).putInt(0);
        for (int i = 1; i < SYMBOLS; i++) {
            out.putInt(i + 1 < SYMBOLS ? i + 1 : 0);
        }
        return at;
    }

    /// One bucket, a Bloom filter that lets everything pass.
    private int gnuHashTable() {
        int at = align(8);
        out.putInt(1).putInt(1).putInt(1).putInt(0).putLong(-1).putInt(1);
        for (int i = 0; i < FUNCTIONS.length; i++) {
            int last = i == FUNCTIONS.length - 1 ? 1 : 0;
            out.putInt(gnuHash(FUNCTIONS[i].name()) & ~1 | last);
        }
        return at;
    }

    private static int gnuHash(String name) {
        int hash = 5381;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 33 + name.charAt(i);
        }
        return hash;
    }

    private static int elfHash(String name) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash << 4) + name.charAt(i);
            int high = hash & 0xf0000000;
            hash = (hash ^ high >>> 24) & ~high;
        }
        return hash;
    }

    private int symbols(int[] names) {
        int at = align(8);
        out.position(at + SYMBOL_SIZE);
        for (int i = 0; i < names.length; i++) {
            // STB_GLOBAL, STT_FUNC; any defined section index will do, there are no sections.
            out.putInt(names[i]).put((byte) 0x12).put((byte) 0).putShort((short) 1);
            out.putLong(CODE + FUNCTION_SIZE * i).putLong(FUNCTION_SIZE);
        }
        return at;
    }

    /// Elf64_Verdef with its one Elf64_Verdaux.
    private void definition(int flags, int index, String text, int name, int next) {
        out.putShort((short) 1).putShort((short) flags).putShort((short) index).putShort((short) 1);
        out.putInt(elfHash(text)).putInt(20).putInt(next);
        out.putInt(name).putInt(0);
    }

    /// `mov $call, %eax; syscall; ret`.
    private void code() {
        for (int i = 0; i < FUNCTIONS.length; i++) {
            int at = CODE + FUNCTION_SIZE * i;
            out.put(at, (byte) 0xb8).putInt(at + 1, FUNCTIONS[i].call());
            out.put(at + 5, (byte) 0x0f).put(at + 6, (byte) 0x05).put(at + 7, (byte) 0xc3);
        }
    }

    private void header(int dynamic, int dynamicSize) {
        out.position(0);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        out.putShort((short) 3).putShort((short) 62).putInt(1);
        out.putLong(CODE).putLong(64).putLong(0).putInt(0);
        out.putShort((short) 64).putShort((short) 56).putShort((short) 2);
        out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        // PT_LOAD of everything, readable and executable.
        out.putInt(1)
                .putInt(5)
                .putLong(0)
                .putLong(0)
                .putLong(0)
                .putLong(SIZE)
                .putLong(SIZE)
                .putLong(4096);
        // PT_DYNAMIC.
        out.putInt(2).putInt(4).putLong(dynamic).putLong(dynamic).putLong(dynamic);
        out.putLong(dynamicSize).putLong(dynamicSize).putLong(8);
    }
}
