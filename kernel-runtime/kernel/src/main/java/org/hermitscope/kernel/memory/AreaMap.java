package org.hermitscope.kernel.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The areas of an address space in order. They never overlap; neighbours that can be one are one. The caller locks.
final class AreaMap {
    private final TreeMap<Long, Area> areas = new TreeMap<>();

    /// The area that holds an address, or null.
    @Nullable
    Area find(long address) {
        Map.Entry<Long, Area> entry = areas.floorEntry(address);
        return entry != null && address < entry.getValue().end() ? entry.getValue() : null;
    }

    /// The first area that ends behind an address, or null.
    @Nullable
    Area findFrom(long address) {
        Area at = find(address);
        if (at != null) {
            return at;
        }
        Map.Entry<Long, Area> entry = areas.higherEntry(address);
        return entry == null ? null : entry.getValue();
    }

    /// The last area that begins below an address, or null.
    @Nullable
    Area below(long address) {
        Map.Entry<Long, Area> entry = areas.lowerEntry(address);
        return entry == null ? null : entry.getValue();
    }

    boolean isFree(long start, long end) {
        Area next = findFrom(start);
        return next == null || next.start() >= end;
    }

    /// Whether every page of the range belongs to an area.
    boolean covers(long start, long end) {
        long at = start;
        while (at < end) {
            Area area = find(at);
            if (area == null) {
                return false;
            }
            at = area.end();
        }
        return true;
    }

    List<Area> all() {
        return List.copyOf(areas.values());
    }

    /// Copies of the parts of areas that lie in the range.
    List<Area> inside(long start, long end) {
        List<Area> parts = new ArrayList<>(4);
        for (Area area = findFrom(start); area != null && area.start() < end; area = findFrom(area.end())) {
            parts.add(area.part(Math.max(area.start(), start), Math.min(area.end(), end)));
        }
        return parts;
    }

    /// Adds an area where nothing is, joining it with its neighbours.
    void add(Area area) {
        if (area.pages() != null) {
            area.pages().retain();
        }
        Area joined = area;
        Area before = below(area.start());
        if (before != null && before.continuesAs(joined)) {
            drop(before);
            joined = new Area(
                    before.start(), joined.end(), joined.protection(), joined.flags(), joined.pages(), joined.label());
        }
        Area after = areas.get(area.end());
        if (after != null && joined.continuesAs(after)) {
            drop(after);
            joined = new Area(
                    joined.start(), after.end(), joined.protection(), joined.flags(), joined.pages(), joined.label());
        }
        areas.put(joined.start(), joined);
    }

    /// Takes the range out, cutting areas that reach beyond it.
    void remove(long start, long end) {
        for (Area area = findFrom(start); area != null && area.start() < end; area = findFrom(area.end())) {
            areas.remove(area.start());
            if (area.start() < start) {
                put(area.part(area.start(), start));
            }
            if (area.end() > end) {
                put(area.part(end, area.end()));
            }
            if (area.pages() != null) {
                area.pages().release();
            }
        }
    }

    private void put(Area area) {
        if (area.pages() != null) {
            area.pages().retain();
        }
        areas.put(area.start(), area);
    }

    /// Takes out an area whose reference the caller's joined area carries on.
    private void drop(Area area) {
        areas.remove(area.start());
        if (area.pages() != null) {
            area.pages().release();
        }
    }
}
