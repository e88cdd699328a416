package org.hermitscope.tests.real;

import java.util.List;
import java.util.Map;

/// A program of Debian and what to do with it, as the list has it.
///
/// @param name what it is called on the command line and in the table
/// @param origin where its file comes from
/// @param debianPackage Debian's name of the package, binary or source by origin
/// @param needs Debian packages that have to be installed for the build
/// @param build lines for `sh -e`, run in the unpacked source
/// @param programs the files that can be run: below the source, or as installed
/// @param files contents of files that the runs find in their folder
/// @param runs command lines; the first word is the last part of one of `programs`
/// @param forks command lines that have to say that a guest is one process
/// @param environment `NAME=VALUE`, for both runs
/// @param options further words for `hermitscope run`
/// @param cpus each number of virtual processors that is tried
/// @param differs lines of output in which this is found are left out of the comparison
/// @param sameErrors whether standard error is compared too
/// @param quick whether it belongs to every build
/// @param fails why it is known not to pass, or empty
record RealProgram(
        String name,
        Origin origin,
        String debianPackage,
        List<String> needs,
        List<String> build,
        List<String> programs,
        Map<String, String> files,
        List<String> runs,
        List<String> forks,
        List<String> environment,
        List<String> options,
        List<Integer> cpus,
        List<String> differs,
        boolean sameErrors,
        boolean quick,
        String fails) {

    enum Origin {
        /// A binary package that ships the static program.
        PACKAGE,
        /// A source package; the program is built.
        SOURCE,
    }

    @Override
    public String toString() {
        return name;
    }
}
