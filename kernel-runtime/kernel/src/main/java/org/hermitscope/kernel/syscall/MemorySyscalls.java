package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.memory.AddressSpace;
import org.hermitscope.kernel.memory.MapFlags;
import org.hermitscope.kernel.memory.Remapping;
import org.hermitscope.kernel.task.ResourceLimits;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Mode;
import org.hermitscope.kernel.vfs.OpenFile;
import org.hermitscope.kernel.vfs.RegularFile;
import org.hermitscope.kernel.vfs.Stat;
import org.hermitscope.machine.HostMemory;
import org.hermitscope.machine.Protection;

/// mmap and its relatives: what Linux checks before it looks at the address space.
final class MemorySyscalls {
    private static final int PAGE = HostMemory.PAGE_SIZE;
    private static final int PROT_MASK = Protection.READ | Protection.WRITE | Protection.EXEC;
    /// PROT_SEM, PROT_GROWSDOWN and PROT_GROWSUP mean nothing here.
    private static final int PROT_KNOWN = PROT_MASK | 8 | 0x0300_0000;

    /// LEGACY_MAP_MASK of Linux's include/linux/mman.h.
    private static final int VALIDATED = 0xfc07_fb73;

    private static final int PROT_GROWSDOWN = 0x0100_0000;
    private static final int PROT_GROWSUP = 0x0200_0000;
    private static final int MS_ASYNC = 1;
    private static final int MS_INVALIDATE = 2;
    private static final int MS_SYNC = 4;
    private static final int MLOCK_ONFAULT = 1;

    private MemorySyscalls() {}

    static long mmap(Task task, long address, long length, long protection, long flags, long fd, long offset) {
        int how = (int) flags;
        if ((offset & PAGE - 1) != 0 || length == 0) {
            throw Errno.EINVAL.raise();
        }
        AddressSpace space = task.space();
        long whole = pageUp(length);
        if (whole <= 0 || whole > space.layout().end()) {
            throw Errno.ENOMEM.raise();
        }
        int type = how & MapFlags.TYPE;
        boolean fixed = (how & (MapFlags.FIXED | MapFlags.FIXED_NOREPLACE)) != 0;
        if (type < MapFlags.SHARED || type > MapFlags.SHARED_VALIDATE || fixed && (address & PAGE - 1) != 0) {
            throw Errno.EINVAL.raise();
        }
        if (type == MapFlags.SHARED_VALIDATE) {
            requireKnown(how);
        }
        int allowed = (int) protection & PROT_MASK;
        requireRoom(task, whole, (allowed & Protection.WRITE) != 0 && type == MapFlags.PRIVATE);
        if ((how & MapFlags.ANONYMOUS) != 0) {
            return space.mapAnonymous(address, whole, allowed, how);
        }
        OpenFile file = task.descriptors().get((int) fd);
        if (!file.readable()) {
            throw Errno.EACCES.raise();
        }
        boolean shared = type != MapFlags.PRIVATE;
        if (shared && (allowed & Protection.WRITE) != 0 && !file.writable()) {
            throw Errno.EACCES.raise();
        }
        if (file instanceof RegularFile regular) {
            if (shared && (allowed & Protection.WRITE) != 0 && !regular.data().mayMapWritable()) {
                throw Errno.EPERM.raise();
            }
            if (offset < 0 || offset > Long.MAX_VALUE - whole) {
                throw Errno.EOVERFLOW.raise();
            }
            return space.mapFile(address, whole, allowed, how, regular, offset);
        }
        if (isZeroDevice(file)) {
            return space.mapAnonymous(address, whole, allowed, how);
        }
        throw Errno.ENODEV.raise();
    }

    /// Unlike the older types, MAP_SHARED_VALIDATE refuses what it does not know (man 2 mmap).
    private static void requireKnown(int flags) {
        if ((flags & MapFlags.ANONYMOUS) != 0) {
            throw Errno.EINVAL.raise();
        }
        if ((flags & ~VALIDATED) != 0) {
            throw Errno.EOPNOTSUPP.raise();
        }
    }

    private static void requireRoom(Task task, long length, boolean data) {
        ResourceLimits limits = task.kernel().limits();
        long all = limits.effective(ResourceLimits.AS);
        long most = limits.effective(ResourceLimits.DATA);
        if (all != Long.MAX_VALUE && length > all - task.space().mappedBytes()
                || data
                        && most != Long.MAX_VALUE
                        && length > most - task.space().dataBytes()) {
            throw Errno.ENOMEM.raise();
        }
    }

    private static boolean isZeroDevice(OpenFile file) {
        return file.inode().type() == Mode.CHARACTER && file.stat().represented() == Stat.deviceNumber(1, 5);
    }

    static long munmap(Task task, long address, long length, long a2, long a3, long a4, long a5) {
        requireRange(task, address, length, true);
        task.space().unmap(address, pageUp(length));
        return 0;
    }

    static long mprotect(Task task, long address, long length, long protection, long a3, long a4, long a5) {
        if ((protection & ~PROT_KNOWN & 0xffff_ffffL) != 0 || (address & PAGE - 1) != 0) {
            throw Errno.EINVAL.raise();
        }
        if (length == 0) {
            return 0;
        }
        if (pageUp(length) <= 0) {
            throw Errno.ENOMEM.raise();
        }
        if ((protection & (PROT_GROWSDOWN | PROT_GROWSUP)) != 0 && !task.space().isStack(address, protection)) {
            throw Errno.EINVAL.raise();
        }
        task.space().protect(address, pageUp(length), (int) protection & PROT_MASK);
        return 0;
    }

    static long pkeyMprotect(Task task, long address, long length, long protection, long key, long a4, long a5) {
        if ((int) key != -1) {
            throw Errno.EINVAL.raise();
        }
        return mprotect(task, address, length, protection, 0, 0, 0);
    }

    static long mremap(Task task, long address, long oldLength, long newLength, long flags, long target, long a5) {
        int how = (int) flags;
        boolean fixed = (how & MapFlags.REMAP_FIXED) != 0;
        boolean keeps = (how & MapFlags.REMAP_DONTUNMAP) != 0;
        boolean mayMove = (how & MapFlags.REMAP_MAYMOVE) != 0;
        if ((how & ~7) != 0
                || (address & PAGE - 1) != 0
                || newLength == 0
                || (fixed || keeps) && !mayMove
                || fixed && (target & PAGE - 1) != 0) {
            throw Errno.EINVAL.raise();
        }
        long whole = pageUp(newLength);
        if (whole <= 0 || whole > task.space().layout().end()) {
            throw Errno.ENOMEM.raise();
        }
        return Remapping.remap(task.space(), address, pageUp(oldLength), whole, how, target);
    }

    static long brk(Task task, long wanted, long a1, long a2, long a3, long a4, long a5) {
        return task.space().brk(wanted, task.kernel().limits().effective(ResourceLimits.DATA));
    }

    static long madvise(Task task, long address, long length, long advice, long a3, long a4, long a5) {
        if ((address & PAGE - 1) != 0 || !knownAdvice((int) advice)) {
            throw Errno.EINVAL.raise();
        }
        long whole = pageUp(length);
        if (whole < 0 || length != 0 && whole == 0 || address + whole < 0) {
            throw Errno.EINVAL.raise();
        }
        if (whole == 0) {
            return 0;
        }
        AddressSpace space = task.space();
        switch ((int) advice) {
            // MADV_DONTNEED and MADV_DONTNEED_LOCKED.
            case 4, 24 -> space.discard(address, whole);
            // MADV_FREE, which may do the same.
            case 8 -> {
                if (!space.isAnonymous(address, whole)) {
                    throw Errno.EINVAL.raise();
                }
                space.discard(address, whole);
            }
            // MADV_REMOVE.
            case 9 -> space.remove(address, whole);
            // MADV_WILLNEED.
            case 3 -> {
                requireMapped(space, address, whole);
                space.populate(address, whole);
            }
            // MADV_POPULATE_READ, MADV_POPULATE_WRITE.
            case 22, 23 -> {
                int wanted = advice == 22 ? Protection.READ : Protection.WRITE;
                if (!space.allows(address, whole, wanted)) {
                    throw Errno.EINVAL.raise();
                }
                requireMapped(space, address, whole);
                task.memory().check(address, whole, wanted);
            }
            default -> requireMapped(space, address, whole);
        }
        return 0;
    }

    private static boolean knownAdvice(int advice) {
        return advice >= 0 && advice <= 4 || advice >= 8 && advice <= 24;
    }

    static long mincore(Task task, long address, long length, long vector, long a3, long a4, long a5) {
        if ((address & PAGE - 1) != 0) {
            throw Errno.EINVAL.raise();
        }
        long whole = pageUp(length);
        if (whole < 0 || address < 0 || address > task.space().layout().end() - whole) {
            throw Errno.ENOMEM.raise();
        }
        task.memory().check(vector, whole / PAGE, Protection.WRITE);
        requireMapped(task.space(), address, whole);
        for (long page = 0; page < whole / PAGE; page++) {
            task.memory().putByte(vector + page, task.space().isResident(address + page * PAGE) ? 1 : 0);
        }
        return 0;
    }

    static long msync(Task task, long address, long length, long flags, long a3, long a4, long a5) {
        boolean both = (flags & (MS_ASYNC | MS_SYNC)) == (MS_ASYNC | MS_SYNC);
        if ((flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) != 0 || both || (address & PAGE - 1) != 0) {
            throw Errno.EINVAL.raise();
        }
        long whole = pageUp(length);
        if (whole < 0) {
            throw Errno.ENOMEM.raise();
        }
        task.space().flush(address, whole);
        requireMapped(task.space(), address, whole);
        return 0;
    }

    static long mlock(Task task, long address, long length, long a2, long a3, long a4, long a5) {
        long start = address & -PAGE;
        long whole = pageUp(length + (address - start));
        if (whole < 0) {
            throw Errno.EINVAL.raise();
        }
        requireMapped(task.space(), start, whole);
        task.space().populate(start, whole);
        return 0;
    }

    static long mlock2(Task task, long address, long length, long flags, long a3, long a4, long a5) {
        if ((flags & ~MLOCK_ONFAULT) != 0) {
            throw Errno.EINVAL.raise();
        }
        return mlock(task, address, length, 0, 0, 0, 0);
    }

    static long munlock(Task task, long address, long length, long a2, long a3, long a4, long a5) {
        long start = address & -PAGE;
        requireMapped(task.space(), start, pageUp(length + (address - start)));
        return 0;
    }

    static long mlockall(Task task, long flags, long a1, long a2, long a3, long a4, long a5) {
        if (flags == 0 || (flags & ~7) != 0 || flags == 4) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    static long munlockall(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return 0;
    }

    private static void requireMapped(AddressSpace space, long address, long length) {
        if (!space.covers(address, length)) {
            throw Errno.ENOMEM.raise();
        }
    }

    private static void requireRange(Task task, long address, long length, boolean nonEmpty) {
        long end = task.space().layout().end();
        if ((address & PAGE - 1) != 0
                || nonEmpty && length == 0
                || address < 0
                || address > end
                || length < 0
                || pageUp(length) > end - address) {
            throw Errno.EINVAL.raise();
        }
    }

    private static long pageUp(long length) {
        return length + PAGE - 1 & -PAGE;
    }
}
