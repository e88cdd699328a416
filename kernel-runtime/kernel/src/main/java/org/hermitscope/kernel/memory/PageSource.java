package org.hermitscope.kernel.memory;

import java.nio.ByteBuffer;

/// Where the contents of mapped pages come from.
public interface PageSource {
    /// Reads from `offset` on; fewer bytes than `to` has room for only at the end.
    ///
    /// @return bytes read, 0 at or behind the end
    int read(ByteBuffer to, long offset);

    /// Bytes there are.
    long size();
}
