package org.hermitscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.hermitscope.vmm.VmmException;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final byte[] TEXT = {'a', '\n'};

    @Test
    void anAnswerIsWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Console.write(out, TEXT)).isZero();
        assertThat(out.toByteArray()).isEqualTo(TEXT);
    }

    @Test
    void aReaderThatWentAwayIsNoFailure() {
        assertThat(Console.write(failing("Broken pipe"), TEXT)).isEqualTo(141);
    }

    @Test
    void aFullDiskIsTold() {
        assertThatExceptionOfType(VmmException.class)
                .isThrownBy(() -> Console.write(failing("No space left on device"), TEXT))
                .withMessage("cannot write to standard output: No space left on device")
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(VmmException.FAILURE));
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
