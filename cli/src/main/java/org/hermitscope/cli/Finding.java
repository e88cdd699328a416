package org.hermitscope.cli;

/// A line of the doctor's report.
///
/// @param subject what was looked at
/// @param kind how it is
/// @param detail what was found
/// @param remedy what to do about it, empty if nothing needs to be done
record Finding(String subject, Kind kind, String detail, String remedy) {
    enum Kind {
        /// There, and of use.
        FINE("ok"),
        /// Not there; something optional cannot be done.
        ABSENT("-"),
        /// Nothing works as it is.
        WRONG("WRONG");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static Finding fine(String subject, String detail) {
        return new Finding(subject, Kind.FINE, detail, "");
    }

    static Finding absent(String subject, String detail, String remedy) {
        return new Finding(subject, Kind.ABSENT, detail, remedy);
    }

    static Finding wrong(String subject, String detail, String remedy) {
        return new Finding(subject, Kind.WRONG, detail, remedy);
    }

    void appendTo(StringBuilder text) {
        int start = text.length();
        text.append(subject).repeat(' ', Math.max(1, 16 - subject.length()));
        text.append(kind.word).repeat(' ', Math.max(1, 22 - (text.length() - start)));
        text.append(detail).append('\n');
        if (!remedy.isEmpty()) {
            text.repeat(' ', 22).append(remedy).append('\n');
        }
    }
}
