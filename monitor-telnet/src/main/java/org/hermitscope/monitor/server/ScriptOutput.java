package org.hermitscope.monitor.server;

import org.hermitscope.monitor.Output;

/// Puts a blank in front of each line of an answer, so that no line can be taken for the word that ends it.
final class ScriptOutput implements Output {
    private final Output out;
    private boolean lineStart = true;

    ScriptOutput(Output out) {
        this.out = out;
    }

    @Override
    public void print(String text) {
        if (text.isEmpty()) {
            return;
        }
        StringBuilder framed = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            if (lineStart) {
                framed.append(' ');
            }
            char c = text.charAt(i);
            framed.append(c);
            lineStart = c == '\n';
        }
        out.print(framed.toString());
    }
}
