package org.hermitscope.kernel.memory;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.MachineException;
import org.hermitscope.machine.SharedMemory;

/// The pages of one file that all its shared mappings show, so that each sees the stores of the others at once. Bits
/// are counted in pages of the file. The address space's lock guards everything.
final class SharedPages {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    /// Pages are counted with an int.
    private static final long FARTHEST = 1L << 42;

    private final SharedMemory memory;
    private final Runnable atEnd;
    private final List<FilePages> users = new ArrayList<>(1);

    /// Pages whose contents are here: those that some mapping has open.
    final BitSet present = new BitSet();

    /// Pages that were stored to since the file was told.
    final BitSet dirty = new BitSet();

    /// @param atEnd what happens when no mapping is left
    SharedPages(Runnable atEnd) {
        this.atEnd = atEnd;
        try {
            memory = new SharedMemory();
        } catch (MachineException refused) {
            throw Errno.ENFILE.raise();
        }
    }

    /// Makes room for a mapping that ends there.
    void reach(long end) {
        if (end < 0 || end > FARTHEST) {
            throw Errno.EOVERFLOW.raise();
        }
        memory.extendTo(end);
    }

    SharedMemory memory() {
        return memory;
    }

    void add(FilePages user) {
        boolean _ = users.add(user);
    }

    void remove(FilePages user) {
        boolean _ = users.remove(user);
        if (users.isEmpty()) {
            memory.close();
            atEnd.run();
        }
    }

    /// The next store to a page will be noticed, wherever it is made.
    void writeProtect(int page) {
        for (FilePages user : users) {
            user.writeProtect((long) page * PAGE);
        }
    }

    /// A mapping has closed a page. Contents that no other shows are forgotten.
    void closed(int page) {
        for (FilePages user : users) {
            if (user.shows((long) page * PAGE)) {
                return;
            }
        }
        present.clear(page);
        dirty.clear(page);
    }
}
