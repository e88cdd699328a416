package org.hermitscope.kernel.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.RealTimeClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every writable file system must do; expected values were taken from Linux.
abstract class FileSystemContract {
    static final int CREATE = OpenFlags.CREAT | OpenFlags.RDWR;

    GuestTree tree;
    Vfs vfs;
    FsContext context;

    /// Mounts an empty file system on /m. Runs before every test, inside [#makeTree].
    abstract void mount(GuestTree tree) throws Exception;

    @BeforeEach
    void makeTree() throws Exception {
        tree = new GuestTree(new RealTimeClock(), 64 << 20, HostTerminal.NONE, 1);
        mount(tree);
        Dentry m = tree.directory("/m");
        context = tree.context(m, 022, new Credentials(hostUid(), hostUid()));
        vfs = tree.vfs();
    }

    static int hostUid() throws Exception {
        return (int) java.nio.file.Files.getAttribute(java.nio.file.Path.of("/proc/self"), "unix:uid");
    }

    OpenFile open(String path, int flags) {
        return open(path, flags, 0644);
    }

    OpenFile open(String path, int flags, int mode) {
        OpenFile file = vfs.open(context, context.workingDirectory(), path, flags, mode);
        file.acquire();
        return file;
    }

    void write(String path, String text) {
        OpenFile file = open(path, CREATE | OpenFlags.TRUNC);
        assertThat(file.write(bytes(text))).isEqualTo(text.length());
        file.release();
    }

    String read(String path) {
        OpenFile file = open(path, OpenFlags.RDONLY);
        String text = readAll(file);
        file.release();
        return text;
    }

    static String readAll(OpenFile file) {
        StringBuilder text = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(100);
        while (file.read(buffer.clear()) > 0) {
            text.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return text.toString();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Stat stat(String path) {
        return vfs.lookup(context, context.workingDirectory(), path, true)
                .inode()
                .stat();
    }

    Dentry at() {
        return context.workingDirectory();
    }

    void mkdir(String path) {
        vfs.makeDirectory(context, at(), path, 0777);
    }

    void rename(String from, String to) {
        vfs.rename(context, at(), from, at(), to, 0);
    }

    static void fails(Errno errno, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        SyscallException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    @Test
    void writtenBytesAreReadBack() {
        write("f", "hello");
        assertThat(read("f")).isEqualTo("hello");
        assertThat(stat("f").size()).isEqualTo(5);
        assertThat(stat("f").mode()).isEqualTo(Mode.REGULAR | 0644);
        assertThat(stat("f").links()).isEqualTo(1);
    }

    @Test
    void theUmaskTakesBitsFromNewFiles() {
        context.setUmask(027);
        open("f", CREATE, 0777).release();
        assertThat(stat("f").mode()).isEqualTo(Mode.REGULAR | 0750);
        context.setUmask(0);
        open("g", CREATE, 06777).release();
        assertThat(stat("g").mode()).isEqualTo(Mode.REGULAR | 06777);
        vfs.makeDirectory(context, at(), "d", 01777);
        assertThat(stat("d").mode()).isEqualTo(Mode.DIRECTORY | 01777);
    }

    @Test
    void aFileMadeReadOnlyIsWritableThroughTheDescriptorThatMadeIt() {
        OpenFile file = open("f", OpenFlags.CREAT | OpenFlags.WRONLY | OpenFlags.EXCL, 0400);
        assertThat(file.write(bytes("x"))).isEqualTo(1);
        file.release();
        assertThat(stat("f").mode()).isEqualTo(Mode.REGULAR | 0400);
    }

    @Test
    void openFlagsAnswerAsOnLinux() {
        fails(Errno.ENOENT, () -> open("none", OpenFlags.RDONLY));
        fails(Errno.ENOENT, () -> open("", OpenFlags.RDONLY));
        fails(Errno.ENOENT, () -> open("none/x", CREATE));
        write("f", "abc");
        mkdir("d");
        fails(Errno.ENOTDIR, () -> open("f/x", OpenFlags.RDONLY));
        fails(Errno.ENOTDIR, () -> open("f/", OpenFlags.RDONLY));
        fails(Errno.ENOTDIR, () -> open("f", OpenFlags.DIRECTORY));
        fails(Errno.EISDIR, () -> open("d", OpenFlags.WRONLY));
        fails(Errno.EISDIR, () -> open("d", CREATE));
        fails(Errno.EISDIR, () -> open("x/", CREATE));
        fails(Errno.EEXIST, () -> open("f", CREATE | OpenFlags.EXCL));
        fails(Errno.EEXIST, () -> open("d", CREATE | OpenFlags.EXCL));
        fails(Errno.ENAMETOOLONG, () -> open("n".repeat(256), CREATE));
        fails(Errno.ENAMETOOLONG, () -> open("a/".repeat(2048), OpenFlags.RDONLY));
        open("n".repeat(255), CREATE).release();
        OpenFile truncated = open("f", OpenFlags.WRONLY | OpenFlags.TRUNC);
        assertThat(truncated.stat().size()).isZero();
        assertThat(truncated.flags()).isEqualTo(OpenFlags.WRONLY | OpenFlags.LARGEFILE);
        truncated.release();
        OpenFile path = open("f", OpenFlags.PATH);
        assertThat(path.flags()).isEqualTo(OpenFlags.PATH);
        fails(Errno.EBADF, () -> path.read(ByteBuffer.allocate(1)));
        assertThat(path.stat().type()).isEqualTo(Mode.REGULAR);
    }

    @Test
    void symbolicLinksAreFollowedWhereLinuxFollowsThem() {
        write("f", "abc");
        vfs.makeSymlink(context, at(), "l", "f");
        vfs.makeSymlink(context, at(), "dangling", "made");
        vfs.makeSymlink(context, at(), "loop", "loop");
        assertThat(read("l")).isEqualTo("abc");
        fails(Errno.ELOOP, () -> open("l", OpenFlags.NOFOLLOW));
        fails(Errno.ELOOP, () -> open("loop", OpenFlags.RDONLY));
        fails(Errno.EEXIST, () -> open("l", CREATE | OpenFlags.EXCL));
        fails(Errno.EEXIST, () -> open("dangling", CREATE | OpenFlags.EXCL));
        fails(Errno.ENOENT, () -> open("dangling", OpenFlags.RDONLY));
        write("dangling", "x");
        assertThat(read("made")).isEqualTo("x");
        Dentry link = vfs.lookup(context, at(), "l", false);
        assertThat(link.inode().readLink()).isEqualTo("f");
        assertThat(link.inode().stat().size()).isEqualTo(1);
        assertThat(link.inode().stat().mode()).isEqualTo(Mode.SYMLINK | 0777);
        OpenFile path = open("l", OpenFlags.PATH | OpenFlags.NOFOLLOW);
        assertThat(path.stat().type()).isEqualTo(Mode.SYMLINK);
    }

    @Test
    void fortyLinksAreFollowedAndOneMoreIsNot() {
        write("l0", "end");
        for (int i = 1; i <= 41; i++) {
            vfs.makeSymlink(context, at(), "l" + i, "l" + (i - 1));
        }
        assertThat(read("l40")).isEqualTo("end");
        fails(Errno.ELOOP, () -> open("l41", OpenFlags.RDONLY));
    }

    @Test
    void aFileWithoutNamesLivesOn() {
        OpenFile file = open("f", CREATE);
        file.write(bytes("abc"));
        vfs.unlink(context, at(), "f");
        fails(Errno.ENOENT, () -> stat("f"));
        assertThat(file.stat().links()).isZero();
        assertThat(file.stat().size()).isEqualTo(3);
        file.write(bytes("def"));
        ByteBuffer six = ByteBuffer.allocate(6);
        assertThat(file.readAt(six, 0)).isEqualTo(6);
        assertThat(file.stat().size()).isEqualTo(6);
        assertThat(file.dentry().path()).isEqualTo("/m/f (deleted)");
        file.truncate(2);
        assertThat(file.stat().size()).isEqualTo(2);
        file.release();
    }

    @Test
    void anOpenFileFollowsItsNewName() {
        OpenFile file = open("f", CREATE);
        mkdir("d");
        rename("f", "d/g");
        assertThat(file.dentry().path()).isEqualTo("/m/d/g");
        rename("d", "e");
        assertThat(file.dentry().path()).isEqualTo("/m/e/g");
        file.write(bytes("moved"));
        assertThat(read("e/g")).isEqualTo("moved");
        assertThat(file.stat().size()).isEqualTo(5);
        file.release();
    }

    @Test
    void theWorkingDirectoryFollowsARename() {
        mkdir("a");
        mkdir("a/b");
        Dentry top = at();
        context.setWorkingDirectory(vfs.lookupDirectory(context, at(), "a/b"));
        vfs.rename(context, top, "a", top, "z", 0);
        assertThat(at().path()).isEqualTo("/m/z/b");
        write("f", "x");
        assertThat(read("../b/f")).isEqualTo("x");
        assertThat(read("/m/z/b/f")).isEqualTo("x");
    }

    @Test
    void namesAnswerAsOnLinux() {
        write("f", "1");
        mkdir("d");
        mkdir("full");
        write("full/x", "1");
        fails(Errno.EEXIST, () -> mkdir("d"));
        fails(Errno.EEXIST, () -> mkdir("f"));
        fails(Errno.ENOENT, () -> mkdir("none/x"));
        fails(Errno.ENOTDIR, () -> vfs.removeDirectory(context, at(), "f"));
        fails(Errno.ENOTEMPTY, () -> vfs.removeDirectory(context, at(), "full"));
        fails(Errno.EINVAL, () -> vfs.removeDirectory(context, at(), "d/."));
        fails(Errno.ENOTEMPTY, () -> vfs.removeDirectory(context, at(), "d/.."));
        fails(Errno.EISDIR, () -> vfs.unlink(context, at(), "d"));
        fails(Errno.ENOENT, () -> vfs.unlink(context, at(), "none"));
        fails(Errno.ENOTDIR, () -> vfs.unlink(context, at(), "f/"));
        fails(Errno.EISDIR, () -> rename("f", "d"));
        fails(Errno.ENOTDIR, () -> rename("d", "f"));
        fails(Errno.ENOTEMPTY, () -> rename("d", "full"));
        fails(Errno.EINVAL, () -> rename("d", "d/sub"));
        fails(Errno.ENOENT, () -> rename("none", "x"));
        fails(Errno.ENOTDIR, () -> rename("f", "g/"));
        fails(Errno.EBUSY, () -> rename("d/.", "x"));
        fails(Errno.EEXIST, () -> vfs.rename(context, at(), "f", at(), "d", Vfs.RENAME_NOREPLACE));
        fails(Errno.EPERM, () -> vfs.link(context, vfs.lookup(context, at(), "d", false), at(), "d2"));
        fails(Errno.EEXIST, () -> vfs.link(context, vfs.lookup(context, at(), "f", false), at(), "d"));
        fails(Errno.EXDEV, () -> rename("f", "/tmp/f"));
        rename("full", "d");
        assertThat(read("d/x")).isEqualTo("1");
        vfs.unlink(context, at(), "d/x");
        vfs.removeDirectory(context, at(), "d/");
        fails(Errno.ENOENT, () -> stat("d"));
        mkdir("trailing/");
        assertThat(stat("trailing").type()).isEqualTo(Mode.DIRECTORY);
    }

    @Test
    void renamingReplacesAFileWhoseReadersKeepIt() {
        write("a", "new");
        write("b", "old");
        OpenFile old = open("b", OpenFlags.RDONLY);
        rename("a", "b");
        assertThat(read("b")).isEqualTo("new");
        fails(Errno.ENOENT, () -> stat("a"));
        assertThat(readAll(old)).isEqualTo("old");
        assertThat(old.stat().links()).isZero();
        old.release();
    }

    @Test
    void hardLinksShareOneInode() {
        write("f", "1");
        vfs.link(context, vfs.lookup(context, at(), "f", false), at(), "g");
        assertThat(stat("f").links()).isEqualTo(2);
        assertThat(stat("f").inode()).isEqualTo(stat("g").inode());
        write("g", "changed");
        assertThat(read("f")).isEqualTo("changed");
        rename("f", "g");
        assertThat(stat("f").links())
                .as("renaming onto the same inode does nothing")
                .isEqualTo(2);
        vfs.unlink(context, at(), "f");
        assertThat(stat("g").links()).isEqualTo(1);
        assertThat(read("g")).isEqualTo("changed");
    }

    @Test
    void aFileIsReachedByWhicheverNameIsLeft() {
        write("f", "1");
        Dentry f = vfs.lookup(context, at(), "f", false);
        vfs.link(context, f, at(), "g");
        vfs.link(context, f, at(), "h");
        vfs.unlink(context, at(), "h");
        vfs.unlink(context, at(), "g");
        assertThat(read("f")).isEqualTo("1");
        assertThat(stat("f").links()).isEqualTo(1);
        vfs.truncate(context, vfs.lookup(context, at(), "f", true), 0);
        assertThat(stat("f").size()).isZero();
    }

    @Test
    void aFileWithoutNamesIsOpenedAgainThroughItsDescriptor() {
        OpenFile file = open("f", CREATE);
        file.write(bytes("abc"));
        vfs.unlink(context, at(), "f");
        OpenFile again = file.inode().open(file.dentry(), OpenFlags.RDWR);
        again.acquire();
        file.release();
        assertThat(readAll(again)).isEqualTo("abc");
        assertThat(again.write(bytes("d"))).isEqualTo(1);
        assertThat(again.stat().size()).isEqualTo(4);
        again.release();
    }

    @Test
    void callsOnNamesDoNotFollowALinkBeforeASlash() {
        mkdir("d");
        vfs.makeSymlink(context, at(), "l", "d");
        fails(Errno.ENOTDIR, () -> vfs.removeDirectory(context, at(), "l/"));
        fails(Errno.ENOTDIR, () -> vfs.unlink(context, at(), "l/"));
        fails(Errno.ENOTDIR, () -> rename("l/", "x"));
        fails(Errno.EEXIST, () -> mkdir("l/"));
        assertThat(vfs.lookup(context, at(), "l/", false).inode().type()).isEqualTo(Mode.DIRECTORY);
        vfs.unlink(context, at(), "l");
        assertThat(stat("d").type()).isEqualTo(Mode.DIRECTORY);
    }

    @Test
    void nothingCanBeMadeInARemovedDirectory() {
        mkdir("d");
        Dentry top = at();
        context.setWorkingDirectory(vfs.lookupDirectory(context, at(), "d"));
        vfs.removeDirectory(context, top, "d");
        fails(Errno.ENOENT, () -> open("f", CREATE));
        fails(Errno.ENOENT, () -> mkdir("e"));
        assertThat(at().inode().stat().links()).isZero();
        assertThat(vfs.lookup(context, at(), "..", true)).isEqualTo(top);
    }

    @Test
    void positionsMoveAndSeekAnswersAsOnLinux() {
        OpenFile file = open("f", CREATE);
        file.write(bytes("0123456789"));
        assertThat(file.seek(0, OpenFile.SEEK_CUR)).isEqualTo(10);
        assertThat(file.seek(-3, OpenFile.SEEK_END)).isEqualTo(7);
        assertThat(readAll(file)).isEqualTo("789");
        fails(Errno.EINVAL, () -> file.seek(-1, OpenFile.SEEK_SET));
        fails(Errno.EINVAL, () -> file.seek(0, 9));
        fails(Errno.ENXIO, () -> file.seek(10, OpenFile.SEEK_DATA));
        fails(Errno.ENXIO, () -> file.seek(10, OpenFile.SEEK_HOLE));
        assertThat(file.seek(3, OpenFile.SEEK_HOLE)).isEqualTo(10);
        assertThat(file.seek(3, OpenFile.SEEK_DATA)).isEqualTo(3);
        file.seek(20, OpenFile.SEEK_SET);
        file.write(bytes("x"));
        assertThat(file.stat().size()).isEqualTo(21);
        ByteBuffer gap = ByteBuffer.allocate(11);
        assertThat(file.readAt(gap, 10)).isEqualTo(11);
        assertThat(gap.array()).startsWith(new byte[10]).endsWith((byte) 'x');
        file.release();
    }

    @Test
    void appendingRulesEvenPositionedWrites() {
        write("f", "abc");
        OpenFile file = open("f", OpenFlags.RDWR | OpenFlags.APPEND);
        file.writeAt(bytes("d"), 0);
        assertThat(file.seek(0, OpenFile.SEEK_CUR)).isZero();
        file.write(bytes("e"));
        assertThat(file.seek(0, OpenFile.SEEK_CUR)).isEqualTo(5);
        file.setStatusFlags(0);
        file.writeAt(bytes("X"), 0);
        assertThat(read("f")).isEqualTo("Xbcde");
        file.setStatusFlags(OpenFlags.APPEND);
        file.seek(0, OpenFile.SEEK_SET);
        file.write(bytes("!"));
        assertThat(read("f")).isEqualTo("Xbcde!");
        file.release();
    }

    @Test
    void sizesChange() {
        OpenFile file = open("f", CREATE);
        file.write(bytes("0123456789"));
        file.truncate(4);
        assertThat(file.seek(0, OpenFile.SEEK_CUR)).as("the position stays").isEqualTo(10);
        file.truncate(6000);
        assertThat(stat("f").size()).isEqualTo(6000);
        ByteBuffer tail = ByteBuffer.allocate(6000);
        file.readAt(tail, 0);
        assertThat(tail.get(3)).isEqualTo((byte) '3');
        assertThat(tail.get(4)).isZero();
        assertThat(tail.get(5999)).isZero();
        OpenFile readOnly = open("f", OpenFlags.RDONLY);
        fails(Errno.EINVAL, () -> readOnly.truncate(1));
        mkdir("d");
        fails(Errno.EISDIR, () -> vfs.truncate(context, vfs.lookup(context, at(), "d", true), 1));
        vfs.truncate(context, vfs.lookup(context, at(), "f", true), 1);
        assertThat(read("f")).isEqualTo("0");
        file.allocate(0, 0, 100);
        assertThat(stat("f").size()).isEqualTo(100);
        file.allocate(RegularFile.KEEP_SIZE, 0, 1000);
        assertThat(stat("f").size()).isEqualTo(100);
        file.write(bytes(""));
        file.allocate(RegularFile.KEEP_SIZE | RegularFile.PUNCH_HOLE, 0, 50);
        assertThat(read("f")).isEqualTo("\0".repeat(100));
        fails(Errno.EOPNOTSUPP, () -> file.allocate(RegularFile.PUNCH_HOLE, 0, 1));
        fails(Errno.EBADF, () -> readOnly.allocate(0, 0, 1));
        file.release();
    }

    @Test
    void modesOwnersAndTimesAreKept() {
        write("f", "1");
        Dentry f = vfs.lookup(context, at(), "f", true);
        f.inode().setMode(04755);
        assertThat(stat("f").mode()).isEqualTo(Mode.REGULAR | 04755);
        f.inode().setOwner(-1, -1);
        assertThat(stat("f").mode()).as("chown drops set-user-ID").isEqualTo(Mode.REGULAR | 0755);
        long accessed = 1_000_000_000_123_456_789L;
        long modified = 1_100_000_000_987_654_321L;
        f.inode().setTimes(accessed, modified);
        assertThat(stat("f").accessed()).isEqualTo(accessed);
        assertThat(stat("f").modified()).isEqualTo(modified);
        f.inode().setTimes(null, modified + 1);
        assertThat(stat("f").accessed()).isEqualTo(accessed);
        assertThat(stat("f").modified()).isEqualTo(modified + 1);
        f.inode().setMode(0);
        f.inode().setMode(0644);
        assertThat(stat("f").mode()).isEqualTo(Mode.REGULAR | 0644);
        fails(Errno.EACCES, () -> vfs.access(context, f, 1));
        vfs.access(context, f, 6);
    }

    @Test
    void deletingWhileListingSkipsNothing() {
        TreeSet<String> expected = new TreeSet<>(List.of(".", ".."));
        for (int i = 0; i < 100; i++) {
            write("file" + i, "");
            expected.add("file" + i);
        }
        OpenFile directory = open(".", OpenFlags.DIRECTORY);
        List<String> seen = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.allocate(200);
        while (directory.list(buffer.clear(), false) > 0) {
            buffer.flip();
            for (String name : Getdents.names(buffer)) {
                seen.add(name);
                if (name.startsWith("file")) {
                    vfs.unlink(context, at(), name);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(directory.seek(0, OpenFile.SEEK_SET)).isZero();
        directory.list(buffer.clear(), false);
        assertThat(Getdents.names(buffer.flip())).containsExactlyInAnyOrder(".", "..");
        directory.seek(0, OpenFile.SEEK_SET);
        fails(Errno.EINVAL, () -> directory.list(ByteBuffer.allocate(5), false));
        directory.release();
    }

    @Test
    void listedOffsetsCanBeSoughtAgain() {
        for (String name : List.of("a", "b", "c", "d")) {
            write(name, "");
        }
        OpenFile directory = open(".", OpenFlags.DIRECTORY);
        ByteBuffer all = ByteBuffer.allocate(1000);
        directory.list(all, false);
        all.flip();
        List<String> names = Getdents.names(all.duplicate());
        long third = Getdents.offsets(all).get(2);
        directory.seek(third, OpenFile.SEEK_SET);
        ByteBuffer again = ByteBuffer.allocate(1000);
        directory.list(again, false);
        assertThat(Getdents.names(again.flip())).isEqualTo(names.subList(3, names.size()));
        directory.release();
    }

    @Test
    void everyByteMayBeInAName() {
        String latin = "caf\u00e9";
        String broken = "\u00ff\u0080 \n\t\\x";
        write(latin, "1");
        write(broken, "2");
        mkdir("d\u00c3\u00a9");
        write("d\u00c3\u00a9/\u00e6\u0097\u00a5", "3");
        vfs.makeSymlink(context, at(), "link", broken);
        assertThat(read("link")).isEqualTo("2");
        assertThat(vfs.lookup(context, at(), "link", false).inode().readLink()).isEqualTo(broken);
        OpenFile directory = open(".", OpenFlags.DIRECTORY);
        ByteBuffer all = ByteBuffer.allocate(1000);
        directory.list(all, false);
        assertThat(Getdents.names(all.flip())).contains(latin, broken, "d\u00c3\u00a9", "link");
        directory.release();
        rename(broken, "plain");
        assertThat(read("plain")).isEqualTo("2");
        assertThat(read("d\u00c3\u00a9/\u00e6\u0097\u00a5")).isEqualTo("3");
    }

    @Test
    void sharedMappingsAndReadsSeeEachOther() {
        write("f", "0123456789");
        OpenFile file = open("f", OpenFlags.RDWR);
        ByteBuffer memory = ByteBuffer.wrap("MMMM".getBytes(StandardCharsets.ISO_8859_1));
        List<Long> truncations = new ArrayList<>();
        SharedMapping mapping = new SharedMapping() {
            @Override
            public long offset() {
                return 2;
            }

            @Override
            public long length() {
                return 4;
            }

            @Override
            public boolean writable() {
                return true;
            }

            @Override
            public void load(long offset, ByteBuffer to) {
                to.put(memory.slice((int) offset - 2, to.remaining()));
            }

            @Override
            public void store(long offset, ByteBuffer from) {
                memory.slice((int) offset - 2, from.remaining()).put(from);
            }

            @Override
            public void truncated(long size) {
                truncations.add(size);
            }
        };
        file.inode().addMapping(mapping);
        assertThat(readAll(file)).isEqualTo("01MMMM6789");
        file.writeAt(bytes("xyz"), 4);
        assertThat(memory.array()).asString(StandardCharsets.ISO_8859_1).isEqualTo("MMxy");
        file.truncate(3);
        assertThat(truncations).contains(3L);
        file.inode().removeMapping(mapping);
        assertThat(file.inode().mappings()).isEmpty();
        file.release();
    }

    @Test
    void largeTransfersArriveWhole() {
        byte[] data = new byte[1 << 20];
        new java.util.Random(1).nextBytes(data);
        OpenFile file = open("big", CREATE);
        int done = 0;
        while (done < data.length) {
            done += file.write(ByteBuffer.wrap(data, done, Math.min(70_001, data.length - done)));
        }
        byte[] back = new byte[data.length];
        ByteBuffer buffer = ByteBuffer.wrap(back);
        while (buffer.hasRemaining() && file.readAt(buffer, buffer.position()) > 0) {
            // Until all is there.
        }
        assertThat(back).isEqualTo(data);
        assertThat(file.stat().blocks()).isGreaterThanOrEqualTo(data.length / 512);
        file.release();
    }
}
