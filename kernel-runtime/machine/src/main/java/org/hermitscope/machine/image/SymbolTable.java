package org.hermitscope.machine.image;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The symbols of an image, by address and by name.
public final class SymbolTable {
    /// How far behind a symbol without a size an address may lie and still be called after it.
    private static final long NEAR = 0x10000;

    private final Symbol[] byAddress;
    private @Nullable Map<String, Symbol> byName;

    SymbolTable(List<Symbol> symbols) {
        byAddress = symbols.toArray(Symbol[]::new);
        // Of several names for one address the last is found: functions and sized ones win.
        java.util.Arrays.sort(
                byAddress,
                Comparator.comparingLong(Symbol::address)
                        .thenComparing(Symbol::function)
                        .thenComparing(symbol -> symbol.size() > 0));
    }

    public int size() {
        return byAddress.length;
    }

    public List<Symbol> symbols() {
        return List.of(byAddress);
    }

    /// The symbol that an address belongs to; null when none is near.
    public @Nullable Symbol at(long address) {
        int low = 0;
        int high = byAddress.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(byAddress[middle].address(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && low - i <= 8; i--) {
            Symbol symbol = byAddress[i];
            long offset = address - symbol.address();
            if (offset < symbol.size() || symbol.size() == 0 && offset < NEAR) {
                return symbol;
            }
        }
        return null;
    }

    /// The address of a name; functions win over data.
    public OptionalLong address(String name) {
        Map<String, Symbol> names = byName;
        if (names == null) {
            names = new HashMap<>();
            for (Symbol symbol : byAddress) {
                names.merge(symbol.name(), symbol, (old, fresh) -> old.function() ? old : fresh);
            }
            byName = names;
        }
        Symbol symbol = names.get(name);
        return symbol == null ? OptionalLong.empty() : OptionalLong.of(symbol.address());
    }
}
