package org.hermitscope.gdbstub.packet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hermitscope.gdbstub.session.PacketHandler;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.jspecify.annotations.Nullable;

/// The list of all packets. A packet that is not in it is answered with nothing, which means: not supported.
public final class PacketTable implements PacketHandler {

    private enum Trait {
        /// gdb 13 shows errors of this packet as text without having announced it.
        ERROR_TEXT,
        /// Must not wait until the program stops.
        WHILE_RUNNING
    }

    private record Row(String name, Function<PacketReader, Packet> parser, Set<Trait> traits) {}

    private final List<Row> rows = new ArrayList<>();

    public PacketTable() {
        row("!", ExtendedMode::parse);
        row("?", AskStop::parse);
        row("b", RunBackwards::parse, Trait.ERROR_TEXT);
        row("c", Continue::parse);
        row("C", Continue::parseWithSignal);
        row("D", DetachClient::parse, Trait.WHILE_RUNNING);
        row("g", ReadRegisters::parse);
        row("G", WriteRegisters::parse);
        row("H", ChooseThread::parse);
        row("k", Kill::parse, Trait.WHILE_RUNNING);
        row("m", ReadMemory::parse);
        row("M", WriteMemory::parse);
        row("p", ReadRegister::parse, Trait.ERROR_TEXT);
        row("P", WriteRegister::parse, Trait.ERROR_TEXT);
        row("R", Restart::parse);
        row("s", Step::parse);
        row("S", Step::parseWithSignal);
        row("T", ThreadAlive::parse);
        row("x", ReadMemoryBinary::parse);
        row("X", WriteMemory::parseBinary);
        row("z", RemovePoint::parse, Trait.ERROR_TEXT);
        row("Z", InsertPoint::parse, Trait.ERROR_TEXT);

        row("vAttach", AttachProcess::parse, Trait.ERROR_TEXT);
        row("vCont", ResumeThreads::parse, Trait.ERROR_TEXT);
        row("vCont?", AskResumeActions::parse);
        row("vFile:close", CloseFile::parse);
        row("vFile:fstat", StatFile::parseDescriptor);
        row("vFile:open", OpenFile::parse);
        row("vFile:pread", ReadFile::parse);
        row("vFile:pwrite", WriteFile::parse);
        row("vFile:readlink", ReadLink::parse);
        row("vFile:setfs", SetFilesystem::parse);
        row("vFile:stat", StatFile::parsePath);
        row("vFile:unlink", UnlinkFile::parse);
        row("vKill", KillProcess::parse, Trait.WHILE_RUNNING, Trait.ERROR_TEXT);
        row("vRun", RunProgram::parse, Trait.ERROR_TEXT);

        row("qAttached", AskAttached::parse);
        row("qC", AskCurrentThread::parse);
        row("qCRC", ChecksumMemory::parse);
        row("qfThreadInfo", ListThreads::parseFirst);
        row("qsThreadInfo", ListThreads::parseRest);
        row("qGetTLSAddr", AskTlsAddress::parse, Trait.ERROR_TEXT);
        row("qOffsets", AskOffsets::parse);
        row("qRcmd", MonitorCommand::parse);
        row("qSearch:memory", SearchMemory::parse);
        row("qSupported", AskSupported::parse);
        row("qSymbol", OfferSymbols::parse);
        row("qThreadExtraInfo", AskThreadExtra::parse);
        row("qXfer:auxv:read", ReadAuxv::parse, Trait.ERROR_TEXT);
        row("qXfer:exec-file:read", ReadExecFile::parse, Trait.ERROR_TEXT);
        row("qXfer:features:read", ReadFeatures::parse, Trait.ERROR_TEXT);
        row("qXfer:memory-map:read", ReadMemoryMap::parse, Trait.ERROR_TEXT);
        row("qXfer:osdata:read", ReadOsData::parse, Trait.ERROR_TEXT);
        row("qXfer:siginfo:read", ReadSiginfo::parse, Trait.ERROR_TEXT);
        row("qXfer:siginfo:write", WriteSiginfo::parse, Trait.ERROR_TEXT);
        row("qXfer:threads:read", ReadThreads::parse, Trait.ERROR_TEXT);

        row("QCatchSyscalls", SetCaughtSyscalls::parse, Trait.ERROR_TEXT);
        row("QDisableRandomization", DisableRandomization::parse);
        row("QEnvironmentHexEncoded", SetVariable::parse);
        row("QEnvironmentReset", ResetEnvironment::parse);
        row("QEnvironmentUnset", UnsetVariable::parse);
        row("QPassSignals", SetPassedSignals::parse, Trait.ERROR_TEXT);
        row("QProgramSignals", SetProgramSignals::parse, Trait.ERROR_TEXT);
        row("QSetWorkingDir", SetWorkingDirectory::parse);
        row("QStartNoAckMode", StopAcknowledging::parse);
        row("QStartupWithShell", StartWithShell::parse);
        row("QThreadEvents", SetThreadEvents::parse, Trait.ERROR_TEXT);

        // The longest name that fits wins, whatever the order above.
        rows.sort(Comparator.comparingInt((Row row) -> row.name().length()).reversed());
    }

    private void row(String name, Function<PacketReader, Packet> parser, Trait... traits) {
        rows.add(new Row(name, parser, Set.of(traits)));
    }

    @Override
    public boolean handle(PacketReader packet, Session session) {
        Row row = find(packet);
        if (row == null) {
            return false;
        }
        packet.skip(row.name().length());
        row.parser().apply(packet).handle(session);
        return true;
    }

    @Override
    public boolean actsWhileRunning(PacketReader packet) {
        Row row = find(packet);
        return row != null && row.traits().contains(Trait.WHILE_RUNNING);
    }

    @Override
    public boolean showsErrorText(PacketReader packet) {
        Row row = find(packet);
        return row != null && row.traits().contains(Trait.ERROR_TEXT);
    }

    private @Nullable Row find(PacketReader packet) {
        for (Row row : rows) {
            if (packet.beginsWith(row.name()) && endsThere(packet, row.name())) {
                return row;
            }
        }
        return null;
    }

    /// Whether a name is over where it seems to be: those of more than one letter end with the packet or a
    /// separator.
    private static boolean endsThere(PacketReader packet, String name) {
        int next = packet.byteAt(name.length());
        return name.length() == 1 || next == -1 || next == ':' || next == ';' || next == ',';
    }
}
