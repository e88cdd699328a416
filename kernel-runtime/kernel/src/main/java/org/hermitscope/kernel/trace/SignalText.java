package org.hermitscope.kernel.trace;

import org.hermitscope.kernel.signal.Signal;
import org.hermitscope.kernel.signal.SignalInfo;

/// A signal as strace shows it between its dashes.
final class SignalText {
    private SignalText() {}

    static String describe(SignalInfo info) {
        return Signal.name(info.number()) + " " + fields(info);
    }

    /// The structure alone.
    static String fields(SignalInfo info) {
        String name = Signal.name(info.number());
        StringBuilder text = new StringBuilder(96)
                .append("{si_signo=")
                .append(name)
                .append(", si_code=")
                .append(code(info.number(), info.code()));
        if (info.isFault() && info.code() != SignalInfo.SI_KERNEL || isAddressed(info)) {
            text.append(", si_addr=").append(StructText.hex(info.address()));
        } else if (info.code() <= 0 && info.code() != SignalInfo.SI_TIMER) {
            text.append(", si_pid=").append(info.pid()).append(", si_uid=").append(info.uid());
            if (info.code() == SignalInfo.SI_QUEUE) {
                appendValue(text, info.value());
            }
        }
        if (info.code() == SignalInfo.SI_TIMER) {
            text.append(", si_timerid=")
                    .append(info.pid())
                    .append(", si_overrun=")
                    .append(info.uid());
            appendValue(text, info.value());
        }
        return text.append('}').toString();
    }

    private static void appendValue(StringBuilder text, long value) {
        text.append(", si_int=").append((int) value).append(", si_ptr=").append(StructText.hex(value));
    }

    private static boolean isAddressed(SignalInfo info) {
        return info.code() == SignalInfo.SI_KERNEL && (Signal.bit(info.number()) & Signal.SYNCHRONOUS) != 0;
    }

    private static String code(int number, int code) {
        return switch (code) {
            case SignalInfo.SI_USER -> "SI_USER";
            case SignalInfo.SI_KERNEL -> "SI_KERNEL";
            case SignalInfo.SI_QUEUE -> "SI_QUEUE";
            case SignalInfo.SI_TIMER -> "SI_TIMER";
            case SignalInfo.SI_TKILL -> "SI_TKILL";
            default -> faultCode(number, code);
        };
    }

    private static String faultCode(int number, int code) {
        String[] names = switch (number) {
            case Signal.SEGV -> new String[] {"SEGV_MAPERR", "SEGV_ACCERR"};
            case Signal.BUS -> new String[] {"BUS_ADRALN", "BUS_ADRERR", "BUS_OBJERR"};
            case Signal.ILL -> new String[] {"ILL_ILLOPC", "ILL_ILLOPN"};
            case Signal.TRAP -> new String[] {"TRAP_BRKPT", "TRAP_TRACE"};
            case Signal.FPE ->
                new String[] {
                    "FPE_INTDIV", "FPE_INTOVF", "FPE_FLTDIV", "FPE_FLTOVF", "FPE_FLTUND", "FPE_FLTRES", "FPE_FLTINV"
                };
            default -> new String[] {};
        };
        return code >= 1 && code <= names.length ? names[code - 1] : Integer.toString(code);
    }
}
