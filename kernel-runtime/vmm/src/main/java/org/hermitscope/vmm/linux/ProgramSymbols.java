package org.hermitscope.vmm.linux;

import java.util.OptionalLong;
import org.hermitscope.machine.image.ElfImage;
import org.hermitscope.machine.image.Symbol;
import org.hermitscope.vmm.guest.GuestSymbols;
import org.jspecify.annotations.Nullable;

/// The symbols of the program at the addresses where it was loaded. The table is read when first asked for.
final class ProgramSymbols implements GuestSymbols {
    private final ElfImage image;
    private final long bias;

    /// @param bias what the loader added to the file's addresses
    ProgramSymbols(ElfImage image, long bias) {
        this.image = image;
        this.bias = bias;
    }

    @Override
    public @Nullable String at(long address) {
        Symbol symbol = image.symbols().at(address - bias);
        if (symbol == null) {
            return null;
        }
        long offset = address - bias - symbol.address();
        return offset == 0 ? symbol.name() : symbol.name() + "+" + offset;
    }

    @Override
    public OptionalLong address(String name) {
        OptionalLong found = image.symbols().address(name);
        return found.isPresent() ? OptionalLong.of(found.getAsLong() + bias) : found;
    }
}
