package org.hermitscope.kernel.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.vfs.memory.MemoryFileSystem;
import org.hermitscope.kernel.vfs.tree.GuestTree;
import org.hermitscope.machine.RealTimeClock;
import org.junit.jupiter.api.Test;

final class MemoryFileSystemTest extends FileSystemContract {
    private static final int LIMIT = 2 << 20;

    private MemoryFileSystem fileSystem =
            new MemoryFileSystem(1, false, LIMIT, new RealTimeClock(), 0755, new Credentials(0, 0));

    @Override
    void mount(GuestTree tree) throws Exception {
        Credentials owner = new Credentials(hostUid(), hostUid());
        fileSystem = new MemoryFileSystem(tree.newDevice(), false, LIMIT, new RealTimeClock(), 0755, owner);
        tree.mount("/m", fileSystem.root());
    }

    @Test
    void theLimitIsKeptAndMemoryComesBack() {
        OpenFile file = open("f", CREATE);
        byte[] megabyte = new byte[1 << 20];
        assertThat(file.write(ByteBuffer.wrap(megabyte))).isEqualTo(megabyte.length);
        assertThat(file.write(ByteBuffer.wrap(megabyte))).isEqualTo(megabyte.length);
        fails(Errno.ENOSPC, () -> file.write(ByteBuffer.wrap(megabyte)));
        assertThat(fileSystem.stat().free()).isZero();
        vfs.unlink(context, at(), "f");
        assertThat(fileSystem.stat().free()).isZero();
        file.release();
        assertThat(fileSystem.stat().free()).isEqualTo(LIMIT / 4096);
    }

    @Test
    void holesCostNothingAndAreFound() {
        OpenFile file = open("f", CREATE);
        file.writeAt(bytes("x"), 1L << 40);
        assertThat(file.stat().size()).isEqualTo((1L << 40) + 1);
        assertThat(file.stat().blocks()).isEqualTo(8);
        assertThat(file.seek(0, OpenFile.SEEK_DATA)).isEqualTo(1L << 40);
        assertThat(file.seek(0, OpenFile.SEEK_HOLE)).isZero();
        fails(Errno.EFBIG, () -> file.writeAt(bytes("x"), Long.MAX_VALUE - 5));
        file.truncate(10);
        assertThat(file.stat().blocks()).isZero();
        file.release();
    }

    @Test
    void exchangeSwapsTwoNames() {
        write("f", "file");
        mkdir("d");
        write("d/x", "inside");
        vfs.rename(context, at(), "f", at(), "d", Vfs.RENAME_EXCHANGE);
        assertThat(read("d")).isEqualTo("file");
        assertThat(read("f/x")).isEqualTo("inside");
    }

    @Test
    void anUnnamedFileCanBeLinked() {
        OpenFile file = open(".", OpenFlags.TMPFILE | OpenFlags.RDWR);
        file.write(bytes("secret"));
        assertThat(file.stat().links()).isZero();
        vfs.link(context, file.dentry(), at(), "named");
        assertThat(read("named")).isEqualTo("secret");
        assertThat(stat("named").links()).isEqualTo(1);
        fails(Errno.EINVAL, () -> open(".", OpenFlags.TMPFILE));
        file.release();
    }

    @Test
    void permissionsBindOrdinaryUsers() {
        write("f", "1");
        Dentry f = vfs.lookup(context, at(), "f", true);
        f.inode().setOwner(1000, 1000);
        f.inode().setMode(0640);
        context.setCredentials(new Credentials(2000, 1000));
        open("f", OpenFlags.RDONLY).release();
        fails(Errno.EACCES, () -> open("f", OpenFlags.WRONLY));
        fails(Errno.EACCES, () -> open("g", CREATE));
        fails(Errno.EPERM, () -> Vfs.requireOwner(context, f.inode()));
    }

    @Test
    void aFifoCarriesBytesAndAnswersWithoutAPartner() {
        vfs.makeNode(context, at(), "p", Mode.FIFO | 0666, 0);
        assertThat(stat("p").mode()).isEqualTo(Mode.FIFO | 0644);
        fails(Errno.ENXIO, () -> open("p", OpenFlags.WRONLY | OpenFlags.NONBLOCK));
        OpenFile alone = open("p", OpenFlags.RDONLY);
        assertThat(alone.opened()).isFalse();
        OpenFile writer = open("p", OpenFlags.WRONLY);
        assertThat(alone.opened()).isTrue();
        assertThat(writer.opened()).isTrue();
        writer.write(bytes("through"));
        writer.release();
        assertThat(readAll(alone)).isEqualTo("through");
    }
}
