package org.hermitscope.vmm;

import java.util.HexFormat;
import org.hermitscope.x86.decode.Decoder;
import org.hermitscope.x86.interp.Lowering;
import org.hermitscope.x86.isa.Mode;

/// Decodes one instruction of each kind that C libraries execute when they start, so that the ahead-of-time cache which
/// is recorded meanwhile has the classes for them.
public final class Rehearsal {
    private static final String INSTRUCTIONS = "0f2800 0f2900 0f1000 0f1100 f30f6f00 f30f7f00 660f6f00 660f7f00 "
            + "660fefc0 660f74c1 660fd7c0 660f6ec0 66480f6ec0 660f7ec0 660fd600 f30f7e00 660f6cc0 660f70c000 660febc1 "
            + "660fdbc1 660fdac1 660ff8c1 660f3a0fc101 660fd4c1 0f1600 0f1700 660f6000 f2480f2ac0 f20f58c1 f20f59c1 "
            + "f20f5ec1 660f2ec1 f20f1000 f20f1100 0f57c0 0f54c1 f20f51c0 f2480f2cc0 f30f5ac0 f30f1000 0f14c1 "
            + "660f73f804 660f73d804 660f3800c1 660f3a63c100 480fbcc0 480fa3c8 f0480fb10a 4887ca f0480fc10a 0fa2 0f31 "
            + "0f01d0 f348ab f3a4 f348a5 f3a6 f2ae fc 480fa4c204 480fafc1 48f7f1 48f7e1 0f94c0 480f44c1 0fb600 0fbe00 "
            + "4863c1 480fc8 db28 db38 df28 d9c9 d938 d928 d900 dd18 def9 dfe9 d9c0 f30fbcc0 f30fbdc0 0fae10 0fae18 "
            + "0fae00 f30fb8c0 ff20 ff10 ffe0 ffd0 4157 415f c9 c3 f30f1efa 48c1e004 48d3e0 48d1f8 48f7d8 48f7d0 4811c8 "
            + "4819c8 48ffc0 0100 830001 8808 66c7000100 488d0408 0fba2803 0f0b cc f390 9b 48cf "
            + "c5f9efc0 c5fd7400 c5fd74c1 c5fdd7c0 c5fe6f00 c5fe7f00 c5fd6f00 c5fd7f00 c5fa6f00 c5fa7f00 c4e27d78c0 "
            + "c5f96ec0 c5fddac1 c5fdebc1 c5fddbc1 c5fdefc1 c5fdf8c1 c5f877 c4e278f5c1 c4e278f3c9 c4e279f7c0 c4e27d5800 "
            + "480fc723 480fae2b";

    private Rehearsal() {}

    /// Does it.
    public static void run() {
        for (String hex : INSTRUCTIONS.split(" ", -1)) {
            byte[] code = HexFormat.of().parseHex(hex);
            Lowering.of(Decoder.decode(at -> at < code.length ? code[(int) at] & 0xff : 0x90, 0, Mode.BITS_64));
        }
    }
}
