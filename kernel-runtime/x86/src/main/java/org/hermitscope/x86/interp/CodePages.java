package org.hermitscope.x86.interp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which vCPUs have decoded instructions of which pages, so that a store by one of them reaches the blocks of
/// all.
final class CodePages {
    /// Makes stores to a page take the slow path, or lets them take the fast one again.
    interface Marker {
        void mark(long code);

        void clear(long code);
    }

    private final Marker marker;
    private final Exclusion exclusion;
    private final Map<Long, List<SoftVcpu>> holders = new HashMap<>();

    CodePages(Marker marker, Exclusion exclusion) {
        this.marker = marker;
        this.exclusion = exclusion;
    }

    /// A vCPU is about to decode its first block of a page. Marking is exclusive: another vCPU may have looked at
    /// the page's mark and not yet made its store.
    void claim(long page, SoftVcpu vcpu) {
        boolean _ = exclusion.exclusively(vcpu, () -> {
            synchronized (this) {
                holders.computeIfAbsent(page, _ -> new ArrayList<>(2)).add(vcpu);
                marker.mark(page << 12);
            }
            return true;
        });
    }

    /// A vCPU has dropped its last block of a page.
    synchronized void leave(long page, SoftVcpu vcpu) {
        List<SoftVcpu> there = holders.get(page);
        if (there != null && there.remove(vcpu) && there.isEmpty()) {
            holders.remove(page);
            marker.clear(page << 12);
        }
    }

    /// Tells the other vCPUs of a store by `self`.
    void stored(long code, int size, SoftVcpu self) {
        if (exclusion.vcpus().size() == 1) {
            return;
        }
        synchronized (this) {
            for (long page = code >>> 12; page <= (code + size - 1) >>> 12; page++) {
                for (SoftVcpu vcpu : holders.getOrDefault(page, List.of())) {
                    if (vcpu != self) {
                        vcpu.codeChanged(code, size);
                    }
                }
            }
        }
    }
}
