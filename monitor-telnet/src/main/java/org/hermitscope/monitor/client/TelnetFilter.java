package org.hermitscope.monitor.client;

import java.io.IOException;
import java.io.InputStream;
import org.hermitscope.monitor.telnet.TelnetEvents;
import org.hermitscope.monitor.telnet.TelnetParser;

/// The monitor's text without its telnet negotiation. Nothing is answered: to the monitor this client is
/// one that does not speak telnet.
final class TelnetFilter extends InputStream {
    private final InputStream in;
    private final byte[] raw = new byte[4096];
    private final byte[] text = new byte[4096];
    private int length;
    private int taken;
    private final TelnetParser parser = new TelnetParser(new TelnetEvents() {
        @Override
        public void data(int value) {
            // CR NUL is a carriage return alone.
            if (value != 0) {
                text[length] = (byte) value;
                length++;
            }
        }

        @Override
        public void command(int code) {}

        @Override
        public void negotiation(int verb, int option) {}

        @Override
        public void subnegotiation(int option, byte[] body, int bodyLength) {}
    });

    TelnetFilter(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        while (taken == length) {
            taken = 0;
            length = 0;
            int n = in.read(raw);
            if (n < 0) {
                return -1;
            }
            for (int i = 0; i < n; i++) {
                parser.accept(raw[i]);
            }
        }
        int n = Math.min(wanted, length - taken);
        System.arraycopy(text, taken, into, offset, n);
        taken += n;
        return n;
    }
}
