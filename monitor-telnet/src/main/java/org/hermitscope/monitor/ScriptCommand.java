package org.hermitscope.monitor;

import java.util.List;

/// `script on`: answers for programs.
final class ScriptCommand implements Command {
    @Override
    public String name() {
        return "script";
    }

    @Override
    public String usage() {
        return "on|off";
    }

    @Override
    public String help() {
        return "frame answers for programs";
    }

    @Override
    public String longHelp() {
        return """
            After "script on" there is no prompt. Each line sent is answered by lines that start with one
            blank, which is not part of the answer, and by a last line OK, ERROR or CANCELLED, which no line
            of an answer can be mistaken for. "script on" itself is answered by OK on a line of its own.
            """;
    }

    @Override
    public boolean concurrent() {
        return true;
    }

    @Override
    public void run(Invocation call) {
        boolean on = call.arguments().onOff();
        call.arguments().end();
        call.session().script(on);
    }

    @Override
    public List<String> complete(Completion at) {
        return List.of("on", "off");
    }
}
