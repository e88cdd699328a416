package org.hermitscope.gdbstub.target;

import java.util.List;
import java.util.Optional;

/// Capability: tables for gdb's `info os`. Packet `qXfer:osdata:read`. Any tables with any columns: gdb prints
/// them as they are.
public interface OsData {

    /// A kind of table, as `info os` lists them.
    ///
    /// @param type the word after `info os`
    record Type(String type, String description, String title) {}

    /// @param rows each with one text a column
    record Table(List<String> columns, List<List<String>> rows) {}

    List<Type> types();

    /// Empty if there is no such type.
    Optional<Table> table(String type);
}
