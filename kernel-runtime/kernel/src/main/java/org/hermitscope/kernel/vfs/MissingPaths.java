package org.hermitscope.kernel.vfs;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Host files that the guest looked for and was not given, so that its user can be told which `--mount` would have
/// helped. The guest itself learns nothing from this.
public final class MissingPaths {
    private static final int MOST = 32;
    /// What is ours to answer; a mount would not help.
    private static final String[] OURS = {"/proc", "/sys", "/dev"};
    /// Where C libraries look for users, time zones and languages, and do without.
    private static final String[] SYSTEM = {"/etc", "/usr", "/lib", "/lib64", "/bin", "/sbin", "/var", "/run"};

    private final FileSystem rootFileSystem;
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> onHost = new ArrayList<>();
    private final Set<String> refused = new LinkedHashSet<>();

    /// @param rootFileSystem of the guest: a name missing below a mount is missing on the host, too
    public MissingPaths(FileSystem rootFileSystem) {
        this.rootFileSystem = rootFileSystem;
    }

    /// Notes a path that led nowhere.
    ///
    /// @param base where it starts if it is relative
    void note(Dentry base, String path) {
        boolean absolute = path.startsWith("/");
        if (path.isEmpty() || !absolute && !base.inode().fileSystem().equals(rootFileSystem)) {
            return;
        }
        String full = absolute ? path : base.path() + "/" + path;
        if (isWithin(full, OURS)) {
            return;
        }
        synchronized (this) {
            if (seen.size() >= MOST * 8 || onHost.size() >= MOST || !seen.add(full)) {
                return;
            }
        }
        try {
            Path host = Path.of(GuestName.toText(full)).normalize();
            if (!isWithin(host.toString(), SYSTEM) && Files.exists(host, LinkOption.NOFOLLOW_LINKS)) {
                synchronized (this) {
                    onHost.add(host.toString());
                }
            }
        } catch (InvalidPathException unutterable) {
            // The host's locale can't name it; neither could its user.
        }
    }

    private static boolean isWithin(String path, String[] directories) {
        for (String directory : directories) {
            if (path.startsWith(directory)
                    && (path.length() == directory.length() || path.charAt(directory.length()) == '/')) {
                return true;
            }
        }
        return false;
    }

    /// Notes a name that could not be made, because its directory is only there to lead to what was given.
    void noteRefused(Dentry directory, String name) {
        if (directory.inode().fileSystem().equals(rootFileSystem)) {
            String above = directory.path();
            synchronized (this) {
                if (refused.size() < MOST) {
                    refused.add(GuestName.toText(above.equals("/") ? "/" + name : above + "/" + name));
                }
            }
        }
    }

    /// The host paths, in the order they were first looked for, without files of the host's system, such as /etc/passwd
    /// or a time zone, which most programs do without.
    public synchronized List<String> list() {
        return List.copyOf(onHost);
    }

    /// Guest paths that could not be made where nothing is mounted, in the order they were first tried.
    public synchronized List<String> refused() {
        return List.copyOf(refused);
    }
}
