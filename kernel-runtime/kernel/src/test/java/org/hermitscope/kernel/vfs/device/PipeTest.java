package org.hermitscope.kernel.vfs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.hermitscope.kernel.abi.SyscallException;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.OpenFlags;
import org.hermitscope.kernel.vfs.PollEvents;
import org.hermitscope.kernel.vfs.WaitQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PipeTest {
    private OpenFile reader;
    private OpenFile writer;

    @BeforeEach
    void open() {
        OpenFile[] ends = Pipe.ends(0);
        reader = ends[0];
        writer = ends[1];
        reader.acquire();
        writer.acquire();
    }

    private int write(int count) {
        return writer.write(ByteBuffer.allocate(count));
    }

    private int read(int count) {
        return reader.read(ByteBuffer.allocate(count));
    }

    @Test
    void itHolds65536BytesAndKeepsSmallWritesWhole() {
        assertThat(write(70_000)).isEqualTo(65_536);
        assertThat(write(1)).isEqualTo(OpenFile.WOULD_BLOCK);
        assertThat(read(4095)).isEqualTo(4095);
        assertThat(write(4096)).as("no room for all of it").isEqualTo(OpenFile.WOULD_BLOCK);
        assertThat(writer.ready() & PollEvents.OUT).isZero();
        assertThat(write(4097)).as("no page is free").isEqualTo(OpenFile.WOULD_BLOCK);
        assertThat(read(4097)).isEqualTo(4097);
        assertThat(write(12_288)).as("large writes may be split").isEqualTo(8192);
    }

    @Test
    void shortWritesShareAPage() {
        for (int i = 0; i < 1000; i++) {
            assertThat(write(4)).isEqualTo(4);
        }
        assertThat(write(15 * 4096)).isEqualTo(15 * 4096);
        assertThat(write(1)).isEqualTo(OpenFile.WOULD_BLOCK);
        assertThat(read(4000)).isEqualTo(4000);
        assertThat(write(4096)).isEqualTo(4096);
    }

    @Test
    void packetsAreReadOneByOneAndTheirRestIsLost() {
        OpenFile[] ends = Pipe.ends(OpenFlags.DIRECT);
        ends[1].write(ByteBuffer.allocate(10));
        ends[1].write(ByteBuffer.allocate(5000));
        assertThat(ends[0].read(ByteBuffer.allocate(4))).isEqualTo(4);
        assertThat(ends[0].read(ByteBuffer.allocate(10_000))).isEqualTo(4096);
        assertThat(ends[0].read(ByteBuffer.allocate(10_000))).isEqualTo(904);
    }

    @Test
    void whoOnlyWaitsToWriteIsWakedWhenAPageBecomesFree() {
        int[] events = new int[2];
        Objects.requireNonNull(writer.waitQueue()).add(new WaitQueue.Waiter() {
            @Override
            public void changed() {
                events[0]++;
            }

            @Override
            public void changed(int what) {
                events[1] |= what;
            }
        });
        write(10);
        read(10);
        assertThat(events[1]).isEqualTo(PollEvents.IN | PollEvents.RDNORM);
        write(65_536);
        read(4096);
        assertThat(events[1]).isEqualTo(PollEvents.IN | PollEvents.RDNORM | PollEvents.OUT | PollEvents.WRNORM);
        assertThat(events[0]).isZero();
    }

    @Test
    void itsEndsKnowOfEachOther() {
        assertThat(read(1)).isEqualTo(OpenFile.WOULD_BLOCK);
        assertThat(reader.ready()).isZero();
        assertThat(writer.ready()).isEqualTo(PollEvents.OUT | PollEvents.WRNORM);
        write(3);
        assertThat(reader.ready()).isEqualTo(PollEvents.IN | PollEvents.RDNORM);
        writer.release();
        assertThat(reader.ready()).isEqualTo(PollEvents.IN | PollEvents.RDNORM | PollEvents.HUP);
        assertThat(read(9)).isEqualTo(3);
        assertThat(read(9)).isZero();
        assertThat(reader.ready()).isEqualTo(PollEvents.HUP);
    }

    @Test
    void writingWithoutReadersFails() {
        reader.release();
        assertThat(writer.ready()).isEqualTo(PollEvents.OUT | PollEvents.WRNORM | PollEvents.ERR);
        assertThatThrownBy(() -> write(1)).isInstanceOf(SyscallException.class).hasMessage("EPIPE");
        assertThat(write(0)).isZero();
    }

    @Test
    void itsSizeIsRoundedUpAndNeverBelowWhatItHolds() {
        PipeEnd end = (PipeEnd) writer;
        assertThat(end.setCapacity(5000)).isEqualTo(8192);
        assertThat(end.setCapacity(0)).isEqualTo(4096);
        assertThat(write(10_000)).isEqualTo(4096);
        assertThat(end.setCapacity(16_384)).isEqualTo(16_384);
        assertThat(write(10_000)).isEqualTo(10_000);
        assertThatThrownBy(() -> end.setCapacity(8192)).hasMessage("EBUSY");
        assertThatThrownBy(() -> end.setCapacity(2 << 20)).hasMessage("EPERM");
    }

    @Test
    void bytesComeOutAsTheyWentIn() {
        Random random = new Random(3);
        byte[] in = new byte[1 << 20];
        random.nextBytes(in);
        byte[] out = new byte[in.length];
        int written = 0;
        int read = 0;
        while (read < out.length) {
            int count = Math.min(random.nextInt(9000), in.length - written);
            written += Math.max(0, writer.write(ByteBuffer.wrap(in, written, count)));
            read += Math.max(
                    0, reader.read(ByteBuffer.wrap(out, read, Math.min(random.nextInt(9000), out.length - read))));
        }
        assertThat(Arrays.equals(in, out)).isTrue();
    }
}
