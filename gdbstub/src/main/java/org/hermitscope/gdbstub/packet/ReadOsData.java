package org.hermitscope.gdbstub.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.OsData;
import org.hermitscope.gdbstub.target.TargetException;
import org.hermitscope.gdbstub.wire.PacketReader;

/// `qXfer:osdata:read`: the tables of `info os`; without annex the list of tables.
record ReadOsData(ObjectPart part) implements Packet {

    static ReadOsData parse(PacketReader in) {
        return new ReadOsData(ObjectPart.parse(in));
    }

    @Override
    public void handle(Session session) {
        Optional<OsData> osData = session.target().osData();
        if (osData.isEmpty()) {
            session.unsupported();
            return;
        }
        part.sendText(session, "osdata", () -> xml(part.annex(), table(osData.get())));
    }

    private OsData.Table table(OsData osData) {
        if (!part.annex().isEmpty()) {
            return osData.table(part.annex())
                    .orElseThrow(() -> new TargetException(TargetException.ENOENT, "no table " + part.annex()));
        }
        List<List<String>> rows = new ArrayList<>();
        for (OsData.Type type : osData.types()) {
            rows.add(List.of(type.type(), type.description(), type.title()));
        }
        return new OsData.Table(List.of("Type", "Description", "Title"), rows);
    }

    private static String xml(String type, OsData.Table table) {
        StringBuilder xml = new StringBuilder(1024);
        xml.append("<?xml version=\"1.0\"?>\n<!DOCTYPE osdata SYSTEM \"osdata.dtd\">\n<osdata type=\"");
        xml.append(type.isEmpty() ? "types" : Xml.escape(type)).append("\">\n");
        for (List<String> row : table.rows()) {
            xml.append("<item>");
            for (int i = 0; i < table.columns().size(); i++) {
                xml.append("<column name=\"")
                        .append(Xml.escape(table.columns().get(i)))
                        .append("\">");
                xml.append(Xml.escape(row.get(i))).append("</column>");
            }
            xml.append("</item>\n");
        }
        return xml.append("</osdata>\n").toString();
    }
}
