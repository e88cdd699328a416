package org.hermitscope.gdbstub.session;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hermitscope.gdbstub.target.ProgramStart;

/// Collects what a client says about the next program before it starts one.
public final class Preparation {
    private final Map<String, String> set = new LinkedHashMap<>();
    private final Set<String> unset = new LinkedHashSet<>();
    private Optional<String> workingDirectory = Optional.empty();
    private boolean randomize = true;

    Preparation() {}

    public void setVariable(String name, String value) {
        unset.remove(name);
        set.put(name, value);
    }

    public void unsetVariable(String name) {
        set.remove(name);
        unset.add(name);
    }

    /// Back to the target's default environment.
    public void resetEnvironment() {
        set.clear();
        unset.clear();
    }

    public void workingDirectory(Optional<String> directory) {
        workingDirectory = directory;
    }

    public void randomize(boolean wanted) {
        randomize = wanted;
    }

    /// The complete request.
    public ProgramStart start(Optional<String> file, List<String> arguments) {
        return new ProgramStart(
                file, List.copyOf(arguments), Map.copyOf(set), Set.copyOf(unset), workingDirectory, randomize);
    }
}
