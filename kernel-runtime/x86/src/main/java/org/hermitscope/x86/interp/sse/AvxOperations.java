package org.hermitscope.x86.interp.sse;

import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// The op objects of what only VEX encodes: AVX, AVX2, FMA, F16C.
final class AvxOperations {
    private AvxOperations() {}

    static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case VZEROUPPER, VZEROALL -> new ClearUpper(instruction);
            case VBROADCASTSS, VPBROADCASTD -> new Broadcast(instruction, 32);
            case VBROADCASTSD, VPBROADCASTQ -> new Broadcast(instruction, 64);
            case VPBROADCASTB -> new Broadcast(instruction, 8);
            case VPBROADCASTW -> new Broadcast(instruction, 16);
            case VBROADCASTF128, VBROADCASTI128, VINSERTF128, VINSERTI128, VPERM2F128, VPERM2I128 ->
                new CrossLane(instruction);
            case VPERMD, VPERMPS, VPERMQ, VPERMPD -> new CrossLane(instruction);
            case VEXTRACTF128, VEXTRACTI128 -> new ExtractHalf(instruction);
            case VPERMILPS, VPERMILPD ->
                instruction.operand(2) instanceof Operand.Immediate ? new Unary(instruction) : new Permute(instruction);
            case VPBLENDD -> new Permute(instruction);
            case VPSLLVD, VPSLLVQ, VPSRLVD, VPSRLVQ, VPSRAVD -> new Vertical(instruction);
            case VMASKMOVPS, VPMASKMOVD -> MaskedMove.of(instruction, 32);
            case VMASKMOVPD, VPMASKMOVQ -> MaskedMove.of(instruction, 64);
            case VPGATHERDD, VGATHERDPS -> new Gather(instruction, 32, 32);
            case VPGATHERDQ, VGATHERDPD -> new Gather(instruction, 64, 32);
            case VPGATHERQD, VGATHERQPS -> new Gather(instruction, 32, 64);
            case VPGATHERQQ, VGATHERQPD -> new Gather(instruction, 64, 64);
            case VCVTPH2PS, VCVTPS2PH -> HalfConvert.of(instruction);
            default -> Fused.isFused(instruction) ? Fused.of(instruction) : null;
        };
    }
}
