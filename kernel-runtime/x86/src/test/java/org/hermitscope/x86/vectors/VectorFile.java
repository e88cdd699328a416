package org.hermitscope.x86.vectors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A file of recorded instructions ("X86VEC2"): a table of instruction names, then records of the states before
/// and after one execution. Plain, or compressed with gzip. [#next] steps through the records.
public final class VectorFile {
    /// What [#exception] gives for an instruction that completed.
    public static final int COMPLETED = 255;

    private static final int HEADER = 64;
    private static final int END = 0xff;

    /// A line of the table.
    ///
    /// @param feature `base`, `sse4.1`, `avx2`
    /// @param kind `gp`, `sse`, `vex`, `x87`, `mmx` or `special`
    public record Name(String feature, String text, String kind) {}

    private final ByteBuffer data;
    private final List<Name> names = new ArrayList<>();
    private int record;
    private int nextRecord;

    private VectorFile(byte[] bytes) {
        data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER || data.getLong(0) != 0x0032_4345_5636_3858L) {
            throw new IllegalArgumentException("no vector file");
        }
        nextRecord = data.getInt(52);
        String table = new String(bytes, HEADER, nextRecord - HEADER, StandardCharsets.US_ASCII);
        for (String line : table.split("\n", -1)) {
            String[] fields = line.split("\t", -1);
            if (fields.length == 3) {
                names.add(new Name(fields[0], fields[1], fields[2]));
            }
        }
    }

    public static VectorFile read(Path path) {
        try {
            return of(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static VectorFile read(InputStream stream) {
        try (stream) {
            return of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file's bytes, compressed or not.
    public static VectorFile of(byte[] bytes) {
        if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                return new VectorFile(plain.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new VectorFile(bytes);
    }

    /// The recording processor had AVX: without it, upper halves of registers begin as zero.
    public boolean hasAvx() {
        return data.getLong(40) != 0;
    }

    /// Goes to the next record; false behind the last.
    public boolean next() {
        if (nextRecord + 4 > data.limit()) {
            return false;
        }
        record = nextRecord;
        nextRecord = record + data.getInt(record);
        return true;
    }

    public Name name() {
        return names.get(data.getShort(record + 4) & 0xffff);
    }

    public int codeLength() {
        return data.get(record + 6);
    }

    /// The instruction's bytes; 15 are kept of one that is longer.
    public byte[] code() {
        byte[] code = new byte[codeLength()];
        data.get(record + 7, code);
        return code;
    }

    /// The exception's vector, or [#COMPLETED].
    public int exception() {
        return data.get(record + 22) & 0xff;
    }

    public long errorCode() {
        return data.getInt(record + 23) & 0xffff_ffffL;
    }

    public long cr2() {
        return data.getLong(record + 27);
    }

    /// RFLAGS bits that are compared.
    public int flagMask() {
        return data.getShort(record + 35) & 0xffff;
    }

    /// Bits of the x87 status word that are compared.
    public int statusMask() {
        return data.getShort(record + 37) & 0xffff;
    }

    /// A general register that is not compared, or 255.
    public int ignoredRegister() {
        return data.get(record + 39) & 0xff;
    }

    /// Where the entries of the state before begin.
    int before() {
        return record + 40;
    }

    /// Applies entries to a state.
    ///
    /// @return where the entries behind them begin
    int apply(int entries, RecordedState state) {
        int at = entries;
        while (true) {
            int id = data.get(at++) & 0xff;
            if (id == END) {
                return at;
            }
            at = state.apply(id, data, at);
        }
    }
}
