package org.hermitscope.x86.interp.sse;

import org.hermitscope.machine.Vector;
import org.hermitscope.x86.cpu.Cpu;
import org.hermitscope.x86.isa.Instruction;
import org.hermitscope.x86.semantics.FloatEnvironment;

/// An instruction that computes with floating point: begins with MXCSR and ends by telling it what was raised.
abstract class FloatOperation extends SseOperation {
    private static final int CR4_OSXMMEXCPT = 1 << 10;

    final FloatEnvironment environment = new FloatEnvironment();

    FloatOperation(Instruction instruction) {
        super(instruction);
    }

    final void begin(Cpu cpu) {
        require(cpu);
        environment.begin(cpu.state.mxcsr);
    }

    /// Must come before anything is written: throws #XM for an unmasked exception, whose flag stays in MXCSR.
    final void conclude(Cpu cpu) {
        boolean trapped = environment.endsTrapped();
        if (environment.raised() != 0) {
            cpu.state.mxcsr = environment.mxcsr();
            if (trapped) {
                throw (cpu.state.cr4 & CR4_OSXMMEXCPT) != 0 ? cpu.fault.with(Vector.XM, 0, 0) : cpu.undefinedOpcode();
            }
        }
    }
}
