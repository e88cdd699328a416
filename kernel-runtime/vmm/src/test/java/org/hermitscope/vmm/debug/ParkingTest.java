package org.hermitscope.vmm.debug;

import static org.assertj.core.api.Assertions.assertThat;

import org.hermitscope.gdbstub.target.GdbSignal;
import org.hermitscope.gdbstub.target.ResumeAction;
import org.hermitscope.kernel.debug.GuestThread;
import org.hermitscope.kernel.debug.Resumption;
import org.hermitscope.kernel.debug.StopEvent;
import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;
import org.hermitscope.machine.CpuState;
import org.junit.jupiter.api.Test;

class ParkingTest {
    private static final SignalInfo FAULT = SignalInfo.fault(Signal.SEGV, 1, 0x8);
    private static final SignalInfo SENT = SignalInfo.user(Signal.USR1, SignalInfo.SI_TKILL, 1000, 0);

    private final Parking parking = new Parking(new StillThread());

    @Test
    void aSignalThatNobodyDecidedAboutIsDelivered() {
        parking.park(new StopEvent.Signal(FAULT));
        parking.runFreely();
        assertThat(parking.resumption()).isEqualTo(new Resumption(false, Signal.SEGV));
    }

    @Test
    void theDebuggerMayHoldASignalBack() {
        parking.park(new StopEvent.Signal(FAULT));
        parking.act(new ResumeAction.Continue(0));
        assertThat(parking.resumption()).isEqualTo(Resumption.CONTINUE);
    }

    /// gdb calls functions of the program with a return address that cannot be executed, and puts the details back
    /// afterwards.
    @Test
    void theSignalThatEndsACallFromTheDebuggerIsNotTheProgramsOwn() {
        parking.park(new StopEvent.Breakpoint(0x401000));
        SignalInfo before = parking.details();
        parking.act(new ResumeAction.Continue(0));
        assertThat(parking.resumption()).isEqualTo(Resumption.CONTINUE);
        parking.park(new StopEvent.Signal(FAULT));
        parking.replaced = before;
        assertThat(parking.details().number()).isEqualTo(Signal.TRAP);
        parking.runFreely();
        assertThat(parking.resumption()).isEqualTo(Resumption.CONTINUE);
    }

    @Test
    void aSignalPutBackAfterSuchACallIsDeliveredWithItsDetails() {
        parking.park(new StopEvent.Signal(FAULT));
        parking.replaced = SENT;
        parking.act(new ResumeAction.Continue(GdbSignal.USR1));
        assertThat(parking.resumption()).isEqualTo(new Resumption(false, Signal.USR1, SENT));
    }

    @Test
    void detailsOfAnotherSignalAreNotUsed() {
        parking.park(new StopEvent.Signal(FAULT));
        parking.replaced = SENT;
        parking.act(new ResumeAction.Step(GdbSignal.TERM));
        assertThat(parking.resumption()).isEqualTo(new Resumption(true, Signal.TERM));
    }

    @Test
    void everyStopHasTheDetailsOfASignal() {
        parking.park(StopEvent.Stepped.INSTANCE);
        assertThat(parking.details().number()).isEqualTo(Signal.TRAP);
        assertThat(parking.details().code()).isEqualTo(2);
        parking.park(StopEvent.Requested.INSTANCE);
        assertThat(parking.details().number()).isEqualTo(Signal.INT);
        parking.park(new StopEvent.SyscallEntry(1));
        assertThat(parking.details().code()).isEqualTo(0x85);
    }

    private static final class StillThread implements GuestThread {
        private final CpuState state = new CpuState();

        @Override
        public int tid() {
            return 1000;
        }

        @Override
        public String name() {
            return "still";
        }

        @Override
        public CpuState state() {
            return state;
        }

        @Override
        public String activity() {
            return "stopped";
        }

        @Override
        public void requestStop() {}
    }
}
