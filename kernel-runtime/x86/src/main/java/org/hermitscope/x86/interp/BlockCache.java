package org.hermitscope.x86.interp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hermitscope.x86.isa.Mode;
import org.hermitscope.x86.mmu.LinearMemory;
import org.jspecify.annotations.Nullable;

/// The decoded blocks of one processor, found by linear address, dropped by page of code.
final class BlockCache {
    /// Told of the first block that a page gets and of the last that it loses.
    interface Claims {
        void claim(long page);

        void leave(long page);
    }

    private static final int JUMP_BITS = 12;
    /// Blocks kept at most; beyond, everything is decoded anew. Bounds the heap for guests that keep making
    /// code.
    private static final int CAPACITY = 1 << 18;

    private final LinearMemory memory;
    private final Claims claims;
    private final @Nullable Block[] jumps = new Block[1 << JUMP_BITS];
    private final Map<Long, Block> blocks = new HashMap<>();
    private final Map<Long, List<Block>> byPage = new HashMap<>();

    BlockCache(LinearMemory memory, Claims claims) {
        this.memory = memory;
        this.claims = claims;
    }

    private static int slot(long rip) {
        return (int) (rip ^ rip >>> JUMP_BITS) & (1 << JUMP_BITS) - 1;
    }

    /// A live block at `rip` for `mode`, its translation confirmed; null when it must be decoded.
    @Nullable
    Block find(long rip, Mode mode, int generation) {
        Block block = jumps[slot(rip)];
        if (block == null || block.start != rip || block.dead || block.mode != mode) {
            block = blocks.get(rip);
            if (block == null || block.dead || block.mode != mode) {
                return null;
            }
            jumps[slot(rip)] = block;
        }
        if (block.generation != generation) {
            if (memory.codeAddress(rip) != block.code) {
                return null;
            }
            block.generation = generation;
        }
        return block;
    }

    /// Makes sure that stores to the page of a code address are noticed from now on.
    ///
    /// @return whether they were already
    boolean claim(long code) {
        long page = code >>> 12;
        if (byPage.containsKey(page)) {
            return true;
        }
        claims.claim(page);
        byPage.put(page, new ArrayList<>());
        return false;
    }

    /// Adds a block whose first page is claimed.
    ///
    /// @return false if the block reaches into a page that was not: its bytes may have changed since they were
    ///     read
    boolean add(Block block) {
        if (blocks.size() >= CAPACITY) {
            clear();
            boolean _ = claim(block.code);
            return false;
        }
        if (crossesPage(block)) {
            long last = memory.codeAddress(block.start + block.bytes - 1);
            if (!claim(last)) {
                return false;
            }
            blocksOf(last).add(block);
        }
        blocksOf(block.code).add(block);
        blocks.put(block.start, block);
        jumps[slot(block.start)] = block;
        return true;
    }

    private List<Block> blocksOf(long code) {
        return Objects.requireNonNull(byPage.get(code >>> 12));
    }

    private static boolean crossesPage(Block block) {
        return (block.start & 0xfff) + block.bytes > 0x1000;
    }

    /// Drops the blocks that a change of `[code, code + length)` touches.
    ///
    /// @return whether any was dropped
    boolean invalidate(long code, long length) {
        boolean dropped = false;
        long end = code + length;
        for (long page = code >>> 12; page <= (end - 1) >>> 12; page++) {
            List<Block> there = byPage.get(page);
            if (there == null) {
                continue;
            }
            List<Block> kept = new ArrayList<>();
            for (Block block : there) {
                if (block.dead) {
                    continue;
                }
                if (block.overlaps(code, end) || crossesPage(block)) {
                    block.dead = true;
                    blocks.remove(block.start, block);
                    dropped = true;
                } else {
                    kept.add(block);
                }
            }
            if (kept.isEmpty()) {
                byPage.remove(page);
                claims.leave(page);
            } else {
                byPage.put(page, kept);
            }
        }
        return dropped;
    }

    /// Drops the blocks that hold the instruction at a linear address, wherever its bytes are.
    void invalidateLinear(long linear) {
        List<Block> touched = new ArrayList<>();
        for (Block block : blocks.values()) {
            if (linear - block.start >= 0 && linear - block.start < block.bytes) {
                touched.add(block);
            }
        }
        for (Block block : touched) {
            invalidate(block.code + (linear - block.start), 1);
        }
    }

    void clear() {
        for (Map.Entry<Long, List<Block>> entry : byPage.entrySet()) {
            for (Block block : entry.getValue()) {
                block.dead = true;
            }
            claims.leave(entry.getKey());
        }
        byPage.clear();
        blocks.clear();
        java.util.Arrays.fill(jumps, null);
    }
}
