package org.hermitscope.gdbstub.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.hermitscope.gdbstub.target.ThreadId;
import org.jspecify.annotations.Nullable;

/// Keeps the object that a client reads piece by piece, so that all pieces are of the same state.
public final class Transfers {
    private @Nullable String name;
    private byte[] content = {};
    private List<ThreadId> threadsLeft = new ArrayList<>();

    Transfers() {}

    /// The object called `newName`: produced when its begin is read (or another was read before), kept for the
    /// rest.
    public byte[] object(String newName, long offset, Supplier<byte[]> producer) {
        if (offset == 0 || !newName.equals(name)) {
            content = producer.get();
            name = newName;
        }
        return content;
    }

    /// Begins a list of threads.
    public void listThreads(List<ThreadId> threads) {
        threadsLeft = new ArrayList<>(threads);
    }

    /// The threads of the list that the client has not been told yet; whoever tells them removes them.
    public List<ThreadId> threadsLeft() {
        return threadsLeft;
    }

    /// The program has run: objects may differ now.
    public void clear() {
        name = null;
        content = new byte[0];
    }
}
