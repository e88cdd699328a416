package org.hermitscope.vmm.monitor;

import org.hermitscope.monitor.Arguments;
import org.hermitscope.monitor.Command;
import org.hermitscope.monitor.Invocation;
import org.hermitscope.monitor.MemoryDump;
import org.hermitscope.monitor.ValueFormat;
import org.hermitscope.vmm.guest.GuestView;

/// `x` and `xp`.
final class ExamineMemory implements Command {
    private final GuestView guest;
    private final boolean physical;

    ExamineMemory(GuestView guest, boolean physical) {
        this.guest = guest;
        this.physical = physical;
    }

    @Override
    public String name() {
        return physical ? "xp" : "x";
    }

    @Override
    public String usage() {
        return "/fmt addr";
    }

    @Override
    public String help() {
        return physical ? "physical memory dump starting at 'addr'" : "virtual memory dump starting at 'addr'";
    }

    @Override
    public String longHelp() {
        return "fmt is a count, a letter out of x d u o c i s (hex, signed, unsigned, octal, char,\n"
                + "instruction, string) and a size out of b h w g (1, 2, 4, 8 bytes): x/4gx $rsp";
    }

    @Override
    public void run(Invocation call) {
        Arguments arguments = call.arguments();
        ValueFormat format = arguments.format();
        int index = Processor.selected(call);
        guest.still(() -> {
            long address = arguments.expression(new RegisterNames(guest.processor(index), guest.symbols()));
            arguments.end();
            MemoryDump.Memory memory = (at, into, length) -> read(index, at, into, length);
            if (format.letter() == 'i') {
                Disassembly.print(call, memory, address, format.count(), guest.processor(index), guest.symbols());
            } else {
                MemoryDump.print(call.out(), format, address, memory);
            }
            return format;
        });
    }

    private boolean read(int processor, long address, byte[] into, int length) {
        int got = physical
                ? guest.readPhysical(address, into, 0, length)
                : guest.readLinear(processor, address, into, 0, length);
        return got == length;
    }
}
