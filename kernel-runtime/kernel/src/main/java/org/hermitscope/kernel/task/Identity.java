package org.hermitscope.kernel.task;

import java.util.Arrays;
import org.hermitscope.kernel.abi.Errno;

/// User and group ids of the process: real, effective and saved (man 7 credentials). Linux keeps them for each thread
/// and C libraries set them for all; here they are the process's.
public final class Identity {
    /// Index of the real, effective and saved id.
    public static final int REAL = 0;

    public static final int EFFECTIVE = 1;
    public static final int SAVED = 2;
    /// "Leave it as it is", in calls that set several.
    public static final int UNCHANGED = -1;

    private final int[] users = new int[3];
    private final int[] groups = new int[3];
    private int[] supplementary = {};

    /// What the process starts with.
    public synchronized void set(int uid, int gid) {
        Arrays.fill(users, uid);
        Arrays.fill(groups, gid);
    }

    public synchronized int user(int which) {
        return users[which];
    }

    public synchronized int group(int which) {
        return groups[which];
    }

    public synchronized int[] supplementary() {
        return supplementary.clone();
    }

    public synchronized void setSupplementary(int[] wanted) {
        requirePrivilege();
        supplementary = wanted.clone();
    }

    /// Sets user ids; [#UNCHANGED] leaves one. EPERM unless privileged or each is one of the present three.
    public synchronized void setUsers(int real, int effective, int saved) {
        set(users, real, effective, saved);
    }

    /// Sets group ids by the same rules.
    public synchronized void setGroups(int real, int effective, int saved) {
        set(groups, real, effective, saved);
    }

    public synchronized boolean privileged() {
        return users[EFFECTIVE] == 0;
    }

    private void requirePrivilege() {
        if (!privileged()) {
            throw Errno.EPERM.raise();
        }
    }

    private void set(int[] ids, int real, int effective, int saved) {
        int[] wanted = {real, effective, saved};
        for (int id : wanted) {
            if (id != UNCHANGED && id != ids[REAL] && id != ids[EFFECTIVE] && id != ids[SAVED]) {
                requirePrivilege();
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] != UNCHANGED) {
                ids[i] = wanted[i];
            }
        }
    }
}
