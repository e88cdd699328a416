package org.hermitscope.machine.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads `.symtab`, or `.dynsym` where that is missing. A damaged table gives the symbols that can be read:
/// names are a comfort, not a condition of running.
final class SymbolReader {
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_DYNSYM = 11;
    private static final int SECTION_HEADER_SIZE = 64;
    private static final int SYMBOL_SIZE = 24;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int STT_IFUNC = 10;

    private final ByteBuffer file;

    private SymbolReader(ByteBuffer file) {
        this.file = file;
    }

    static SymbolTable read(ByteBuffer file) {
        SymbolReader reader = new SymbolReader(file);
        List<Symbol> symbols = reader.readSection(SHT_SYMTAB);
        return new SymbolTable(symbols.isEmpty() ? reader.readSection(SHT_DYNSYM) : symbols);
    }

    private List<Symbol> readSection(int wanted) {
        List<Symbol> symbols = new ArrayList<>();
        long table = file.getLong(40);
        int count = file.getShort(60) & 0xffff;
        for (int i = 0; i < count; i++) {
            long at = table + (long) i * SECTION_HEADER_SIZE;
            if (!isInside(at, SECTION_HEADER_SIZE)) {
                break;
            }
            if (file.getInt((int) at + 4) == wanted) {
                long strings = table + (file.getInt((int) at + 40) & 0xffff_ffffL) * SECTION_HEADER_SIZE;
                if (isInside(strings, SECTION_HEADER_SIZE)) {
                    readSymbols(symbols, (int) at, (int) strings);
                }
            }
        }
        return symbols;
    }

    private boolean isInside(long offset, long size) {
        return offset >= 0 && size >= 0 && offset <= file.capacity() - size;
    }

    private void readSymbols(List<Symbol> into, int section, int strings) {
        long offset = file.getLong(section + 24);
        long size = file.getLong(section + 32);
        long names = file.getLong(strings + 24);
        long namesSize = file.getLong(strings + 32);
        if (!isInside(offset, size) || !isInside(names, namesSize)) {
            return;
        }
        for (int at = (int) offset; at + SYMBOL_SIZE <= offset + size; at += SYMBOL_SIZE) {
            int type = file.get(at + 4) & 15;
            int index = file.getShort(at + 6) & 0xffff;
            boolean function = type == STT_FUNC || type == STT_IFUNC;
            if (index == 0 || !function && type != STT_OBJECT && type != 0) {
                continue;
            }
            String name = name(names, namesSize, file.getInt(at) & 0xffff_ffffL);
            if (!name.isEmpty()) {
                into.add(new Symbol(name, file.getLong(at + 8), file.getLong(at + 16), function));
            }
        }
    }

    private String name(long names, long size, long offset) {
        if (offset >= size) {
            return "";
        }
        int start = (int) (names + offset);
        int end = start;
        while (end < names + size && file.get(end) != 0) {
            end++;
        }
        byte[] text = new byte[end - start];
        file.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
