package org.hermitscope.x86.vectors.make;

import org.hermitscope.x86.vectors.RecordedState;
import org.hermitscope.x86.vectors.VectorFile;

/// What the processor made of a case.
///
/// @param exception its vector, or [VectorFile#COMPLETED]
/// @param cr2 0 for anything but a page fault
record Outcome(RecordedState after, int exception, int errorCode, long cr2) {
    boolean completed() {
        return exception == VectorFile.COMPLETED;
    }
}
