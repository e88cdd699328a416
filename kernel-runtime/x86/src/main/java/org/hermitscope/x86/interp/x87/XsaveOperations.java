package org.hermitscope.x86.interp.x87;

import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.FxSaveArea;
import org.hermitscope.machine.Vector;
import org.hermitscope.machine.XsaveArea;
import org.hermitscope.x86.cpu.ControlRegisters;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.interp.EffectiveAddress;
import org.hermitscope.x86.interp.Operation;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.isa.Operand;
import org.jspecify.annotations.Nullable;

/// XSAVE, XSAVEOPT, XSAVEC and XRSTOR with and without REX.W (SDM 1 13.7 to 13.10). XSAVES and XRSTORS are not
/// offered. Nothing is stored or loaded before all of it is known to be possible.
public final class XsaveOperations {
    private static final int ALIGNMENT = 63;
    private static final int CR0_TS = 1 << 3;
    private static final int CONTROL_END = FxSaveArea.MXCSR;
    private static final int MXCSR_END = 32;

    private XsaveOperations() {}

    /// The op object, or null for instructions of other families.
    public static @Nullable Operation of(Instruction instruction) {
        return switch (instruction.op()) {
            case XSAVE -> new Save(instruction, false);
            case XSAVEOPT -> new Save(instruction, true);
            case XSAVEC -> new CompactSave(instruction);
            case XRSTOR -> new Restore(instruction);
            default -> null;
        };
    }

    private abstract static class Transfer extends Operation {
        private final EffectiveAddress address;
        final boolean pointers64;
        final int vectors;
        final byte[] area = new byte[XsaveArea.BYTES];

        Transfer(Instruction instruction) {
            this.address = EffectiveAddress.of((Operand.Memory) instruction.operand(0));
            this.pointers64 = instruction.operandWidth() == 64;
            this.vectors = instruction.mode() == Mode.BITS_64 ? 16 : 8;
        }

        /// Where the area lies.
        final long begin(Cpu cpu) {
            if ((cpu.state.cr4 & ControlRegisters.CR4_OSXSAVE) == 0) {
                throw cpu.undefinedOpcode();
            }
            if ((cpu.state.cr0 & CR0_TS) != 0) {
                throw cpu.fault.with(Vector.NM, 0, 0);
            }
            long at = address.of(cpu);
            if ((at & ALIGNMENT) != 0) {
                if (at << 16 >> 16 != at) {
                    // Not canonical: that is #SS where the stack segment is used, and comes before alignment.
                    cpu.memory.checkLoad(at, 1);
                }
                throw cpu.generalProtection();
            }
            return at;
        }

        /// The requested-feature bitmap, RFBM.
        static long requested(Cpu cpu) {
            long wanted = cpu.gpr[CpuState.RDX] << 32 | cpu.gpr[CpuState.RAX] & 0xffff_ffffL;
            return wanted & cpu.state.xcr0;
        }

        static boolean has(long components, long component) {
            return (components & component) != 0;
        }

        final int vectorsEnd() {
            return FxSaveArea.XMM + 16 * vectors;
        }

        final int upperEnd() {
            return XsaveArea.UPPER_YMM + 16 * vectors;
        }
    }

    private abstract static class Store extends Transfer {
        Store(Instruction instruction) {
            super(instruction);
        }

        /// Faults where the area cannot be stored. Processors touch the last and the first byte of an area with
        /// room for what is requested, whatever of it they are going to store: page faults tell.
        static void check(Cpu cpu, long at, long requested) {
            int size = XsaveArea.size(requested);
            cpu.memory.checkStore(at + size - 1, 1);
            cpu.memory.checkStore(at, size);
        }

        final void store(Cpu cpu, long at, long components, boolean mxcsr) {
            FxSaveArea.save(cpu.state, area, 0, pointers64, vectors);
            if (has(components, XsaveArea.X87)) {
                move(cpu, at, 0, CONTROL_END);
                move(cpu, at, MXCSR_END, FxSaveArea.XMM);
            }
            if (mxcsr) {
                move(cpu, at, FxSaveArea.MXCSR, MXCSR_END);
            }
            if (has(components, XsaveArea.SSE)) {
                move(cpu, at, FxSaveArea.XMM, vectorsEnd());
            }
            if (has(components, XsaveArea.AVX)) {
                XsaveArea.saveUpper(cpu.state, area, vectors);
                move(cpu, at, XsaveArea.UPPER_YMM, upperEnd());
            }
        }

        private void move(Cpu cpu, long at, int from, int to) {
            for (int i = from; i < to; i += 8) {
                cpu.memory.store64(at + i, FxSaveArea.word(area, i));
            }
        }
    }

    /// XSAVE, and XSAVEOPT, which leaves out what is in its initial configuration. What did not change since the
    /// last XRSTOR may be left out as well, but need not be.
    private static final class Save extends Store {
        private final boolean optimized;

        Save(Instruction instruction, boolean optimized) {
            super(instruction);
            this.optimized = optimized;
        }

        @Override
        public void execute(Cpu cpu) {
            long at = begin(cpu);
            long requested = requested(cpu);
            long inUse = XsaveArea.inUse(cpu.state, vectors);
            long saved = optimized ? requested & inUse : requested;
            boolean mxcsr = has(requested, XsaveArea.SSE | XsaveArea.AVX);
            check(cpu, at, requested);
            long held = cpu.memory.load64(at + XsaveArea.HEADER);
            store(cpu, at, saved, mxcsr);
            cpu.memory.store64(at + XsaveArea.HEADER, held & ~requested | inUse & requested);
        }
    }

    private static final class CompactSave extends Store {
        CompactSave(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            long at = begin(cpu);
            long requested = requested(cpu);
            long saved = requested & XsaveArea.inUseWithMxcsr(cpu.state, vectors);
            boolean mxcsr = has(saved, XsaveArea.SSE);
            check(cpu, at, requested);
            store(cpu, at, saved, mxcsr);
            cpu.memory.store64(at + XsaveArea.HEADER, saved);
            cpu.memory.store64(at + XsaveArea.COMPACTION, requested | XsaveArea.COMPACTED);
        }
    }

    private static final class Restore extends Transfer {
        Restore(Instruction instruction) {
            super(instruction);
        }

        @Override
        public void execute(Cpu cpu) {
            long at = begin(cpu);
            long requested = requested(cpu);
            cpu.memory.checkLoad(at + XsaveArea.HEADER, XsaveArea.HEADER_BYTES);
            int size = XsaveArea.size(requested);
            cpu.memory.checkLoad(at + size - 1, 1);
            cpu.memory.checkLoad(at, size);
            load(cpu, at, XsaveArea.HEADER, XsaveArea.UPPER_YMM);
            boolean compacted = FxSaveArea.word(area, XsaveArea.COMPACTION) < 0;
            checkHeader(cpu, compacted);
            long held = FxSaveArea.word(area, XsaveArea.HEADER);
            long restored = requested & held;
            // MXCSR has no bit of its own: the standard format always has it, the compacted one as a part of SSE.
            boolean mxcsr = compacted ? has(restored, XsaveArea.SSE) : has(requested, XsaveArea.SSE | XsaveArea.AVX);
            fetch(cpu, at, restored, mxcsr);
            if (mxcsr && (FxSaveArea.mxcsr(area, 0) & ~FxSaveArea.MXCSR_MASK) != 0) {
                throw cpu.generalProtection();
            }
            commit(cpu.state, restored, mxcsr);
            XsaveArea.initialize(cpu.state, requested & ~held, vectors);
            if (compacted && has(requested & ~held, XsaveArea.SSE)) {
                XsaveArea.initializeMxcsr(cpu.state);
            }
        }

        /// SDM 1 13.8: what the header must not say.
        private void checkHeader(Cpu cpu, boolean compacted) {
            long held = FxSaveArea.word(area, XsaveArea.HEADER);
            long format = FxSaveArea.word(area, XsaveArea.COMPACTION);
            long reserved = FxSaveArea.word(area, XsaveArea.COMPACTION + 8);
            boolean wrong;
            if (compacted) {
                long room = format & ~XsaveArea.COMPACTED;
                for (int i = XsaveArea.COMPACTION + 16; i < XsaveArea.UPPER_YMM; i += 8) {
                    reserved |= FxSaveArea.word(area, i);
                }
                wrong = (room & ~cpu.state.xcr0) != 0 || (held & ~room) != 0 || !cpu.model.hasXsavec();
            } else {
                wrong = (held & ~cpu.state.xcr0) != 0 || format != 0;
            }
            if (wrong || reserved != 0) {
                throw cpu.generalProtection();
            }
        }

        private void fetch(Cpu cpu, long at, long components, boolean mxcsr) {
            if (has(components, XsaveArea.X87)) {
                load(cpu, at, 0, FxSaveArea.XMM);
            }
            if (mxcsr) {
                load(cpu, at, FxSaveArea.MXCSR, MXCSR_END);
            }
            if (has(components, XsaveArea.SSE)) {
                load(cpu, at, FxSaveArea.XMM, vectorsEnd());
            }
            if (has(components, XsaveArea.AVX)) {
                load(cpu, at, XsaveArea.UPPER_YMM, upperEnd());
            }
        }

        private void commit(CpuState state, long components, boolean mxcsr) {
            if (has(components, XsaveArea.X87)) {
                FxSaveArea.restoreX87(state.fpu, area, 0, pointers64);
            }
            if (mxcsr) {
                state.mxcsr = FxSaveArea.mxcsr(area, 0);
            }
            if (has(components, XsaveArea.SSE)) {
                FxSaveArea.restoreVectors(state, area, 0, vectors);
            }
            if (has(components, XsaveArea.AVX)) {
                XsaveArea.restoreUpper(state, area, vectors);
            }
        }

        private void load(Cpu cpu, long at, int from, int to) {
            for (int i = from; i < to; i += 8) {
                FxSaveArea.setWord(area, i, cpu.memory.load64(at + i));
            }
        }
    }
}
