package org.hermitscope.kernel.vfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Takes what `getdents64` stored apart.
final class Getdents {
    private Getdents() {}

    static List<String> names(ByteBuffer buffer) {
        List<String> names = new ArrayList<>();
        walk(buffer, names, new ArrayList<>());
        return names;
    }

    static List<Long> offsets(ByteBuffer buffer) {
        List<Long> offsets = new ArrayList<>();
        walk(buffer, new ArrayList<>(), offsets);
        return offsets;
    }

    private static void walk(ByteBuffer buffer, List<String> names, List<Long> offsets) {
        ByteBuffer in = buffer.order(ByteOrder.LITTLE_ENDIAN);
        int at = in.position();
        while (at < in.limit()) {
            offsets.add(in.getLong(at + 8));
            int length = in.getShort(at + 16);
            StringBuilder name = new StringBuilder();
            for (int i = at + 19; in.get(i) != 0; i++) {
                name.append((char) (in.get(i) & 0xff));
            }
            names.add(name.toString());
            at += length;
        }
    }
}
