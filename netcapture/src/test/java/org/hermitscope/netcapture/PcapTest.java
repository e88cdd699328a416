package org.hermitscope.netcapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapTest {
    private static final long TIME = 1_700_000_000_123_456_789L;

    @TempDir
    Path folder;

    private static byte[] packet(int length, int seed) {
        byte[] data = new byte[length];
        new Random(seed).nextBytes(data);
        return data;
    }

    private static List<CapturedPacket> all(PcapReader reader) {
        List<CapturedPacket> packets = new ArrayList<>();
        for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
            packets.add(p);
        }
        return packets;
    }

    @Test
    void theHeaderIsTheOneEveryToolKnows() throws IOException {
        Path file = folder.resolve("a.pcap");
        try (PcapWriter writer = PcapWriter.create(file, LinkType.ETHERNET, 65536, TimePrecision.MICROSECONDS)) {
            writer.write(TIME, 60, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(writer.packets()).isEqualTo(1);
            assertThat(writer.bytes()).isEqualTo(24 + 16 + 3);
            assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                    .as("visible before the file is closed")
                    .isEqualTo("d4c3b2a1" + "02000400" + "00000000" + "00000000" + "00000100" + "01000000" + "00f15365"
                            + "40e20100" + "03000000" + "3c000000" + "010203");
        }
        try (PcapWriter writer = PcapWriter.create(file, LinkType.RAW, 262_144, TimePrecision.NANOSECONDS)) {
            writer.write(CapturedPacket.whole(TIME, new byte[] {9}));
        }
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
                .isEqualTo("4d3cb2a1" + "02000400" + "00000000" + "00000000" + "00000400" + "65000000" + "00f15365"
                        + "15cd5b07" + "01000000" + "01000000" + "09");
    }

    @Test
    void whatWasWrittenIsRead() {
        for (TimePrecision precision : TimePrecision.values()) {
            Path file = folder.resolve(precision + ".pcap");
            List<CapturedPacket> written = new ArrayList<>();
            try (PcapWriter writer = PcapWriter.create(file, LinkType.ETHERNET, 1000, precision)) {
                for (int i = 0; i < 300; i++) {
                    CapturedPacket p = CapturedPacket.whole((TIME + i * 1_000_003L) / 1000 * 1000, packet(i * 7, i));
                    writer.write(p);
                    written.add(p);
                }
            }
            try (PcapReader reader = PcapReader.open(file)) {
                assertThat(reader.link()).isEqualTo(LinkType.ETHERNET);
                assertThat(reader.precision()).isEqualTo(precision);
                assertThat(reader.snapLength()).isEqualTo(1000);
                List<CapturedPacket> read = all(reader);
                assertThat(reader.end()).isEqualTo(PcapReader.End.COMPLETE);
                assertThat(read).hasSize(300);
                for (int i = 0; i < 300; i++) {
                    CapturedPacket p = written.get(i);
                    int kept = Math.min(1000, i * 7);
                    assertThat(read.get(i))
                            .isEqualTo(new CapturedPacket(
                                    p.nanoseconds(), i * 7L, p.data().limit(kept)));
                    assertThat(read.get(i).cut()).isEqualTo(i * 7 > 1000);
                }
            }
        }
    }

    @Test
    void bothByteOrdersAreRead() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (TimePrecision precision : TimePrecision.values()) {
                ByteBuffer file = ByteBuffer.allocate(44).order(order);
                file.putInt(precision.magic())
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putInt(0)
                        .putInt(0);
                file.putInt(0xffff_ffff)
                        .putInt(0x1400_0113)
                        .putInt(0xffff_ffff)
                        .putInt(7)
                        .putInt(4)
                        .putInt(2);
                file.putInt(42);
                try (PcapReader reader = open(file.array())) {
                    assertThat(reader.link().value()).isEqualTo(0x0113);
                    assertThat(reader.snapLength()).isEqualTo(0xffff_ffffL);
                    List<CapturedPacket> read = all(reader);
                    assertThat(read).hasSize(1);
                    assertThat(read.getFirst().nanoseconds())
                            .isEqualTo(0xffff_ffffL * 1_000_000_000 + 7L * precision.nanosecondsPerUnit());
                    assertThat(read.getFirst().originalLength()).isEqualTo(4);
                }
            }
        }
    }

    private static PcapReader open(byte[] bytes) {
        return PcapReader.open(Path.of("bytes"), new ByteArrayInputStream(bytes));
    }

    @Test
    void aCutFileYieldsEveryWholePacketAndSaysSo() throws IOException {
        Path file = folder.resolve("a.pcap");
        int[] lengths = {0, 5, 60};
        try (PcapWriter writer = PcapWriter.create(file, LinkType.ETHERNET)) {
            for (int length : lengths) {
                writer.write(CapturedPacket.whole(TIME, packet(length, length)));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        int[] ends = {24, 40, 61, 137};
        for (int size = 24; size <= bytes.length; size++) {
            int whole = 0;
            while (whole < 3 && ends[whole + 1] <= size) {
                whole++;
            }
            try (PcapReader reader = open(Arrays.copyOf(bytes, size))) {
                assertThat(all(reader)).as("size " + size).hasSize(whole);
                assertThat(reader.end())
                        .isEqualTo(size == ends[whole] ? PcapReader.End.COMPLETE : PcapReader.End.TRUNCATED);
                assertThat(reader.next()).isNull();
                assertThat(reader.packets()).isEqualTo(whole);
            }
        }
        for (int size = 0; size < 24; size++) {
            byte[] shorter = Arrays.copyOf(bytes, size);
            assertThatThrownBy(() -> open(shorter)).hasMessage("read bytes: too short for a pcap file");
        }
    }

    @Test
    void hostileLengthsAllocateNothing() throws IOException {
        Path file = folder.resolve("a.pcap");
        try (PcapWriter writer = PcapWriter.create(file, LinkType.ETHERNET)) {
            writer.write(CapturedPacket.whole(TIME, packet(60, 1)));
            writer.write(CapturedPacket.whole(TIME, packet(60, 2)));
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 262_145}) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 76 + 8, length);
            try (PcapReader reader = open(bytes)) {
                assertThat(all(reader)).hasSize(1);
                assertThat(reader.end()).isEqualTo(PcapReader.End.DAMAGED);
            }
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 76 + 8, 262_144);
        try (PcapReader reader = open(bytes)) {
            assertThat(all(reader)).hasSize(1);
            assertThat(reader.end()).isEqualTo(PcapReader.End.TRUNCATED);
        }
    }

    @Test
    void randomFilesNeverThrowAnythingElse() {
        Random random = new Random(8);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[24 + random.nextInt(200)];
            random.nextBytes(bytes);
            ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt(0, TimePrecision.NANOSECONDS.magic()).putShort(4, (short) 2);
            for (int at = 24 + 8; at + 4 <= bytes.length; at += 20) {
                header.putInt(at, random.nextInt(40));
            }
            try (PcapReader reader = open(bytes)) {
                assertThat(all(reader).size()).isLessThan(12);
                assertThat(reader.end()).isNotEqualTo(PcapReader.End.NOT_REACHED);
            }
        }
    }

    @Test
    void otherFilesAreRefusedByName() {
        byte[] other = new byte[40];
        assertThatThrownBy(() -> open(other)).hasMessage("read bytes: not a pcap file");
        byte[] next = HexFormat.of().parseHex("0a0d0d0a" + "00".repeat(40));
        assertThatThrownBy(() -> open(next)).hasMessage("read bytes: pcapng is not supported");
        byte[] version = HexFormat.of().parseHex("d4c3b2a1" + "0300" + "00".repeat(40));
        assertThatThrownBy(() -> open(version)).hasMessage("read bytes: pcap version 3 is unknown");
        Path missing = folder.resolve("none");
        assertThatThrownBy(() -> PcapReader.open(missing))
                .isInstanceOf(CaptureException.class)
                .hasMessage("open " + missing + ": No such file or directory");
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        Path file = folder.resolve("a.pcap");
        PcapWriter.create(file, LinkType.ETHERNET).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void anExistingFileIsKept() throws IOException {
        Path file = folder.resolve("qemu-vlan0.pcap");
        Path kept = folder.resolve("qemu-vlan0.pcap.1");
        Files.writeString(file, "first");
        PcapWriter.create(file, LinkType.ETHERNET).close();
        assertThat(kept).hasContent("first");
        Files.writeString(file, "second");
        PcapWriter.create(file, LinkType.ETHERNET).close();
        assertThat(kept).hasContent("second");
        assertThat(Files.size(file)).isEqualTo(24);
    }

    @Test
    void whatCannotBeWrittenIsNamed() {
        Path inNowhere = folder.resolve("nowhere/a.pcap");
        assertThatThrownBy(() -> PcapWriter.create(inNowhere, LinkType.ETHERNET))
                .isInstanceOf(CaptureException.class)
                .hasMessageStartingWith("create " + inNowhere + ": ");
        assertThatThrownBy(() -> PcapWriter.create(folder, LinkType.ETHERNET))
                .hasMessage("create " + folder + ": Is a directory");
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "/dev/full is missing");
        assertThatThrownBy(() -> PcapWriter.create(full, LinkType.ETHERNET))
                .hasMessage("write /dev/full: No space left on device");
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(
                        () -> PcapWriter.create(folder.resolve("b"), LinkType.ETHERNET, 63, TimePrecision.NANOSECONDS))
                .isInstanceOf(IllegalArgumentException.class);
        try (PcapWriter writer = PcapWriter.create(folder.resolve("a"), LinkType.ETHERNET)) {
            ByteBuffer data = ByteBuffer.allocate(4);
            assertThatThrownBy(() -> writer.write(-1, 4, data)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.write(5_000_000_000L * 1_000_000_000, 4, data))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writer.write(0, 3, data)).isInstanceOf(IllegalArgumentException.class);
            assertThat(writer.packets()).isZero();
        }
        assertThatThrownBy(() -> new CapturedPacket(0, 1, ByteBuffer.allocate(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullDiskLeavesWholeRecordsAndCanBeRetried() throws IOException {
        Disk disk = new Disk(24 + 76 + 30);
        PcapWriter writer = new PcapWriter(Path.of("disk"), disk, LinkType.ETHERNET, 65536, TimePrecision.MICROSECONDS);
        writer.write(CapturedPacket.whole(TIME, packet(60, 1)));
        assertThatThrownBy(() -> writer.write(CapturedPacket.whole(TIME, packet(60, 2))))
                .hasMessage("write disk: No space left on device");
        assertThat(disk.size()).isEqualTo(24 + 76);
        assertThat(writer.packets()).isEqualTo(1);
        disk.capacity = 1000;
        writer.write(CapturedPacket.whole(TIME, packet(60, 3)));
        writer.close();
        try (PcapReader reader = open(Arrays.copyOf(disk.bytes, (int) disk.size()))) {
            List<CapturedPacket> read = all(reader);
            assertThat(read).hasSize(2);
            assertThat(read.getLast().data()).isEqualTo(ByteBuffer.wrap(packet(60, 3)));
            assertThat(reader.end()).isEqualTo(PcapReader.End.COMPLETE);
        }
        assertThat(disk.writes)
                .as("one write each: header and two records, the failed one tried twice")
                .isEqualTo(5);
    }

    @Test
    void tsharkReadsIt() throws IOException, InterruptedException {
        Path file = frames();
        String out =
                run("tshark", "-r", file.toString(), "-T", "fields", "-e", "frame.time_epoch", "-e", "udp.dstport");
        assertThat(out).contains("1700000000.123456789\t53").contains("1700000001.123456789\t53");
    }

    @Test
    void tcpdumpReadsIt() throws IOException, InterruptedException {
        Path file = frames();
        String out = run("tcpdump", "--nano", "-n", "-tt", "-r", file.toString());
        assertThat(out)
                .contains("1700000000.123456789 IP 10.0.0.1.1234 > 10.0.0.2.53")
                .contains("1700000001.123456789");
    }

    private Path frames() {
        Path file = folder.resolve("udp.pcap");
        try (PcapWriter writer = PcapWriter.create(file, LinkType.ETHERNET, 65536, TimePrecision.NANOSECONDS)) {
            byte[] frame = HexFormat.of()
                    .parseHex("020000000002" + "020000000001" + "0800" + "4500001c" + "00000000" + "4011" + "0000"
                            + "0a000001" + "0a000002" + "04d20035" + "00080000");
            writer.write(CapturedPacket.whole(TIME, frame));
            writer.write(CapturedPacket.whole(TIME + 1_000_000_000, frame));
        }
        return file;
    }

    private String run(String... command) throws IOException, InterruptedException {
        boolean there = false;
        for (String place : new String[] {"/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/"}) {
            there |= new File(place + command[0]).canExecute();
        }
        Assumptions.assumeTrue(there, command[0] + " is not installed");
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        return Files.readString(out);
    }

    /// A disk that is full at some point, and then takes part of what is written.
    private static final class Disk implements SeekableByteChannel {
        final byte[] bytes = new byte[2000];
        int capacity;
        int writes;
        private int at;
        private int size;

        Disk(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            writes++;
            int n = Math.min(from.remaining(), capacity - at);
            if (n == 0) {
                throw new IOException("No space left on device");
            }
            from.get(bytes, at, n);
            at += n;
            size = Math.max(size, at);
            return n;
        }

        @Override
        public int read(ByteBuffer into) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public SeekableByteChannel position(long position) {
            at = (int) position;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public SeekableByteChannel truncate(long length) {
            size = (int) Math.min(size, length);
            at = Math.min(at, size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
