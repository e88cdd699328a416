package org.hermitscope.vmm.monitor;

import java.util.Locale;
import java.util.OptionalLong;
import org.hermitscope.machine.CpuState;
import org.hermitscope.monitor.Symbols;
import org.hermitscope.vmm.guest.GuestSymbols;

/// Registers by gdb's and the manual's names, parts included (`eax`, `ax`, `al`, `ah`, `r8d`), and the guest's
/// symbols, for expressions.
final class RegisterNames implements Symbols {
    private static final String[] LEGACY = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    private static final String[] SEGMENTS = {"es", "cs", "ss", "ds", "fs", "gs"};

    private final CpuState state;
    private final GuestSymbols symbols;

    RegisterNames(CpuState state, GuestSymbols symbols) {
        this.state = state;
        this.symbols = symbols;
    }

    @Override
    public OptionalLong symbol(String name) {
        return symbols.address(name);
    }

    @Override
    public OptionalLong register(String typed) {
        String name = typed.toLowerCase(Locale.ROOT);
        OptionalLong general = general(name);
        return general.isPresent() ? general : special(name);
    }

    private OptionalLong general(String name) {
        for (int i = 0; i < LEGACY.length; i++) {
            String legacy = LEGACY[i];
            long value = state.gpr[i];
            if (name.equals("r" + legacy)) {
                return OptionalLong.of(value);
            }
            if (name.equals("e" + legacy)) {
                return OptionalLong.of(value & 0xffff_ffffL);
            }
            if (name.equals(legacy)) {
                return OptionalLong.of(value & 0xffff);
            }
            String letter = legacy.substring(0, 1);
            if (name.equals(i < 4 ? letter + "l" : legacy + "l")) {
                return OptionalLong.of(value & 0xff);
            }
            if (i < 4 && name.equals(letter + "h")) {
                return OptionalLong.of(value >>> 8 & 0xff);
            }
        }
        return numbered(name);
    }

    /// r8 to r15 with d, w and b for their parts.
    private OptionalLong numbered(String name) {
        for (int i = 8; i < 16; i++) {
            String full = "r" + i;
            if (name.startsWith(full)) {
                long value = state.gpr[i];
                return switch (name.substring(full.length())) {
                    case "" -> OptionalLong.of(value);
                    case "d" -> OptionalLong.of(value & 0xffff_ffffL);
                    case "w" -> OptionalLong.of(value & 0xffff);
                    case "b" -> OptionalLong.of(value & 0xff);
                    default -> OptionalLong.empty();
                };
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong special(String name) {
        for (int i = 0; i < SEGMENTS.length; i++) {
            if (name.equals(SEGMENTS[i])) {
                return OptionalLong.of(state.segments[i].selector & 0xffff);
            }
        }
        return switch (name) {
            case "rip", "pc" -> OptionalLong.of(state.rip);
            case "eip" -> OptionalLong.of(state.rip & 0xffff_ffffL);
            case "rflags", "eflags" -> OptionalLong.of(state.rflags);
            case "fs_base" -> OptionalLong.of(state.segments[CpuState.FS].base);
            case "gs_base" -> OptionalLong.of(state.segments[CpuState.GS].base);
            case "k_gs_base" -> OptionalLong.of(state.kernelGsBase);
            case "cr0" -> OptionalLong.of(state.cr0);
            case "cr2" -> OptionalLong.of(state.cr2);
            case "cr3" -> OptionalLong.of(state.cr3);
            case "cr4" -> OptionalLong.of(state.cr4);
            case "cr8" -> OptionalLong.of(state.cr8);
            case "efer" -> OptionalLong.of(state.efer);
            case "mxcsr" -> OptionalLong.of(state.mxcsr & 0xffff_ffffL);
            default -> OptionalLong.empty();
        };
    }
}
