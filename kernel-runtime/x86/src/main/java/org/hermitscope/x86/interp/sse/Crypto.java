package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Op;
import org.hermitscope.x86.semantics.Aes;
import org.hermitscope.x86.semantics.BinaryField;
import org.hermitscope.x86.semantics.Sha;

/// AES rounds, SHA steps and carry-less multiplication.
final class Crypto extends VectorOperation {
    private final Op op;
    private final int control;

    Crypto(Instruction instruction) {
        super(instruction, lane(first(instruction)), source(instruction));
        this.op = instruction.op();
        this.control = op == Op.PCLMULQDQ || op == Op.SHA1RNDS4 ? immediate(instruction) : 0;
    }

    /// The SHA extensions read memory at any address: processors do, whatever the manual's exception class says.
    private static Source source(Instruction instruction) {
        return switch (instruction.op()) {
            case SHA1NEXTE, SHA1MSG1, SHA1MSG2, SHA1RNDS4, SHA256MSG1, SHA256MSG2, SHA256RNDS2 ->
                Source.unaligned(second(instruction));
            default -> Source.of(instruction, second(instruction));
        };
    }

    @Override
    void compute(long[] result, int at, long a0, long a1, long b0, long b1) {
        switch (op) {
            case AESENC -> {
                result[at] = Aes.encrypt(a0, a1, b0, 0);
                result[at + 1] = Aes.encrypt(a0, a1, b1, 1);
            }
            case AESENCLAST -> {
                result[at] = Aes.encryptLast(a0, a1, b0, 0);
                result[at + 1] = Aes.encryptLast(a0, a1, b1, 1);
            }
            case AESDEC -> {
                result[at] = Aes.decrypt(a0, a1, b0, 0);
                result[at + 1] = Aes.decrypt(a0, a1, b1, 1);
            }
            case AESDECLAST -> {
                result[at] = Aes.decryptLast(a0, a1, b0, 0);
                result[at + 1] = Aes.decryptLast(a0, a1, b1, 1);
            }
            case PCLMULQDQ -> {
                long a = (control & 1) == 0 ? a0 : a1;
                long b = (control & 16) == 0 ? b0 : b1;
                result[at] = BinaryField.multiplyLow(a, b);
                result[at + 1] = BinaryField.multiplyHigh(a, b);
            }
            case SHA1NEXTE -> {
                result[at] = b0;
                result[at + 1] = Sha.sha1nexte(a1, b1);
            }
            case SHA1MSG1 -> {
                result[at] = a0 ^ b1;
                result[at + 1] = a1 ^ a0;
            }
            case SHA1MSG2 -> {
                result[at] = Sha.sha1msg2(a0, a1, b0, b1, 0);
                result[at + 1] = Sha.sha1msg2(a0, a1, b0, b1, 1);
            }
            case SHA1RNDS4 -> {
                result[at] = Sha.sha1rnds4(a0, a1, b0, b1, control & 3, 0);
                result[at + 1] = Sha.sha1rnds4(a0, a1, b0, b1, control & 3, 1);
            }
            case SHA256MSG1 -> {
                result[at] = Sha.sha256msg1(a0, (int) a1);
                result[at + 1] = Sha.sha256msg1(a1, (int) b0);
            }
            case SHA256MSG2 -> {
                result[at] = Sha.sha256msg2(a0, a1, b1, 0);
                result[at + 1] = Sha.sha256msg2(a0, a1, b1, 1);
            }
            case SHA256RNDS2 -> {
                // The third operand is always XMM0.
                long keys = result[0];
                result[at] = Sha.sha256rnds2(a0, a1, b0, b1, keys, 0);
                result[at + 1] = Sha.sha256rnds2(a0, a1, b0, b1, keys, 1);
            }
            default -> throw new IllegalStateException("no crypto instruction: " + op);
        }
    }
}
