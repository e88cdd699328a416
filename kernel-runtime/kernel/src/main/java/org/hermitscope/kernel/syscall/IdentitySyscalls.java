package org.hermitscope.kernel.syscall;

import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.abi.LittleEndian;
import org.hermitscope.kernel.task.Identity;
import org.hermitscope.kernel.task.Task;
import org.hermitscope.kernel.vfs.Credentials;

/// Who the process is: ids, groups, sessions, capabilities.
final class IdentitySyscalls {
    /// What every process tree has at its root.
    private static final int PARENT = 1;

    private static final int UNCHANGED = Identity.UNCHANGED;
    private static final int MOST_GROUPS = 65_536;

    private static final int CAPABILITY_VERSION_1 = 0x1998_0330;
    private static final int CAPABILITY_VERSION_2 = 0x2007_1026;
    private static final int CAPABILITY_VERSION_3 = 0x2008_0522;
    /// Capabilities up to CAP_CHECKPOINT_RESTORE, the last of Linux 6.1.
    private static final long ALL_CAPABILITIES = (1L << 41) - 1;

    private IdentitySyscalls() {}

    static long getpid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.pid();
    }

    static long gettid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.tid();
    }

    static long getppid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return PARENT;
    }

    static long getpgrp(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.pid();
    }

    static long getpgid(Task task, long pid, long a1, long a2, long a3, long a4, long a5) {
        requireSelf(task, pid);
        return task.pid();
    }

    static long getsid(Task task, long pid, long a1, long a2, long a3, long a4, long a5) {
        requireSelf(task, pid);
        return task.pid();
    }

    /// The process leads its group and its session: there is nothing else to be in.
    static long setpgid(Task task, long pid, long group, long a2, long a3, long a4, long a5) {
        if ((int) group < 0) {
            throw Errno.EINVAL.raise();
        }
        requireSelf(task, pid);
        throw Errno.EPERM.raise();
    }

    static long getuid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().identity().user(Identity.REAL) & 0xffff_ffffL;
    }

    static long geteuid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().identity().user(Identity.EFFECTIVE) & 0xffff_ffffL;
    }

    static long getgid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().identity().group(Identity.REAL) & 0xffff_ffffL;
    }

    static long getegid(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
        return task.kernel().identity().group(Identity.EFFECTIVE) & 0xffff_ffffL;
    }

    static long getresuid(Task task, long real, long effective, long saved, long a3, long a4, long a5) {
        Identity identity = task.kernel().identity();
        task.memory().putInt(real, identity.user(Identity.REAL));
        task.memory().putInt(effective, identity.user(Identity.EFFECTIVE));
        task.memory().putInt(saved, identity.user(Identity.SAVED));
        return 0;
    }

    static long getresgid(Task task, long real, long effective, long saved, long a3, long a4, long a5) {
        Identity identity = task.kernel().identity();
        task.memory().putInt(real, identity.group(Identity.REAL));
        task.memory().putInt(effective, identity.group(Identity.EFFECTIVE));
        task.memory().putInt(saved, identity.group(Identity.SAVED));
        return 0;
    }

    static long setuid(Task task, long uid, long a1, long a2, long a3, long a4, long a5) {
        int id = requireId(uid);
        boolean all = task.kernel().identity().privileged();
        task.kernel().identity().setUsers(all ? id : UNCHANGED, id, all ? id : UNCHANGED);
        return adopt(task);
    }

    static long setgid(Task task, long gid, long a1, long a2, long a3, long a4, long a5) {
        int id = requireId(gid);
        boolean all = task.kernel().identity().privileged();
        task.kernel().identity().setGroups(all ? id : UNCHANGED, id, all ? id : UNCHANGED);
        return adopt(task);
    }

    static long setreuid(Task task, long real, long effective, long a2, long a3, long a4, long a5) {
        Identity identity = task.kernel().identity();
        boolean saves = (int) real != UNCHANGED || (int) effective != UNCHANGED;
        int next = (int) effective == UNCHANGED ? identity.user(Identity.EFFECTIVE) : (int) effective;
        identity.setUsers((int) real, (int) effective, saves ? next : UNCHANGED);
        return adopt(task);
    }

    static long setregid(Task task, long real, long effective, long a2, long a3, long a4, long a5) {
        Identity identity = task.kernel().identity();
        boolean saves = (int) real != UNCHANGED || (int) effective != UNCHANGED;
        int next = (int) effective == UNCHANGED ? identity.group(Identity.EFFECTIVE) : (int) effective;
        identity.setGroups((int) real, (int) effective, saves ? next : UNCHANGED);
        return adopt(task);
    }

    static long setresuid(Task task, long real, long effective, long saved, long a3, long a4, long a5) {
        task.kernel().identity().setUsers((int) real, (int) effective, (int) saved);
        return adopt(task);
    }

    static long setresgid(Task task, long real, long effective, long saved, long a3, long a4, long a5) {
        task.kernel().identity().setGroups((int) real, (int) effective, (int) saved);
        return adopt(task);
    }

    /// setfsuid and setfsgid return the id of before and never fail; the effective ids serve for files.
    static long setfsuid(Task task, long uid, long a1, long a2, long a3, long a4, long a5) {
        return task.files().credentials().uid() & 0xffff_ffffL;
    }

    static long setfsgid(Task task, long gid, long a1, long a2, long a3, long a4, long a5) {
        return task.files().credentials().gid() & 0xffff_ffffL;
    }

    static long getgroups(Task task, long size, long list, long a2, long a3, long a4, long a5) {
        int[] groups = task.kernel().identity().supplementary();
        int room = (int) size;
        if (room < 0 || room != 0 && room < groups.length) {
            throw Errno.EINVAL.raise();
        }
        if (room != 0) {
            for (int i = 0; i < groups.length; i++) {
                task.memory().putInt(list + 4L * i, groups[i]);
            }
        }
        return groups.length;
    }

    static long setgroups(Task task, long size, long list, long a2, long a3, long a4, long a5) {
        if (size < 0 || size > MOST_GROUPS) {
            throw Errno.EINVAL.raise();
        }
        int[] groups = new int[(int) size];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = task.memory().getInt(list + 4L * i);
        }
        task.kernel().identity().setSupplementary(groups);
        return 0;
    }

    static long capget(Task task, long header, long data, long a2, long a3, long a4, long a5) {
        int elements = capabilityElements(task, header, data == 0);
        int pid = task.memory().getInt(header + 4);
        if (pid < 0) {
            throw Errno.EINVAL.raise();
        }
        if (pid != 0 && task.kernel().task(pid) == null) {
            throw Errno.ESRCH.raise();
        }
        if (data == 0) {
            return 0;
        }
        long capabilities = task.kernel().identity().privileged() ? ALL_CAPABILITIES : 0;
        byte[] sets = new byte[12 * elements];
        for (int i = 0; i < elements; i++) {
            // Effective and permitted; nothing is inheritable.
            LittleEndian.putInt(sets, 12 * i, (int) (capabilities >>> 32 * i));
            LittleEndian.putInt(sets, 12 * i + 4, (int) (capabilities >>> 32 * i));
        }
        task.memory().write(data, sets, 0, sets.length);
        return 0;
    }

    /// Dropping capabilities succeeds and changes nothing, since nothing here needs one; gaining any is refused.
    static long capset(Task task, long header, long data, long a2, long a3, long a4, long a5) {
        int elements = capabilityElements(task, header, false);
        boolean privileged = task.kernel().identity().privileged();
        for (int i = 0; i < elements; i++) {
            int wanted = task.memory().getInt(data + 12L * i) | task.memory().getInt(data + 12L * i + 4);
            if (wanted != 0 && !privileged) {
                throw Errno.EPERM.raise();
            }
        }
        return 0;
    }

    private static int capabilityElements(Task task, long header, boolean probe) {
        int version = task.memory().getInt(header);
        if (version == CAPABILITY_VERSION_1) {
            return 1;
        }
        if (version == CAPABILITY_VERSION_2 || version == CAPABILITY_VERSION_3) {
            return 2;
        }
        task.memory().putInt(header, CAPABILITY_VERSION_3);
        if (probe) {
            return 0;
        }
        throw Errno.EINVAL.raise();
    }

    static void requireSelf(Task task, long pid) {
        if ((int) pid != 0 && task.kernel().task((int) pid) == null && (int) pid != task.pid()) {
            throw Errno.ESRCH.raise();
        }
    }

    private static int requireId(long id) {
        if ((int) id == UNCHANGED) {
            throw Errno.EINVAL.raise();
        }
        return (int) id;
    }

    /// Files are reached with the effective ids.
    private static long adopt(Task task) {
        Identity identity = task.kernel().identity();
        Credentials credentials =
                new Credentials(identity.user(Identity.EFFECTIVE), identity.group(Identity.EFFECTIVE));
        for (Task each : task.kernel().tasks()) {
            each.files().setCredentials(credentials);
        }
        return 0;
    }
}
