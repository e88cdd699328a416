package org.hermitscope.vmm;

import java.io.PrintStream;

/// What the machine tells its user: lines on standard error that begin with the program's name. The guest's own
/// output goes elsewhere.
public final class Notices {
    private final PrintStream out;

    public Notices(PrintStream out) {
        this.out = out;
    }

    /// Says one line.
    public void say(String line) {
        // One write, so that lines of ours and of the guest do not mix on a shared terminal.
        out.print("hermitscope: " + line + "\n");
        out.flush();
    }
}
