package org.hermitscope.kernel.syscall;

import java.nio.charset.StandardCharsets;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.memory.UserMemory;
import org.hermitscope.kernel.task.KernelConfig;
import org.hermitscope.kernel.task.ResourceLimits;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.machine.CpuState;
import org.hermitscope.machine.Protection;

/// The process and its machine: end, limits, names, random bytes, and the odds and ends of prctl.
final class ProcessSyscalls {
    private static final int UTSNAME_FIELD = 65;
    private static final int SYSINFO_SIZE = 112;
    private static final int NAME_LENGTH = 16;

    private static final int ARCH_SET_GS = 0x1001;
    private static final int ARCH_SET_FS = 0x1002;
    private static final int ARCH_GET_FS = 0x1003;
    private static final int ARCH_GET_GS = 0x1004;
    private static final long USER_END = (1L << 47) - 4096;

    private static final int GRND_NONBLOCK = 1;
    private static final int GRND_RANDOM = 2;
    private static final int GRND_INSECURE = 4;
    private static final int RANDOM_CHUNK = 4096;

    private static final int WAIT_OPTIONS = 0xe000_000b;
    private static final int P_LAST = 3;

    private ProcessSyscalls() {}

    static long exit(Task task, long code, long a1, long a2, long a3, long a4, long a5) {
        task.end((int) code);
        return 0;
    }

    static long exitGroup(Task task, long code, long a1, long a2, long a3, long a4, long a5) {
        task.kernel().exit((int) code);
        task.end((int) code);
        return 0;
    }

    static long wait4(Task task, long pid, long status, long options, long usage, long a4, long a5) {
        if (((int) options & ~WAIT_OPTIONS) != 0) {
            throw Errno.EINVAL.raise();
        }
        throw Errno.ECHILD.raise();
    }

    static long waitid(Task task, long kind, long id, long info, long options, long usage, long a5) {
        if ((int) options == 0 || kind < 0 || kind > P_LAST) {
            throw Errno.EINVAL.raise();
        }
        throw Errno.ECHILD.raise();
    }

    static long uname(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        String[] fields = {
            "Linux", task.kernel().config().hostName(), KernelConfig.RELEASE, KernelConfig.VERSION, "x86_64", "(none)"
        };
        byte[] structure = new byte[UTSNAME_FIELD * fields.length];
        for (int i = 0; i < fields.length; i++) {
            byte[] text = fields[i].getBytes(StandardCharsets.UTF_8);
            System.arraycopy(text, 0, structure, UTSNAME_FIELD * i, Math.min(text.length, UTSNAME_FIELD - 1));
        }
        task.memory().write(address, structure, 0, structure.length);
        return 0;
    }

    static long sysinfo(Task task, long address, long a1, long a2, long a3, long a4, long a5) {
        byte[] structure = new byte[SYSINFO_SIZE];
        long total = task.kernel().config().memorySize();
        LittleEndian.putLong(structure, 0, task.kernel().clock().monotonicNanos() / TimeSyscalls.NANOS_PER_SECOND);
        LittleEndian.putLong(structure, 32, total);
        LittleEndian.putLong(structure, 40, task.kernel().freeMemory());
        LittleEndian.putShort(structure, 80, task.kernel().tasks().size());
        LittleEndian.putInt(structure, 104, 1);
        task.memory().write(address, structure, 0, structure.length);
        return 0;
    }

    static long getrlimit(Task task, long resource, long address, long a2, long a3, long a4, long a5) {
        int which = requireResource(resource);
        putLimit(task, which, address);
        return 0;
    }

    static long setrlimit(Task task, long resource, long address, long a2, long a3, long a4, long a5) {
        setLimit(
                task,
                requireResource(resource),
                task.memory().getLong(address),
                task.memory().getLong(address + 8));
        return 0;
    }

    static long prlimit64(Task task, long pid, long resource, long newAddress, long oldAddress, long a4, long a5) {
        int which = requireResource(resource);
        IdentitySyscalls.requireSelf(task, pid);
        long soft = 0;
        long hard = 0;
        if (newAddress != 0) {
            soft = task.memory().getLong(newAddress);
            hard = task.memory().getLong(newAddress + 8);
        }
        if (oldAddress != 0) {
            putLimit(task, which, oldAddress);
        }
        if (newAddress != 0) {
            setLimit(task, which, soft, hard);
        }
        return 0;
    }

    private static int requireResource(long resource) {
        int which = (int) resource;
        if (which < 0 || which >= ResourceLimits.COUNT) {
            throw Errno.EINVAL.raise();
        }
        return which;
    }

    private static void putLimit(Task task, int which, long address) {
        ResourceLimits limits = task.kernel().limits();
        task.memory().check(address, 16, Protection.WRITE);
        task.memory().putLong(address, limits.soft(which));
        task.memory().putLong(address + 8, limits.hard(which));
    }

    private static void setLimit(Task task, int which, long soft, long hard) {
        ResourceLimits limits = task.kernel().limits();
        boolean raises = Long.compareUnsigned(hard, limits.hard(which)) > 0;
        if (raises && !task.kernel().identity().privileged()) {
            throw Errno.EPERM.raise();
        }
        limits.set(which, soft, hard);
        if (which == ResourceLimits.NOFILE) {
            task.descriptors().setLimit(limits.effective(which));
        } else if (which == ResourceLimits.CPU) {
            task.kernel().cpuLimit().changed();
        } else if (which == ResourceLimits.STACK) {
            task.space().setStackLimit(limits.effective(which));
        }
    }

    static long archPrctl(Task task, long code, long address, long a2, long a3, long a4, long a5) {
        return switch ((int) code) {
            case ARCH_SET_FS -> setBase(task, CpuState.FS, address);
            case ARCH_SET_GS -> setBase(task, CpuState.GS, address);
            case ARCH_GET_FS -> getBase(task, CpuState.FS, address);
            case ARCH_GET_GS -> getBase(task, CpuState.GS, address);
            default -> throw Errno.EINVAL.raise();
        };
    }

    private static long setBase(Task task, int segment, long base) {
        if (Long.compareUnsigned(base, USER_END) >= 0) {
            throw Errno.EPERM.raise();
        }
        task.state().segments[segment].selector = 0;
        task.state().segments[segment].base = base;
        return 0;
    }

    private static long getBase(Task task, int segment, long address) {
        task.memory().putLong(address, task.state().segments[segment].base);
        return 0;
    }

    static long getrandom(Task task, long address, long length, long flags, long a3, long a4, long a5) {
        boolean both = (flags & (GRND_RANDOM | GRND_INSECURE)) == (GRND_RANDOM | GRND_INSECURE);
        if ((flags & ~(GRND_NONBLOCK | GRND_RANDOM | GRND_INSECURE)) != 0 || both) {
            throw Errno.EINVAL.raise();
        }
        long wanted = Long.compareUnsigned(length, UserMemory.MAX_RW_COUNT) > 0 ? UserMemory.MAX_RW_COUNT : length;
        byte[] bytes = new byte[(int) Math.min(wanted, RANDOM_CHUNK)];
        long done = 0;
        while (done < wanted) {
            int step = (int) Math.min(wanted - done, bytes.length);
            task.kernel().entropy().fill(bytes, 0, step);
            int written = task.memory().writeUpTo(address + done, bytes, 0, step);
            done += written;
            if (written < step) {
                break;
            }
        }
        if (done == 0 && wanted > 0) {
            throw Errno.EFAULT.raise();
        }
        return done;
    }

    private static long requireZero(long value) {
        if (value != 0) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    private static long ambient(long operation, long capability) {
        return switch ((int) operation) {
            // IS_SET, LOWER, CLEAR_ALL.
            case 1, 3 -> requireCapability(capability) & 0;
            case 4 -> 0;
            // RAISE: only what is inheritable, and nothing is.
            case 2 -> throw Errno.EPERM.raise();
            default -> throw Errno.EINVAL.raise();
        };
    }

    static long prctl(Task task, long option, long a1, long a2, long a3, long a4, long a5) {
        return switch ((int) option) {
            // PR_SET_PDEATHSIG: there is no parent that could die.
            case 1 -> {
                long result = requireSignalOrZero(a1);
                task.kernel().prctl().setParentDeathSignal((int) a1);
                yield result;
            }
            // PR_GET_PDEATHSIG.
            case 2 -> putInt(task, a1, task.kernel().prctl().parentDeathSignal());
            // PR_GET_DUMPABLE.
            case 3 -> task.kernel().prctl().dumpable();
            // PR_SET_DUMPABLE.
            case 4 -> task.kernel().prctl().setDumpable(a1);
            // PR_GET_KEEPCAPS, PR_SET_KEEPCAPS.
            case 7 -> task.kernel().prctl().keepCapabilities();
            case 8 -> task.kernel().prctl().setKeepCapabilities(a1);
            case 15 -> setName(task, a1);
            case 16 -> getName(task, a1);
            // PR_GET_TIMING, PR_SET_TIMING: statistical, as everywhere.
            case 13 -> 0;
            case 14 -> requireZero(a1);
            // PR_GET_SECCOMP: not in use.
            case 21 -> 0;
            // PR_GET_SECUREBITS: SECBIT_KEEP_CAPS is all there is.
            case 27 -> task.kernel().prctl().keepCapabilities() << 4;
            // PR_CAPBSET_READ.
            case 23 -> requireCapability(a1);
            // PR_CAPBSET_DROP: as capset.
            case 24 -> requireCapability(a1) & 0;
            // PR_GET_TSC: RDTSC is allowed.
            case 25 -> putInt(task, a1, 1);
            // PR_SET_TIMERSLACK, PR_GET_TIMERSLACK.
            case 29 -> {
                task.setTimerSlack(a1);
                yield 0;
            }
            case 30 -> task.timerSlack();
            // PR_TASK_PERF_EVENTS_DISABLE, PR_TASK_PERF_EVENTS_ENABLE: there are no such events.
            case 31, 32 -> 0;
            // PR_MCE_KILL_GET: PR_MCE_KILL_DEFAULT.
            case 34 -> 2;
            // PR_SET_MM.
            case 35 -> throw Errno.EPERM.raise();
            // PR_SET_CHILD_SUBREAPER, PR_GET_CHILD_SUBREAPER: there are no children.
            case 36 -> {
                task.kernel().prctl().setChildSubreaper(a1 != 0);
                yield 0;
            }
            case 37 -> putInt(task, a1, task.kernel().prctl().childSubreaper());
            // PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS.
            case 38 -> task.kernel().prctl().setNoNewPrivileges(a1, a2, a3, a4);
            case 39 -> task.kernel().prctl().noNewPrivileges();
            // PR_GET_TID_ADDRESS.
            case 40 -> {
                task.memory().putLong(a1, task.clearChildTid());
                yield 0;
            }
            // PR_SET_THP_DISABLE, PR_GET_THP_DISABLE.
            case 41 -> {
                task.kernel().prctl().setHugePagesDisabled(a1 != 0);
                yield 0;
            }
            case 42 -> task.kernel().prctl().hugePagesDisabled();
            // PR_CAP_AMBIENT: none is ever raised.
            case 47 -> ambient(a1, a2);
            // PR_GET_SPECULATION_CTRL, PR_SET_SPECULATION_CTRL: nothing is speculated about.
            case 52 -> {
                if (a1 < 0 || a1 > 2) {
                    throw Errno.ENODEV.raise();
                }
                yield 0;
            }
            case 53 -> throw Errno.ENODEV.raise();
            default -> throw Errno.EINVAL.raise();
        };
    }

    private static long putInt(Task task, long address, int value) {
        task.memory().putInt(address, value);
        return 0;
    }

    private static long requireSignalOrZero(long number) {
        if (number < 0 || number > 64) {
            throw Errno.EINVAL.raise();
        }
        return 0;
    }

    /// @return 1, since every capability is in the bounding set
    private static long requireCapability(long number) {
        if (number < 0 || number > 40) {
            throw Errno.EINVAL.raise();
        }
        return 1;
    }

    private static long setName(Task task, long address) {
        byte[] bytes = new byte[NAME_LENGTH];
        int length = 0;
        while (length < NAME_LENGTH - 1) {
            int next = task.memory().getByte(address + length);
            if (next == 0) {
                break;
            }
            bytes[length++] = (byte) next;
        }
        task.setName(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        return 0;
    }

    private static long getName(Task task, long address) {
        byte[] bytes = new byte[NAME_LENGTH];
        byte[] name = task.name().getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(name, 0, bytes, 0, Math.min(name.length, NAME_LENGTH - 1));
        task.memory().write(address, bytes, 0, NAME_LENGTH);
        return 0;
    }

    static long personality(Task task, long wanted, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().prctl().personality(wanted);
    }

    /// There are no children and no files to execute: what is asked is logged once, so that its user learns why.
    static long noNewProcess(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        task.kernel().prctl().noteFork(task);
        throw Errno.ENOSYS.raise();
    }
}
