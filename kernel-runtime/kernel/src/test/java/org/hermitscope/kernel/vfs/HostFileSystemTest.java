package org.hermitscope.kernel.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFileSystemTest extends FileSystemContract {
    @TempDir
    Path temporary;

    private Path shared = Path.of("");
    private Path outside = Path.of("");

    @Override
    void mount(GuestTree tree) throws Exception {
        shared = Files.createDirectory(temporary.resolve("shared"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "SECRET");
        tree.mountAll(List.of(new MountSpec(shared, "/m", false)));
    }

    @Test
    void attributesAreTheHosts() throws Exception {
        Files.writeString(shared.resolve("f"), "abc");
        Stat stat = stat("f");
        assertThat(stat.inode()).isEqualTo(Files.getAttribute(shared.resolve("f"), "unix:ino"));
        assertThat(stat.device()).isEqualTo(Files.getAttribute(shared.resolve("f"), "unix:dev"));
        write("g", "from the guest");
        assertThat(shared.resolve("g")).hasContent("from the guest");
    }

    @Test
    void linksThatLeadOutsideAreWalkedInTheGuest() throws Exception {
        Files.createSymbolicLink(shared.resolve("abs"), outside.resolve("secret"));
        Files.createSymbolicLink(shared.resolve("rel"), Path.of("../outside/secret"));
        Files.createSymbolicLink(shared.resolve("dir"), outside);
        Files.createSymbolicLink(shared.resolve("up"), Path.of(".."));
        for (String path : List.of(
                "abs",
                "rel",
                "dir/secret",
                "up/outside/secret",
                "../outside/secret",
                "../../../../../../../../" + outside + "/secret",
                outside + "/secret",
                "../../etc/shadow",
                "/etc/passwd")) {
            fails(Errno.ENOENT, () -> open(path, OpenFlags.RDONLY));
            fails(Errno.ENOENT, () -> stat(path));
        }
        assertThat(vfs.lookup(context, at(), "up", true)).isEqualTo(tree.root());
        fails(Errno.ENOENT, () -> open("dir/new", CREATE));
        fails(Errno.ENOENT, () -> open("rel", CREATE));
        assertThat(outside.toFile().list()).containsExactly("secret");
        assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("SECRET");
    }

    @Test
    void anAbsoluteLinkReachesTheGuestsOwnFile() throws Exception {
        Files.createSymbolicLink(shared.resolve("l"), Path.of("/m/real"));
        write("real", "guest");
        assertThat(read("l")).isEqualTo("guest");
    }

    @Test
    void namesThatTheGuestCouldNotReachAreListedOnce() {
        fails(Errno.ENOENT, () -> open(outside + "/secret", OpenFlags.RDONLY));
        fails(Errno.ENOENT, () -> open(outside + "/secret", OpenFlags.RDONLY));
        fails(Errno.ENOENT, () -> stat(outside + "/no-such-file"));
        fails(Errno.ENOENT, () -> stat("/proc/none"));
        assertThat(vfs.missing().list()).containsExactly(outside + "/secret");
    }

    @Test
    void whatIsNotGivenCanNotBeWritten() {
        fails(Errno.EROFS, () -> open("/out.txt", CREATE));
        fails(Errno.EROFS, () -> mkdir("/var"));
        fails(Errno.EBUSY, () -> rename("/tmp", "/other"));
        assertThat(vfs.missing().refused()).containsExactly("/out.txt", "/var");
    }

    /// A host process swaps a directory for a link to the outside, over and over, while the guest reads and writes
    /// through it. Whatever the guest gets, it is never the outside.
    @Test
    void swappingADirectoryForALinkNeverLeadsOutside() throws Exception {
        Path real = Files.createDirectory(shared.resolve("d"));
        Files.writeString(real.resolve("secret"), "inside");
        Path parked = shared.resolve("parked");
        Path link = shared.resolve("link");
        Files.createSymbolicLink(link, outside);
        AtomicBoolean stop = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    Files.move(real, parked);
                    Files.move(link, real);
                    Files.move(real, link);
                    Files.move(parked, real);
                }
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
        int reads = 0;
        int refusals = 0;
        try {
            for (int i = 0; i < 3000 || reads == 0 || refusals == 0 && i < 300_000; i++) {
                try {
                    assertThat(read("d/secret")).isEqualTo("inside");
                    reads++;
                    open("d/new" + i % 7, CREATE).release();
                } catch (SyscallException refused) {
                    refusals++;
                }
            }
        } finally {
            stop.set(true);
            swapper.join();
        }
        assertThat(outside.toFile().list()).containsExactly("secret");
        assertThat(reads).isPositive();
    }

    @Test
    void aReadOnlyMountRefusesEveryChange() throws Exception {
        Files.writeString(shared.resolve("f"), "abc");
        tree.mountAll(List.of(new MountSpec(shared, "/ro", true)));
        context.setWorkingDirectory(tree.directory("/ro"));
        assertThat(read("f")).isEqualTo("abc");
        fails(Errno.EROFS, () -> open("f", OpenFlags.WRONLY));
        fails(Errno.EROFS, () -> open("f", OpenFlags.RDONLY | OpenFlags.TRUNC));
        fails(Errno.EROFS, () -> open("g", CREATE));
        fails(Errno.EROFS, () -> mkdir("d"));
        fails(Errno.EROFS, () -> vfs.unlink(context, at(), "f"));
        fails(Errno.EROFS, () -> rename("f", "g"));
        fails(Errno.EROFS, () -> vfs.makeSymlink(context, at(), "l", "f"));
        fails(Errno.EROFS, () -> vfs.lookup(context, at(), "f", true).inode().setMode(0));
        fails(Errno.EROFS, () -> vfs.truncate(context, vfs.lookup(context, at(), "f", true), 0));
        fails(Errno.EROFS, () -> vfs.access(context, vfs.lookup(context, at(), "f", true), 2));
        assertThat(shared.resolve("f")).hasContent("abc");
    }

    @Test
    void specialFilesOfTheHostAreShownAndNotOpened() throws Exception {
        Path fifo = shared.resolve("fifo");
        int made = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        org.junit.jupiter.api.Assumptions.assumeTrue(made == 0, "needs mkfifo");
        assertThat(stat("fifo").type()).isEqualTo(Mode.FIFO);
        fails(Errno.EACCES, () -> open("fifo", OpenFlags.RDONLY));
        vfs.unlink(context, at(), "fifo");
        assertThat(fifo).doesNotExist();
    }

    @Test
    void aFileCanBeMountedByItself() throws Exception {
        Path program = outside.resolve("program");
        Files.writeString(program, "ELF");
        Dentry shown = tree.show(program);
        assertThat(shown.path()).isEqualTo(program.toString());
        assertThat(read(program.toString())).isEqualTo("ELF");
        fails(Errno.EROFS, () -> open(program.toString(), OpenFlags.WRONLY));
        fails(Errno.ENOENT, () -> open(outside + "/secret", OpenFlags.RDONLY));
        fails(Errno.EBUSY, () -> vfs.unlink(context, at(), program.toString()));
        assertThat(stat(program.toString()).size()).isEqualTo(3);
    }

    @Test
    void anUnpackedRootFileSystemCanBeTheRoot() throws Exception {
        for (String name : List.of("dev", "tmp", "m", "etc", "bin")) {
            Files.createDirectory(outside.resolve(name));
        }
        Files.writeString(outside.resolve("etc/passwd"), "guest passwd");
        Files.createSymbolicLink(outside.resolve("up"), Path.of("../../../etc/passwd"));
        Files.createSymbolicLink(outside.resolve("absolute"), Path.of("/etc/passwd"));
        tree.mountAll(List.of(new MountSpec(outside, "/", true)));
        context = tree.context(tree.directory("/bin"), 022, new Credentials(hostUid(), hostUid()));
        assertThat(read("/up")).isEqualTo("guest passwd");
        assertThat(read("/absolute")).isEqualTo("guest passwd");
        assertThat(read("../../../etc/passwd")).isEqualTo("guest passwd");
        assertThat(at().path()).isEqualTo("/bin");
        fails(Errno.EROFS, () -> open("/etc/x", CREATE));
        write("/tmp/x", "1");
        write("/m/x", "2");
        assertThat(shared.resolve("x")).hasContent("2");
        assertThat(open("/dev/zero", OpenFlags.RDONLY).stat().type()).isEqualTo(Mode.CHARACTER);
    }

    @Test
    void aProgramThatNoMountShowsStillHasItsAbsoluteName() throws Exception {
        Path program = Files.writeString(outside.resolve("program"), "ELF");
        Dentry shown = tree.show(program);
        assertThat(tree.show(program)).isEqualTo(shown);
        tree.mountAll(List.of(new MountSpec(shared, temporary.toString(), true)));
        Dentry hidden = tree.show(program);
        assertThat(hidden.path()).isEqualTo(program.toString());
        assertThat(FileSystemContract.readAll(hidden.inode().open(hidden, 0))).isEqualTo("ELF");
        fails(Errno.ENOENT, () -> open(program.toString(), 0));
    }

    @Test
    void mountPointsAreNeverMadeOnTheHost() throws Exception {
        Files.createDirectory(shared.resolve("here"));
        tree.mountAll(List.of(new MountSpec(outside, "/m/here", true)));
        assertThat(read("here/secret")).isEqualTo("SECRET");
        assertThat(vfs.lookup(context, at(), "here/..", true)).isEqualTo(at());
        fails(Errno.EBUSY, () -> vfs.removeDirectory(context, at(), "here"));
        assertThatThrownBy(() -> tree.mountAll(List.of(new MountSpec(outside, "/m/none", true))))
                .isInstanceOf(UnmountableException.class)
                .hasMessageContaining("/m/none");
        assertThat(shared.resolve("none")).doesNotExist();
        assertThatThrownBy(() -> tree.mountAll(List.of(new MountSpec(temporary.resolve("none"), "/x", true))))
                .isInstanceOf(UnmountableException.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void whatTheHostReplacesIsSeenAndWhatIsOpenStays() throws Exception {
        Files.writeString(shared.resolve("f"), "first");
        OpenFile open = open("f", OpenFlags.RDONLY);
        Files.writeString(temporary.resolve("next"), "second");
        Files.move(temporary.resolve("next"), shared.resolve("f"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(read("f")).isEqualTo("second");
        assertThat(readAll(open)).isEqualTo("first");
        assertThat(open.stat().size()).isEqualTo(5);
        open.release();
    }

    @Test
    void manyDirectoriesNeedFewHostDescriptors() throws Exception {
        for (int i = 0; i < 400; i++) {
            Files.writeString(Files.createDirectory(shared.resolve("d" + i)).resolve("f"), "x" + i);
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 400; i++) {
                assertThat(read("d" + i + "/f")).isEqualTo("x" + i);
            }
        }
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.count()).isLessThan(250);
        }
    }

    @Test
    void appendsOfSeveralOpenFilesDoNotOverwriteEachOther() {
        OpenFile one = open("log", OpenFlags.CREAT | OpenFlags.WRONLY | OpenFlags.APPEND);
        OpenFile two = open("log", OpenFlags.WRONLY | OpenFlags.APPEND);
        one.write(bytes("1"));
        two.write(bytes("2"));
        one.write(ByteBuffer.wrap(new byte[] {'3'}));
        assertThat(read("log")).isEqualTo("123");
        one.release();
        two.release();
    }
}
