package org.hermitscope.kernel.trace;

/// The names of flags and constants, in the order in which strace shows them.
final class Flags {
    static final FlagNames OPEN = new FlagNames(
            "O_",
            3,
            "O_RDONLY=0 O_WRONLY=1 O_RDWR=2 O_ACCMODE=3 O_CREAT=0100 O_EXCL=0200 O_NOCTTY=0400 O_TRUNC=01000 O_APPEND=02000"
                    + " O_NONBLOCK=04000 O_SYNC=04010000 O_DSYNC=010000 FASYNC=020000 O_DIRECT=040000"
                    + " O_LARGEFILE=0100000 O_NOFOLLOW=0400000 O_NOATIME=01000000 O_CLOEXEC=02000000 O_PATH=010000000"
                    + " O_TMPFILE=020200000 O_DIRECTORY=0200000");
    static final FlagNames PIPE = new FlagNames("O_", 0, "O_NONBLOCK=04000 O_DIRECT=040000 O_CLOEXEC=02000000");
    static final FlagNames PROT = new FlagNames(
            "PROT_",
            0,
            "PROT_NONE=0 PROT_READ=1 PROT_WRITE=2 PROT_EXEC=4 PROT_SEM=8 PROT_GROWSDOWN=0x1000000 PROT_GROWSUP=0x2000000");
    static final FlagNames MAP = new FlagNames(
            "MAP_",
            15,
            "MAP_SHARED=1 MAP_PRIVATE=2 MAP_SHARED_VALIDATE=3 MAP_FIXED=0x10 MAP_ANONYMOUS=0x20 MAP_32BIT=0x40"
                    + " MAP_NORESERVE=0x4000 MAP_POPULATE=0x8000 MAP_NONBLOCK=0x10000 MAP_GROWSDOWN=0x100"
                    + " MAP_DENYWRITE=0x800 MAP_EXECUTABLE=0x1000 MAP_LOCKED=0x2000 MAP_STACK=0x20000 MAP_HUGETLB=0x40000"
                    + " MAP_SYNC=0x80000 MAP_FIXED_NOREPLACE=0x100000");
    static final FlagNames REMAP = new FlagNames("MREMAP_", 0, "MREMAP_MAYMOVE=1 MREMAP_FIXED=2 MREMAP_DONTUNMAP=4");
    static final FlagNames ADVICE = new FlagNames(
            "MADV_",
            0,
            "MADV_NORMAL=0 MADV_RANDOM=1 MADV_SEQUENTIAL=2 MADV_WILLNEED=3 MADV_DONTNEED=4 MADV_FREE=8 MADV_REMOVE=9"
                    + " MADV_DONTFORK=10 MADV_DOFORK=11 MADV_MERGEABLE=12 MADV_UNMERGEABLE=13 MADV_HUGEPAGE=14"
                    + " MADV_NOHUGEPAGE=15 MADV_DONTDUMP=16 MADV_DODUMP=17 MADV_WIPEONFORK=18 MADV_KEEPONFORK=19"
                    + " MADV_COLD=20 MADV_PAGEOUT=21 MADV_POPULATE_READ=22 MADV_POPULATE_WRITE=23 MADV_COLLAPSE=25");
    static final FlagNames MSYNC = new FlagNames("MS_", 0, "MS_ASYNC=1 MS_INVALIDATE=2 MS_SYNC=4");
    static final FlagNames AT = new FlagNames(
            "AT_",
            0,
            "AT_SYMLINK_NOFOLLOW=0x100 AT_REMOVEDIR=0x200 AT_SYMLINK_FOLLOW=0x400 AT_NO_AUTOMOUNT=0x800 AT_EMPTY_PATH=0x1000"
                    + " AT_STATX_FORCE_SYNC=0x2000 AT_STATX_DONT_SYNC=0x4000");
    static final FlagNames ACCESS = new FlagNames("?_OK", 0, "F_OK=0 R_OK=4 W_OK=2 X_OK=1");
    static final FlagNames WHENCE =
            new FlagNames("SEEK_", 0, "SEEK_SET=0 SEEK_CUR=1 SEEK_END=2 SEEK_DATA=3 SEEK_HOLE=4");
    static final FlagNames HOW = new FlagNames("SIG_", 0, "SIG_BLOCK=0 SIG_UNBLOCK=1 SIG_SETMASK=2");
    static final FlagNames SIGACTION = new FlagNames(
            "SA_",
            0,
            "SA_RESTORER=0x4000000 SA_ONSTACK=0x8000000 SA_RESTART=0x10000000 SA_NODEFER=0x40000000 SA_RESETHAND=0x80000000"
                    + " SA_NOCLDSTOP=1 SA_NOCLDWAIT=2 SA_SIGINFO=4 SA_UNSUPPORTED=0x400 SA_EXPOSE_TAGBITS=0x800");
    static final FlagNames STACK = new FlagNames("SS_", 0, "SS_ONSTACK=1 SS_DISABLE=2 SS_AUTODISARM=0x80000000");
    static final FlagNames CLOCK = new FlagNames(
            "CLOCK_",
            0,
            "CLOCK_REALTIME=0 CLOCK_MONOTONIC=1 CLOCK_PROCESS_CPUTIME_ID=2 CLOCK_THREAD_CPUTIME_ID=3"
                    + " CLOCK_MONOTONIC_RAW=4 CLOCK_REALTIME_COARSE=5 CLOCK_MONOTONIC_COARSE=6 CLOCK_BOOTTIME=7"
                    + " CLOCK_REALTIME_ALARM=8 CLOCK_BOOTTIME_ALARM=9 CLOCK_TAI=11");
    static final FlagNames TIMER = new FlagNames("TIMER_", 0, "TIMER_ABSTIME=1");
    static final FlagNames ITIMER = new FlagNames("ITIMER_", 0, "ITIMER_REAL=0 ITIMER_VIRTUAL=1 ITIMER_PROF=2");
    static final FlagNames RUSAGE = new FlagNames("RUSAGE_", 0, "RUSAGE_SELF=0 RUSAGE_CHILDREN=-1 RUSAGE_THREAD=1");
    static final FlagNames RLIMIT = new FlagNames(
            "RLIMIT_",
            0,
            "RLIMIT_CPU=0 RLIMIT_FSIZE=1 RLIMIT_DATA=2 RLIMIT_STACK=3 RLIMIT_CORE=4 RLIMIT_RSS=5 RLIMIT_NPROC=6"
                    + " RLIMIT_NOFILE=7 RLIMIT_MEMLOCK=8 RLIMIT_AS=9 RLIMIT_LOCKS=10 RLIMIT_SIGPENDING=11"
                    + " RLIMIT_MSGQUEUE=12 RLIMIT_NICE=13 RLIMIT_RTPRIO=14 RLIMIT_RTTIME=15");
    static final FlagNames ARCH =
            new FlagNames("ARCH_", 0, "ARCH_SET_GS=0x1001 ARCH_SET_FS=0x1002 ARCH_GET_FS=0x1003 ARCH_GET_GS=0x1004");
    static final FlagNames PRCTL = new FlagNames(
            "PR_",
            0,
            "PR_SET_PDEATHSIG=1 PR_GET_PDEATHSIG=2 PR_GET_DUMPABLE=3 PR_SET_DUMPABLE=4 PR_GET_KEEPCAPS=7"
                    + " PR_SET_KEEPCAPS=8 PR_SET_NAME=15 PR_GET_NAME=16 PR_GET_SECCOMP=21 PR_SET_SECCOMP=22"
                    + " PR_CAPBSET_READ=23 PR_CAPBSET_DROP=24 PR_GET_TSC=25 PR_SET_TSC=26 PR_GET_SECUREBITS=27"
                    + " PR_SET_SECUREBITS=28 PR_SET_TIMERSLACK=29 PR_GET_TIMERSLACK=30 PR_SET_MM=35"
                    + " PR_SET_CHILD_SUBREAPER=36 PR_GET_CHILD_SUBREAPER=37 PR_SET_NO_NEW_PRIVS=38"
                    + " PR_GET_NO_NEW_PRIVS=39 PR_SET_THP_DISABLE=41 PR_GET_THP_DISABLE=42 PR_SET_VMA=0x53564d41");
    static final FlagNames FCNTL = new FlagNames(
            "F_",
            0,
            "F_DUPFD=0 F_GETFD=1 F_SETFD=2 F_GETFL=3 F_SETFL=4 F_GETLK=5 F_SETLK=6 F_SETLKW=7 F_SETOWN=8 F_GETOWN=9"
                    + " F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38 F_SETPIPE_SZ=1031 F_GETPIPE_SZ=1032"
                    + " F_ADD_SEALS=1033 F_GET_SEALS=1034 F_DUPFD_CLOEXEC=1030");
    static final FlagNames FD = new FlagNames("FD_", 0, "FD_CLOEXEC=1");
    static final FlagNames IOCTL = new FlagNames(
            "",
            0,
            "TCGETS=0x5401 TCSETS=0x5402 TCSETSW=0x5403 TCSETSF=0x5404 TCSBRK=0x5409 TCXONC=0x540a TCFLSH=0x540b"
                    + " TIOCSCTTY=0x540e TIOCGPGRP=0x540f TIOCSPGRP=0x5410 TIOCGWINSZ=0x5413 TIOCSWINSZ=0x5414"
                    + " FIONREAD=0x541b FIONBIO=0x5421 TIOCGSID=0x5429 FIONCLEX=0x5450 FIOCLEX=0x5451 FIOASYNC=0x5452"
                    + " FIOQSIZE=0x5460 FICLONE=0x40049409 BLKGETSIZE64=0x80081272");
    static final FlagNames FLOCK = new FlagNames("LOCK_", 0, "LOCK_SH=1 LOCK_EX=2 LOCK_NB=4 LOCK_UN=8");
    static final FlagNames RANDOM = new FlagNames("GRND_", 0, "GRND_NONBLOCK=1 GRND_RANDOM=2 GRND_INSECURE=4");
    static final FlagNames WAIT =
            new FlagNames("W", 0, "WNOHANG=1 WUNTRACED=2 WEXITED=4 WCONTINUED=8 WNOWAIT=0x1000000 __WCLONE=0x80000000");
    static final FlagNames RENAME =
            new FlagNames("RENAME_", 0, "RENAME_NOREPLACE=1 RENAME_EXCHANGE=2 RENAME_WHITEOUT=4");
    static final FlagNames CLONE = new FlagNames(
            "CLONE_",
            0,
            "CLONE_VM=0x100 CLONE_FS=0x200 CLONE_FILES=0x400 CLONE_SIGHAND=0x800 CLONE_PIDFD=0x1000 CLONE_PTRACE=0x2000"
                    + " CLONE_VFORK=0x4000 CLONE_PARENT=0x8000 CLONE_THREAD=0x10000 CLONE_NEWNS=0x20000"
                    + " CLONE_SYSVSEM=0x40000 CLONE_SETTLS=0x80000 CLONE_PARENT_SETTID=0x100000"
                    + " CLONE_CHILD_CLEARTID=0x200000 CLONE_DETACHED=0x400000 CLONE_UNTRACED=0x800000"
                    + " CLONE_CHILD_SETTID=0x1000000");
    static final FlagNames POLL = new FlagNames(
            "POLL",
            0,
            "POLLIN=1 POLLPRI=2 POLLOUT=4 POLLERR=8 POLLHUP=0x10 POLLNVAL=0x20 POLLRDNORM=0x40 POLLRDBAND=0x80"
                    + " POLLWRNORM=0x100 POLLWRBAND=0x200 POLLRDHUP=0x2000");
    static final FlagNames EPOLL = new FlagNames(
            "EPOLL",
            0,
            "EPOLLIN=1 EPOLLPRI=2 EPOLLOUT=4 EPOLLRDNORM=0x40 EPOLLRDBAND=0x80 EPOLLWRNORM=0x100 EPOLLWRBAND=0x200"
                    + " EPOLLMSG=0x400 EPOLLERR=8 EPOLLHUP=0x10 EPOLLRDHUP=0x2000 EPOLLEXCLUSIVE=0x10000000"
                    + " EPOLLWAKEUP=0x20000000 EPOLLONESHOT=0x40000000 EPOLLET=0x80000000");
    static final FlagNames EPOLL_CREATE = new FlagNames("EPOLL_", 0, "EPOLL_CLOEXEC=02000000");
    static final FlagNames EPOLL_CTL =
            new FlagNames("EPOLL_CTL_", 0, "EPOLL_CTL_ADD=1 EPOLL_CTL_DEL=2 EPOLL_CTL_MOD=3");
    static final FlagNames EVENT = new FlagNames("EFD_", 0, "EFD_SEMAPHORE=1 EFD_NONBLOCK=04000 EFD_CLOEXEC=02000000");
    private static final FlagNames FUTEX = new FlagNames(
            "FUTEX_",
            0,
            "FUTEX_WAIT=0 FUTEX_WAKE=1 FUTEX_FD=2 FUTEX_REQUEUE=3 FUTEX_CMP_REQUEUE=4 FUTEX_WAKE_OP=5 FUTEX_LOCK_PI=6"
                    + " FUTEX_UNLOCK_PI=7 FUTEX_TRYLOCK_PI=8 FUTEX_WAIT_BITSET=9 FUTEX_WAKE_BITSET=10"
                    + " FUTEX_WAIT_REQUEUE_PI=11 FUTEX_CMP_REQUEUE_PI=12");

    private Flags() {}

    static String futex(long operation) {
        StringBuilder text = new StringBuilder(FUTEX.value(operation & 127));
        if ((operation & 128) != 0) {
            text.append("_PRIVATE");
        }
        if ((operation & 256) != 0) {
            text.append("|FUTEX_CLOCK_REALTIME");
        }
        return text.toString();
    }
}
