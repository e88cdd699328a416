package org.hermitscope.gdbstub.packet;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hermitscope.gdbstub.session.ClientFeatures;
import org.hermitscope.gdbstub.session.Session;
import org.hermitscope.gdbstub.target.Breakpoints;
import org.hermitscope.gdbstub.target.Target;
import org.hermitscope.gdbstub.wire.PacketReader;
import org.hermitscope.gdbstub.wire.Reply;

/// `qSupported[:feature;...]`: both sides say what they understand. What the target can is read off its
/// capabilities.
record AskSupported(Set<String> features) implements Packet {

    static AskSupported parse(PacketReader in) {
        Set<String> features = new HashSet<>();
        if (in.accept(':')) {
            while (!in.atEnd()) {
                features.add(in.textUntil(';'));
            }
        }
        return new AskSupported(features);
    }

    @Override
    public void handle(Session session) {
        session.client(ClientFeatures.of(features));
        Target target = session.target();
        Reply reply = new Reply(512).text("PacketSize=").hex(session.packetSize());
        add(reply, "QStartNoAckMode", true);
        add(reply, "multiprocess", true);
        add(reply, "vContSupported", true);
        add(reply, "no-resumed", true);
        add(reply, "error-message", features.contains("error-message+"));
        add(reply, "binary-upload", true);
        add(reply, "qXfer:features:read", true);
        Optional<Breakpoints> breakpoints = target.breakpoints();
        add(reply, "swbreak", breakpoints.isPresent());
        add(reply, "hwbreak", breakpoints.isPresent());
        add(
                reply,
                "ConditionalBreakpoints",
                breakpoints.map(Breakpoints::evaluatesConditions).orElse(false));
        add(
                reply,
                "BreakpointCommands",
                breakpoints.map(Breakpoints::runsCommands).orElse(false));
        add(reply, "qXfer:threads:read", target.threadDetails().isPresent());
        add(reply, "qXfer:exec-file:read", target.execFile().isPresent());
        add(reply, "qXfer:auxv:read", target.auxv().isPresent());
        add(reply, "qXfer:memory-map:read", target.memoryMap().isPresent());
        add(reply, "qXfer:siginfo:read", target.siginfo().isPresent());
        add(reply, "qXfer:siginfo:write", target.siginfo().isPresent());
        add(reply, "qXfer:osdata:read", target.osData().isPresent());
        add(reply, "QThreadEvents", target.threadEvents().isPresent());
        add(reply, "QPassSignals", target.signalPolicy().isPresent());
        add(reply, "QProgramSignals", target.signalPolicy().isPresent());
        add(reply, "QCatchSyscalls", target.catchSyscalls().isPresent());
        add(reply, "ReverseStep", target.reverseExecution().isPresent());
        add(reply, "ReverseContinue", target.reverseExecution().isPresent());
        boolean extended = target.extendedRemote().isPresent();
        for (String name : List.of(
                "QDisableRandomization",
                "QEnvironmentHexEncoded",
                "QEnvironmentReset",
                "QEnvironmentUnset",
                "QSetWorkingDir",
                "QStartupWithShell")) {
            add(reply, name, extended);
        }
        session.reply(reply);
    }

    private static void add(Reply reply, String name, boolean present) {
        if (present) {
            reply.text(";").text(name).text("+");
        }
    }
}
