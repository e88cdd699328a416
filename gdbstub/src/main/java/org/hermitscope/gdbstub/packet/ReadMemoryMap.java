package org.hermitscope.gdbstub.packet;

import java.util.List;
import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.MemoryMap;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:memory-map:read`: which memory there is.
record ReadMemoryMap(ObjectPart part) implements Packet {

    static ReadMemoryMap parse(PacketReader in) {
        return new ReadMemoryMap(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<MemoryMap> map = session.target().memoryMap();
        if (map.isEmpty()) {
            session.unsupported();
            return;
        }
        part.expectNoAnnex();
        part.sendText(session, "memory-map", () -> xml(map.get().memoryMap()));
    }

    private static String xml(List<MemoryMap.Region> regions) {
        StringBuilder xml = new StringBuilder(512);
        xml.append("<?xml version=\"1.0\"?>\n<!DOCTYPE memory-map SYSTEM \"gdb-memory-map.dtd\">\n<memory-map>\n");
        for (MemoryMap.Region region : regions) {
            xml.append("<memory type=\"").append(region.kind() == MemoryMap.Kind.ROM ? "rom" : "ram");
            xml.append("\" start=\"0x").append(Long.toHexString(region.start()));
            xml.append("\" length=\"0x")
                    .append(Long.toHexString(region.length()))
                    .append("\"/>\n");
        }
        return xml.append("</memory-map>\n").toString();
    }
}
