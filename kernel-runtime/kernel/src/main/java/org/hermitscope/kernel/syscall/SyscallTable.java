package org.hermitscope.kernel.syscall;

import static org.hermitscope.kernel.syscall.Support.FULL;
import static org.hermitscope.kernel.syscall.Support.PARTIAL;
import static org.hermitscope.kernel.syscall.Support.REFUSED;

import java.util.ArrayList;
import java.util.List;
import org.hermitscope.kernel.abi.Errno;
import org.hermitscope.kernel.task.Task;
import org.jspecify.annotations.Nullable;

/// Every system call of Linux x86-64: its number, name, handler, how far it is served, and its parameters.
///
/// A row is made when its call is first made or asked for: binding 370 method references at start-up would cost more
/// than a small program's whole run.
///
/// Parameters are named in the notation of the package `kernel.trace`: one word for each, `>` before those that the
/// call fills in.
public final class SyscallTable {
    /// The largest number known.
    public static final int LAST = 462;

    private final @Nullable SyscallEntry[] bound = new @Nullable SyscallEntry[LAST + 1];

    /// A call that always fails.
    ///
    /// @param quiet whether programs ask only to see if there is one, so that nobody need be told
    record Refusal(Errno errno, boolean quiet) implements SyscallHandler {
        /// Whether the user is told, once: a call that any Linux would have served.
        boolean isTold() {
            return errno == Errno.ENOSYS && !quiet;
        }

        @Override
        public long call(Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
            throw errno.raise();
        }
    }

    /// The row of a number, or null where Linux has none.
    public @Nullable SyscallEntry entry(int number) {
        if (number < 0 || number > LAST) {
            return null;
        }
        SyscallEntry entry = bound[number];
        if (entry == null) {
            entry = row(number);
            bound[number] = entry;
        }
        return entry;
    }

    /// All rows in the order of their numbers.
    public List<SyscallEntry> entries() {
        List<SyscallEntry> all = new ArrayList<>();
        for (int number = 0; number <= LAST; number++) {
            SyscallEntry entry = entry(number);
            if (entry != null) {
                all.add(entry);
            }
        }
        return all;
    }

    /// The name of a call, or `syscall_<number>`, in hexadecimal, for unknown ones.
    public String name(int number) {
        SyscallEntry entry = entry(number);
        return entry == null ? "syscall_0x" + Integer.toHexString(number) : entry.name();
    }

    private static SyscallEntry full(int number, String name, SyscallHandler handler, String signature) {
        return new SyscallEntry(number, name, handler, FULL, "", signature);
    }

    private static SyscallEntry partial(
            int number, String name, SyscallHandler handler, String signature, String missing) {
        return new SyscallEntry(number, name, handler, PARTIAL, missing, signature);
    }

    private static SyscallEntry refused(int number, String name, Errno errno, String signature, String why) {
        return new SyscallEntry(number, name, new Refusal(errno, false), REFUSED, why, signature);
    }

    private static SyscallEntry probed(int number, String name, Errno errno, String signature, String why) {
        return new SyscallEntry(number, name, new Refusal(errno, true), REFUSED, why, signature);
    }

    private static SyscallEntry refused(int number, String name, SyscallHandler handler, String signature, String why) {
        return new SyscallEntry(number, name, handler, REFUSED, why, signature);
    }

    // spotless:off
    private static @Nullable SyscallEntry row(int number) {
        return switch (number) {
            case 0 -> full(0, "read", FileSyscalls::read, "fd,>buf,size");
            case 1 -> full(1, "write", FileSyscalls::write, "fd,buf,size");
            case 2 -> full(2, "open", PathSyscalls::open, "path,open,mode");
            case 3 -> full(3, "close", DescriptorSyscalls::close, "fd");
            case 4 -> full(4, "stat", AttributeSyscalls::stat, "path,>stat");
            case 5 -> full(5, "fstat", AttributeSyscalls::fstat, "fd,>stat");
            case 6 -> full(6, "lstat", AttributeSyscalls::lstat, "path,>stat");
            case 7 -> full(7, "poll", PollSyscalls::poll, "pollfds,uint,int");
            case 8 -> partial(8, "lseek", FileSyscalls::lseek, "fd,off,whence", "files of the host have no holes: SEEK_DATA and SEEK_HOLE see all data");
            case 9 -> partial(9, "mmap", MemorySyscalls::mmap, "ptr,size,prot,map,fd,hexoff", "MAP_HUGETLB maps ordinary pages");
            case 10 -> full(10, "mprotect", MemorySyscalls::mprotect, "ptr,size,prot");
            case 11 -> full(11, "munmap", MemorySyscalls::munmap, "ptr,size");
            case 12 -> full(12, "brk", MemorySyscalls::brk, "ptr");
            case 13 -> full(13, "rt_sigaction", SignalSyscalls::sigaction, "signal,sigaction,>sigaction,size");
            case 14 -> full(14, "rt_sigprocmask", SignalSyscalls::sigprocmask, "how,sigset,>sigset,size");
            case 15 -> full(15, "rt_sigreturn", SignalSyscalls::sigreturn, "sigreturn");
            case 16 -> partial(16, "ioctl", TerminalSyscalls::ioctl, "fd,ioctl,ptr", "terminal, FIONBIO, FIONREAD and close-on-exec requests; FICLONE is EOPNOTSUPP");
            case 17 -> full(17, "pread64", FileSyscalls::pread64, "fd,>buf,size,off");
            case 18 -> full(18, "pwrite64", FileSyscalls::pwrite64, "fd,buf,size,off");
            case 19 -> full(19, "readv", VectorSyscalls::readv, "fd,>iovec,int");
            case 20 -> full(20, "writev", VectorSyscalls::writev, "fd,iovec,int");
            case 21 -> full(21, "access", PathSyscalls::access, "path,access");
            case 22 -> full(22, "pipe", DescriptorSyscalls::pipe, ">fds");
            case 23 -> full(23, "select", SelectSyscalls::select, "int,ptr,ptr,ptr,timeval");
            case 24 -> full(24, "sched_yield", SchedulingSyscalls::giveWay, "");
            case 25 -> full(25, "mremap", MemorySyscalls::mremap, "ptr,size,size,remap,ptr");
            case 26 -> full(26, "msync", MemorySyscalls::msync, "ptr,size,msync");
            case 27 -> full(27, "mincore", MemorySyscalls::mincore, "ptr,size,ptr");
            case 28 -> partial(28, "madvise", MemorySyscalls::madvise, "ptr,size,madvise", "MADV_WIPEONFORK and advice about huge pages change nothing");
            case 29 -> refused(29, "shmget", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 30 -> refused(30, "shmat", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 31 -> refused(31, "shmctl", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 32 -> full(32, "dup", DescriptorSyscalls::dup, "fd");
            case 33 -> full(33, "dup2", DescriptorSyscalls::dup2, "fd,fd");
            case 34 -> full(34, "pause", SignalSyscalls::pause, "");
            case 35 -> full(35, "nanosleep", TimeSyscalls::nanosleep, "timespec,>rest");
            case 36 -> full(36, "getitimer", TimeSyscalls::getitimer, "itimer,>itimerval");
            case 37 -> full(37, "alarm", TimeSyscalls::alarm, "uint");
            case 38 -> full(38, "setitimer", TimeSyscalls::setitimer, "itimer,itimerval,>itimerval");
            case 39 -> full(39, "getpid", IdentitySyscalls::getpid, "");
            case 40 -> full(40, "sendfile", CopySyscalls::sendfile, "fd,fd,>off64,size");
            case 41 -> refused(41, "socket", SocketSyscalls::socket, "int,int,int", "no network");
            case 42 -> refused(42, "connect", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 43 -> refused(43, "accept", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 44 -> refused(44, "sendto", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 45 -> refused(45, "recvfrom", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 46 -> refused(46, "sendmsg", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 47 -> refused(47, "recvmsg", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 48 -> refused(48, "shutdown", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 49 -> refused(49, "bind", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 50 -> refused(50, "listen", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 51 -> refused(51, "getsockname", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 52 -> refused(52, "getpeername", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 53 -> refused(53, "socketpair", Errno.EAFNOSUPPORT, "int,int,int,ptr", "no network");
            case 54 -> refused(54, "setsockopt", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 55 -> refused(55, "getsockopt", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 56 -> partial(56, "clone", ThreadSyscalls::clone, "clone,ptr,>int,ptr,ptr", "threads only");
            case 57 -> refused(57, "fork", ProcessSyscalls::noNewProcess, "", "one process");
            case 58 -> refused(58, "vfork", ProcessSyscalls::noNewProcess, "", "one process");
            case 59 -> refused(59, "execve", ProcessSyscalls::noNewProcess, "path,argv,envp", "one program");
            case 60 -> full(60, "exit", ProcessSyscalls::exit, "int");
            case 61 -> full(61, "wait4", ProcessSyscalls::wait4, "int,ptr,wait,ptr");
            case 62 -> full(62, "kill", SignalSyscalls::kill, "int,signal");
            case 63 -> full(63, "uname", ProcessSyscalls::uname, ">utsname");
            case 64 -> refused(64, "semget", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 65 -> refused(65, "semop", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 66 -> refused(66, "semctl", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 67 -> refused(67, "shmdt", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 68 -> refused(68, "msgget", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 69 -> refused(69, "msgsnd", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 70 -> refused(70, "msgrcv", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 71 -> refused(71, "msgctl", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 72 -> partial(72, "fcntl", DescriptorSyscalls::fcntl, "fd,fcntl,ptr", "no SIGIO (F_SETOWN and F_SETSIG are accepted), leases or notification; locks are seen inside this process only");
            case 73 -> partial(73, "flock", DescriptorSyscalls::flock, "fd,flock", "locks are seen inside this process only");
            case 74 -> full(74, "fsync", FileSyscalls::fsync, "fd");
            case 75 -> full(75, "fdatasync", FileSyscalls::fdatasync, "fd");
            case 76 -> full(76, "truncate", PathSyscalls::truncate, "path,off");
            case 77 -> full(77, "ftruncate", FileSyscalls::ftruncate, "fd,off");
            case 78 -> full(78, "getdents", DirectorySyscalls::getdents, "fd,ptr,size");
            case 79 -> full(79, "getcwd", DirectorySyscalls::getcwd, ">str,size");
            case 80 -> full(80, "chdir", DirectorySyscalls::chdir, "path");
            case 81 -> full(81, "fchdir", DirectorySyscalls::fchdir, "fd");
            case 82 -> full(82, "rename", PathSyscalls::rename, "path,path");
            case 83 -> full(83, "mkdir", DirectorySyscalls::mkdir, "path,mode");
            case 84 -> full(84, "rmdir", DirectorySyscalls::rmdir, "path");
            case 85 -> full(85, "creat", PathSyscalls::creat, "path,mode");
            case 86 -> full(86, "link", PathSyscalls::link, "path,path");
            case 87 -> full(87, "unlink", PathSyscalls::unlink, "path");
            case 88 -> partial(88, "symlink", PathSyscalls::symlink, "path,path", "on the host, doubled and trailing slashes of the target are lost");
            case 89 -> full(89, "readlink", PathSyscalls::readlink, "path,>buf,size");
            case 90 -> full(90, "chmod", AttributeSyscalls::chmod, "path,mode");
            case 91 -> full(91, "fchmod", AttributeSyscalls::fchmod, "fd,mode");
            case 92 -> full(92, "chown", AttributeSyscalls::chown, "path,int,int");
            case 93 -> full(93, "fchown", AttributeSyscalls::fchown, "fd,int,int");
            case 94 -> full(94, "lchown", AttributeSyscalls::lchown, "path,int,int");
            case 95 -> full(95, "umask", DirectorySyscalls::umask, "mode");
            case 96 -> full(96, "gettimeofday", TimeSyscalls::gettimeofday, ">timeval,ptr");
            case 97 -> full(97, "getrlimit", ProcessSyscalls::getrlimit, "rlimit,>rlim");
            case 98 -> partial(98, "getrusage", TimeSyscalls::getrusage, "rusage,>rusage", "processor time, memory, minor faults and waits, the latter three as estimates");
            case 99 -> partial(99, "sysinfo", ProcessSyscalls::sysinfo, ">sysinfo", "no load averages, no swap");
            case 100 -> partial(100, "times", TimeSyscalls::times, "ptr", "all time is user time");
            case 101 -> refused(101, "ptrace", Errno.EPERM, "", "the debugger is outside");
            case 102 -> full(102, "getuid", IdentitySyscalls::getuid, "");
            case 103 -> refused(103, "syslog", Errno.EPERM, "", "the kernel has no log of its own");
            case 104 -> full(104, "getgid", IdentitySyscalls::getgid, "");
            case 105 -> full(105, "setuid", IdentitySyscalls::setuid, "int");
            case 106 -> full(106, "setgid", IdentitySyscalls::setgid, "int");
            case 107 -> full(107, "geteuid", IdentitySyscalls::geteuid, "");
            case 108 -> full(108, "getegid", IdentitySyscalls::getegid, "");
            case 109 -> partial(109, "setpgid", IdentitySyscalls::setpgid, "int,int", "one process, which leads its group");
            case 110 -> full(110, "getppid", IdentitySyscalls::getppid, "");
            case 111 -> full(111, "getpgrp", IdentitySyscalls::getpgrp, "");
            case 112 -> refused(112, "setsid", Errno.EPERM, "", "one process, which leads its session");
            case 113 -> full(113, "setreuid", IdentitySyscalls::setreuid, "int,int");
            case 114 -> full(114, "setregid", IdentitySyscalls::setregid, "int,int");
            case 115 -> full(115, "getgroups", IdentitySyscalls::getgroups, "int,ptr");
            case 116 -> full(116, "setgroups", IdentitySyscalls::setgroups, "int,ptr");
            case 117 -> full(117, "setresuid", IdentitySyscalls::setresuid, "int,int,int");
            case 118 -> full(118, "getresuid", IdentitySyscalls::getresuid, ">int,>int,>int");
            case 119 -> full(119, "setresgid", IdentitySyscalls::setresgid, "int,int,int");
            case 120 -> full(120, "getresgid", IdentitySyscalls::getresgid, ">int,>int,>int");
            case 121 -> full(121, "getpgid", IdentitySyscalls::getpgid, "int");
            case 122 -> full(122, "setfsuid", IdentitySyscalls::setfsuid, "int");
            case 123 -> full(123, "setfsgid", IdentitySyscalls::setfsgid, "int");
            case 124 -> full(124, "getsid", IdentitySyscalls::getsid, "int");
            case 125 -> full(125, "capget", IdentitySyscalls::capget, "ptr,ptr");
            case 126 -> partial(126, "capset", IdentitySyscalls::capset, "ptr,ptr", "dropped capabilities are not remembered");
            case 127 -> full(127, "rt_sigpending", SignalSyscalls::sigpending, ">sigset,size");
            case 128 -> full(128, "rt_sigtimedwait", SignalSyscalls::sigtimedwait, "sigset,>siginfo,timespec,size");
            case 129 -> full(129, "rt_sigqueueinfo", SignalSyscalls::sigqueueinfo, "int,signal,siginfo");
            case 130 -> full(130, "rt_sigsuspend", SignalSyscalls::sigsuspend, "sigset,size");
            case 131 -> full(131, "sigaltstack", SignalSyscalls::sigaltstack, "stack,>stack");
            case 132 -> full(132, "utime", AttributeSyscalls::utime, "path,ptr");
            case 133 -> partial(133, "mknod", PathSyscalls::mknod, "path,mode,hex", "FIFOs and sockets in memory only; device nodes lead nowhere");
            case 134 -> refused(134, "uselib", Errno.ENOSYS, "", "not in Linux any more");
            case 135 -> full(135, "personality", ProcessSyscalls::personality, "hex");
            case 136 -> refused(136, "ustat", Errno.ENOSYS, "", "not in Linux any more");
            case 137 -> full(137, "statfs", AttributeSyscalls::statfs, "path,ptr");
            case 138 -> full(138, "fstatfs", AttributeSyscalls::fstatfs, "fd,ptr");
            case 139 -> refused(139, "sysfs", Errno.ENOSYS, "", "not in Linux any more");
            case 140 -> full(140, "getpriority", SchedulingSyscalls::getpriority, "int,int");
            case 141 -> full(141, "setpriority", SchedulingSyscalls::setpriority, "int,int,int");
            case 142 -> full(142, "sched_setparam", SchedulingSyscalls::setparam, "int,ptr");
            case 143 -> full(143, "sched_getparam", SchedulingSyscalls::getparam, "int,ptr");
            case 144 -> full(144, "sched_setscheduler", SchedulingSyscalls::setscheduler, "int,int,ptr");
            case 145 -> full(145, "sched_getscheduler", SchedulingSyscalls::getscheduler, "int");
            case 146 -> full(146, "sched_get_priority_max", SchedulingSyscalls::priorityMax, "int");
            case 147 -> full(147, "sched_get_priority_min", SchedulingSyscalls::priorityMin, "int");
            case 148 -> full(148, "sched_rr_get_interval", SchedulingSyscalls::rrGetInterval, "int,ptr");
            case 149 -> partial(149, "mlock", MemorySyscalls::mlock, "ptr,size", "pages are brought in; nothing is ever swapped by this kernel");
            case 150 -> full(150, "munlock", MemorySyscalls::munlock, "ptr,size");
            case 151 -> partial(151, "mlockall", MemorySyscalls::mlockall, "hex", "accepted");
            case 152 -> full(152, "munlockall", MemorySyscalls::munlockall, "");
            case 153 -> refused(153, "vhangup", Errno.EPERM, "", "the machine is the host's");
            case 154 -> refused(154, "modify_ldt", Errno.ENOSYS, "", "64-bit segments only");
            case 155 -> refused(155, "pivot_root", Errno.EPERM, "", "no mounts inside the guest");
            case 156 -> refused(156, "_sysctl", Errno.ENOSYS, "", "not in Linux any more");
            case 157 -> partial(157, "prctl", ProcessSyscalls::prctl, "prctl,hex,hex,hex,hex", "names, dumpable, capabilities, no_new_privs; the rest is EINVAL");
            case 158 -> full(158, "arch_prctl", ProcessSyscalls::archPrctl, "arch,ptr");
            case 159 -> probed(159, "adjtimex", Errno.ENOSYS, "", "callers do without");
            case 160 -> full(160, "setrlimit", ProcessSyscalls::setrlimit, "rlimit,rlim");
            case 161 -> full(161, "chroot", DirectorySyscalls::chroot, "path");
            case 162 -> full(162, "sync", FileSyscalls::sync, "");
            case 163 -> refused(163, "acct", Errno.EPERM, "", "the machine is the host's");
            case 164 -> refused(164, "settimeofday", Errno.EPERM, "", "the machine is the host's");
            case 165 -> refused(165, "mount", Errno.EPERM, "", "no mounts inside the guest");
            case 166 -> refused(166, "umount2", Errno.EPERM, "", "no mounts inside the guest");
            case 167 -> refused(167, "swapon", Errno.EPERM, "", "no mounts inside the guest");
            case 168 -> refused(168, "swapoff", Errno.EPERM, "", "no mounts inside the guest");
            case 169 -> refused(169, "reboot", Errno.EPERM, "", "the machine is the host's");
            case 170 -> refused(170, "sethostname", Errno.EPERM, "", "the machine is the host's");
            case 171 -> refused(171, "setdomainname", Errno.EPERM, "", "the machine is the host's");
            case 172 -> probed(172, "iopl", Errno.ENOSYS, "int", "no I/O privileges");
            case 173 -> refused(173, "ioperm", Errno.EPERM, "", "the machine is the host's");
            case 174 -> refused(174, "create_module", Errno.ENOSYS, "", "not in Linux any more");
            case 175 -> refused(175, "init_module", Errno.EPERM, "", "the machine is the host's");
            case 176 -> refused(176, "delete_module", Errno.EPERM, "", "the machine is the host's");
            case 177 -> refused(177, "get_kernel_syms", Errno.ENOSYS, "", "not in Linux any more");
            case 178 -> refused(178, "query_module", Errno.ENOSYS, "", "not in Linux any more");
            case 179 -> refused(179, "quotactl", Errno.EPERM, "", "no mounts inside the guest");
            case 180 -> refused(180, "nfsservctl", Errno.ENOSYS, "", "not in Linux any more");
            case 181 -> refused(181, "getpmsg", Errno.ENOSYS, "", "not in Linux any more");
            case 182 -> refused(182, "putpmsg", Errno.ENOSYS, "", "not in Linux any more");
            case 183 -> refused(183, "afs_syscall", Errno.ENOSYS, "", "not in Linux any more");
            case 184 -> refused(184, "tuxcall", Errno.ENOSYS, "", "not in Linux any more");
            case 185 -> refused(185, "security", Errno.ENOSYS, "", "not in Linux any more");
            case 186 -> full(186, "gettid", IdentitySyscalls::gettid, "");
            case 187 -> full(187, "readahead", FileSyscalls::readahead, "fd,off,size");
            case 188 -> partial(188, "setxattr", PathSyscalls::xattr, "path,path", "no extended attributes");
            case 189 -> partial(189, "lsetxattr", PathSyscalls::lxattr, "path,path", "no extended attributes");
            case 190 -> partial(190, "fsetxattr", PathSyscalls::fxattr, "fd,path", "no extended attributes");
            case 191 -> partial(191, "getxattr", PathSyscalls::xattr, "path,path", "no extended attributes");
            case 192 -> partial(192, "lgetxattr", PathSyscalls::lxattr, "path,path", "no extended attributes");
            case 193 -> partial(193, "fgetxattr", PathSyscalls::fxattr, "fd,path", "no extended attributes");
            case 194 -> partial(194, "listxattr", PathSyscalls::xattr, "path,path", "no extended attributes");
            case 195 -> partial(195, "llistxattr", PathSyscalls::lxattr, "path,path", "no extended attributes");
            case 196 -> partial(196, "flistxattr", PathSyscalls::fxattr, "fd,path", "no extended attributes");
            case 197 -> partial(197, "removexattr", PathSyscalls::xattr, "path,path", "no extended attributes");
            case 198 -> partial(198, "lremovexattr", PathSyscalls::lxattr, "path,path", "no extended attributes");
            case 199 -> partial(199, "fremovexattr", PathSyscalls::fxattr, "fd,path", "no extended attributes");
            case 200 -> full(200, "tkill", SignalSyscalls::tkill, "int,signal");
            case 201 -> full(201, "time", TimeSyscalls::time, "ptr");
            case 202 -> full(202, "futex", FutexSyscalls::futex, "ptr,futex,uint,futextimeout,ptr,hex");
            case 203 -> full(203, "sched_setaffinity", SchedulingSyscalls::setaffinity, "int,size,ptr");
            case 204 -> full(204, "sched_getaffinity", SchedulingSyscalls::getaffinity, "int,size,>affinity");
            case 205 -> refused(205, "set_thread_area", Errno.ENOSYS, "", "not in Linux any more");
            case 206 -> probed(206, "io_setup", Errno.ENOSYS, "", "no asynchronous I/O");
            case 207 -> probed(207, "io_destroy", Errno.ENOSYS, "", "no asynchronous I/O");
            case 208 -> probed(208, "io_getevents", Errno.ENOSYS, "", "no asynchronous I/O");
            case 209 -> probed(209, "io_submit", Errno.ENOSYS, "", "no asynchronous I/O");
            case 210 -> probed(210, "io_cancel", Errno.ENOSYS, "", "no asynchronous I/O");
            case 211 -> refused(211, "get_thread_area", Errno.ENOSYS, "", "not in Linux any more");
            case 212 -> refused(212, "lookup_dcookie", Errno.EPERM, "", "the machine is the host's");
            case 213 -> full(213, "epoll_create", EventSyscalls::epollCreate, "int");
            case 214 -> refused(214, "epoll_ctl_old", Errno.ENOSYS, "", "not in Linux any more");
            case 215 -> refused(215, "epoll_wait_old", Errno.ENOSYS, "", "not in Linux any more");
            case 216 -> probed(216, "remap_file_pages", Errno.ENOSYS, "", "callers do without");
            case 217 -> full(217, "getdents64", DirectorySyscalls::getdents64, "fd,ptr,size");
            case 218 -> full(218, "set_tid_address", ThreadSyscalls::setTidAddress, "ptr");
            case 219 -> full(219, "restart_syscall", SignalSyscalls::restartSyscall, "");
            case 220 -> refused(220, "semtimedop", Errno.ENOSYS, "", "no System V shared memory, semaphores or queues");
            case 221 -> full(221, "fadvise64", FileSyscalls::fadvise64, "fd,off,size,int");
            case 222 -> full(222, "timer_create", TimerSyscalls::create, "clock,ptr,>int");
            case 223 -> full(223, "timer_settime", TimerSyscalls::settime, "int,timerflags,itimerspec,>itimerspec");
            case 224 -> full(224, "timer_gettime", TimerSyscalls::gettime, "int,>itimerspec");
            case 225 -> full(225, "timer_getoverrun", TimerSyscalls::getoverrun, "int");
            case 226 -> full(226, "timer_delete", TimerSyscalls::delete, "int");
            case 227 -> refused(227, "clock_settime", TimeSyscalls::clockSettime, "clock,timespec", "the machine is the host's");
            case 228 -> full(228, "clock_gettime", TimeSyscalls::clockGettime, "clock,>timespec");
            case 229 -> full(229, "clock_getres", TimeSyscalls::clockGetres, "clock,>timespec");
            case 230 -> partial(230, "clock_nanosleep", TimeSyscalls::clockNanosleep, "clock,timerflags,timespec,>rest", "no sleeping on CPU clocks");
            case 231 -> full(231, "exit_group", ProcessSyscalls::exitGroup, "int");
            case 232 -> partial(232, "epoll_wait", EventSyscalls::epollWait, "fd,>epollevents,int,int", "edge-triggered files may report once too often after a partial read");
            case 233 -> full(233, "epoll_ctl", EventSyscalls::epollCtl, "fd,epollop,fd,epollevent");
            case 234 -> full(234, "tgkill", SignalSyscalls::tgkill, "int,int,signal");
            case 235 -> full(235, "utimes", AttributeSyscalls::utimes, "path,ptr");
            case 236 -> refused(236, "vserver", Errno.ENOSYS, "", "not in Linux any more");
            case 237 -> probed(237, "mbind", Errno.ENOSYS, "", "one memory node");
            case 238 -> probed(238, "set_mempolicy", Errno.ENOSYS, "", "one memory node");
            case 239 -> probed(239, "get_mempolicy", Errno.ENOSYS, "", "one memory node");
            case 240 -> refused(240, "mq_open", Errno.ENOSYS, "", "no POSIX message queues");
            case 241 -> refused(241, "mq_unlink", Errno.ENOSYS, "", "no POSIX message queues");
            case 242 -> refused(242, "mq_timedsend", Errno.ENOSYS, "", "no POSIX message queues");
            case 243 -> refused(243, "mq_timedreceive", Errno.ENOSYS, "", "no POSIX message queues");
            case 244 -> refused(244, "mq_notify", Errno.ENOSYS, "", "no POSIX message queues");
            case 245 -> refused(245, "mq_getsetattr", Errno.ENOSYS, "", "no POSIX message queues");
            case 246 -> refused(246, "kexec_load", Errno.EPERM, "", "the machine is the host's");
            case 247 -> full(247, "waitid", ProcessSyscalls::waitid, "int,int,ptr,wait,ptr");
            case 248 -> probed(248, "add_key", Errno.ENOSYS, "", "no key rings");
            case 249 -> probed(249, "request_key", Errno.ENOSYS, "", "no key rings");
            case 250 -> probed(250, "keyctl", Errno.ENOSYS, "", "no key rings");
            case 251 -> probed(251, "ioprio_set", Errno.ENOSYS, "", "callers do without");
            case 252 -> probed(252, "ioprio_get", Errno.ENOSYS, "", "callers do without");
            case 253 -> refused(253, "inotify_init", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 254 -> refused(254, "inotify_add_watch", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 255 -> refused(255, "inotify_rm_watch", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 256 -> probed(256, "migrate_pages", Errno.ENOSYS, "", "one memory node");
            case 257 -> full(257, "openat", PathSyscalls::openat, "dirfd,path,open,mode");
            case 258 -> full(258, "mkdirat", DirectorySyscalls::mkdirat, "dirfd,path,mode");
            case 259 -> partial(259, "mknodat", PathSyscalls::mknodat, "dirfd,path,mode,hex", "FIFOs and sockets in memory only; device nodes lead nowhere");
            case 260 -> full(260, "fchownat", AttributeSyscalls::fchownat, "dirfd,path,int,int,at");
            case 261 -> full(261, "futimesat", AttributeSyscalls::futimesat, "dirfd,path,ptr");
            case 262 -> full(262, "newfstatat", AttributeSyscalls::newfstatat, "dirfd,path,>stat,at");
            case 263 -> full(263, "unlinkat", PathSyscalls::unlinkat, "dirfd,path,at");
            case 264 -> full(264, "renameat", PathSyscalls::renameat, "dirfd,path,dirfd,path");
            case 265 -> full(265, "linkat", PathSyscalls::linkat, "dirfd,path,dirfd,path,at");
            case 266 -> partial(266, "symlinkat", PathSyscalls::symlinkat, "path,dirfd,path", "on the host, doubled and trailing slashes of the target are lost");
            case 267 -> full(267, "readlinkat", PathSyscalls::readlinkat, "dirfd,path,>buf,size");
            case 268 -> full(268, "fchmodat", AttributeSyscalls::fchmodat, "dirfd,path,mode");
            case 269 -> full(269, "faccessat", PathSyscalls::faccessat, "dirfd,path,access");
            case 270 -> full(270, "pselect6", SelectSyscalls::pselect6, "int,ptr,ptr,ptr,timespec,ptr");
            case 271 -> full(271, "ppoll", PollSyscalls::ppoll, "pollfds,uint,timespec,sigset,size");
            case 272 -> refused(272, "unshare", Errno.EPERM, "", "one set of namespaces");
            case 273 -> full(273, "set_robust_list", ThreadSyscalls::setRobustList, "ptr,size");
            case 274 -> full(274, "get_robust_list", ThreadSyscalls::getRobustList, "int,ptr,ptr");
            case 275 -> full(275, "splice", SpliceSyscalls::splice, "fd,>off64,fd,>off64,size,hex");
            case 276 -> full(276, "tee", SpliceSyscalls::tee, "fd,fd,size,hex");
            case 277 -> full(277, "sync_file_range", FileSyscalls::syncFileRange, "fd,off,off,hex");
            case 278 -> full(278, "vmsplice", SpliceSyscalls::vmsplice, "fd,iovec,int,hex");
            case 279 -> probed(279, "move_pages", Errno.ENOSYS, "", "one memory node");
            case 280 -> full(280, "utimensat", AttributeSyscalls::utimensat, "dirfd,path,utimes,at");
            case 281 -> partial(281, "epoll_pwait", EventSyscalls::epollPwait, "fd,>epollevents,int,int,sigset,size", "edge-triggered files may report once too often after a partial read");
            case 282 -> full(282, "signalfd", EventSyscalls::signalfd, "fd,sigset,size");
            case 283 -> full(283, "timerfd_create", EventSyscalls::timerfdCreate, "clock,pipeflags");
            case 284 -> full(284, "eventfd", EventSyscalls::eventfd, "uint");
            case 285 -> partial(285, "fallocate", FileSyscalls::fallocate, "fd,hex,off,off", "on files of the host nothing is reserved, and holes are punched by writing zeros; no collapsing, inserting or unsharing");
            case 286 -> partial(286, "timerfd_settime", EventSyscalls::timerfdSettime, "fd,timerflags,itimerspec,ptr", "the realtime clock is never set, so nothing is cancelled");
            case 287 -> full(287, "timerfd_gettime", EventSyscalls::timerfdGettime, "fd,>itimerspec");
            case 288 -> refused(288, "accept4", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 289 -> full(289, "signalfd4", EventSyscalls::signalfd4, "fd,sigset,size,pipeflags");
            case 290 -> full(290, "eventfd2", EventSyscalls::eventfd2, "uint,eventflags");
            case 291 -> full(291, "epoll_create1", EventSyscalls::epollCreate1, "epollflags");
            case 292 -> full(292, "dup3", DescriptorSyscalls::dup3, "fd,fd,pipeflags");
            case 293 -> full(293, "pipe2", DescriptorSyscalls::pipe2, ">fds,pipeflags");
            case 294 -> refused(294, "inotify_init1", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 295 -> full(295, "preadv", VectorSyscalls::preadv, "fd,>iovec,int,off");
            case 296 -> full(296, "pwritev", VectorSyscalls::pwritev, "fd,iovec,int,off");
            case 297 -> full(297, "rt_tgsigqueueinfo", SignalSyscalls::tgsigqueueinfo, "int,int,signal,siginfo");
            case 298 -> refused(298, "perf_event_open", Errno.EPERM, "", "the machine is the host's");
            case 299 -> refused(299, "recvmmsg", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 300 -> refused(300, "fanotify_init", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 301 -> refused(301, "fanotify_mark", Errno.ENOSYS, "", "no inotify, no fanotify");
            case 302 -> full(302, "prlimit64", ProcessSyscalls::prlimit64, "int,rlimit,rlim,>rlim");
            case 303 -> probed(303, "name_to_handle_at", Errno.ENOSYS, "", "callers do without");
            case 304 -> probed(304, "open_by_handle_at", Errno.ENOSYS, "", "callers do without");
            case 305 -> probed(305, "clock_adjtime", Errno.ENOSYS, "", "callers do without");
            case 306 -> full(306, "syncfs", FileSyscalls::syncfs, "fd");
            case 307 -> refused(307, "sendmmsg", SocketSyscalls::onSocket, "fd,ptr,ptr", "no network");
            case 308 -> refused(308, "setns", Errno.EPERM, "", "one set of namespaces");
            case 309 -> full(309, "getcpu", ThreadSyscalls::getcpu, ">int,>int,ptr");
            case 310 -> full(310, "process_vm_readv", RemoteMemorySyscalls::readv, "int,>iovec,int,iovec,int,hex");
            case 311 -> full(311, "process_vm_writev", RemoteMemorySyscalls::writev, "int,iovec,int,iovec,int,hex");
            case 312 -> partial(312, "kcmp", PidfdSyscalls::kcmp, "int,int,int,hex,hex", "no KCMP_EPOLL_TFD");
            case 313 -> refused(313, "finit_module", Errno.EPERM, "", "the machine is the host's");
            case 314 -> partial(314, "sched_setattr", SchedulingSyscalls::setattr, "int,ptr,hex", "no SCHED_DEADLINE");
            case 315 -> full(315, "sched_getattr", SchedulingSyscalls::getattr, "int,ptr,size,hex");
            case 316 -> partial(316, "renameat2", PathSyscalls::renameat2, "dirfd,path,dirfd,path,renameflags", "RENAME_EXCHANGE in memory only, no RENAME_WHITEOUT");
            case 317 -> probed(317, "seccomp", Errno.ENOSYS, "", "callers do without");
            case 318 -> full(318, "getrandom", ProcessSyscalls::getrandom, ">bytes,size,grnd");
            case 319 -> partial(319, "memfd_create", DescriptorSyscalls::memfdCreate, "str,hex", "no huge pages");
            case 320 -> refused(320, "kexec_file_load", Errno.EPERM, "", "the machine is the host's");
            case 321 -> refused(321, "bpf", Errno.EPERM, "", "the machine is the host's");
            case 322 -> refused(322, "execveat", ProcessSyscalls::noNewProcess, "dirfd,path,argv,envp,at", "one program");
            case 323 -> probed(323, "userfaultfd", Errno.ENOSYS, "", "callers do without");
            case 324 -> full(324, "membarrier", ThreadSyscalls::membarrier, "hex,hex");
            case 325 -> full(325, "mlock2", MemorySyscalls::mlock2, "ptr,size,hex");
            case 326 -> full(326, "copy_file_range", CopySyscalls::copyFileRange, "fd,>off64,fd,>off64,size,hex");
            case 327 -> partial(327, "preadv2", VectorSyscalls::preadv2, "fd,>iovec,int,off,hex,hex", "RWF_NOWAIT and RWF_HIPRI are accepted and change nothing");
            case 328 -> partial(328, "pwritev2", VectorSyscalls::pwritev2, "fd,iovec,int,off,hex,hex", "RWF_NOWAIT and RWF_HIPRI are accepted and change nothing");
            case 329 -> partial(329, "pkey_mprotect", MemorySyscalls::pkeyMprotect, "ptr,size,prot,int", "without protection keys");
            case 330 -> refused(330, "pkey_alloc", Errno.EINVAL, "hex,hex", "no protection keys");
            case 331 -> refused(331, "pkey_free", Errno.EINVAL, "int", "no protection keys");
            case 332 -> full(332, "statx", AttributeSyscalls::statx, "dirfd,path,at,hex,ptr");
            case 333 -> probed(333, "io_pgetevents", Errno.ENOSYS, "", "no asynchronous I/O");
            case 334 -> full(334, "rseq", ThreadSyscalls::rseq, "ptr,hex,hexoff,hex");
            case 424 -> full(424, "pidfd_send_signal", PidfdSyscalls::sendSignal, "fd,signal,siginfo,hex");
            case 425 -> probed(425, "io_uring_setup", Errno.ENOSYS, "", "no asynchronous I/O");
            case 426 -> probed(426, "io_uring_enter", Errno.ENOSYS, "", "no asynchronous I/O");
            case 427 -> probed(427, "io_uring_register", Errno.ENOSYS, "", "no asynchronous I/O");
            case 428 -> refused(428, "open_tree", Errno.EPERM, "", "no mounts inside the guest");
            case 429 -> refused(429, "move_mount", Errno.EPERM, "", "no mounts inside the guest");
            case 430 -> refused(430, "fsopen", Errno.EPERM, "", "no mounts inside the guest");
            case 431 -> refused(431, "fsconfig", Errno.EPERM, "", "no mounts inside the guest");
            case 432 -> refused(432, "fsmount", Errno.EPERM, "", "no mounts inside the guest");
            case 433 -> refused(433, "fspick", Errno.EPERM, "", "no mounts inside the guest");
            case 434 -> full(434, "pidfd_open", PidfdSyscalls::open, "int,hex");
            case 435 -> partial(435, "clone3", ThreadSyscalls::clone3, "cloneargs,size", "threads only");
            case 436 -> full(436, "close_range", DescriptorSyscalls::closeRange, "uint,uint,hex");
            case 437 -> partial(437, "openat2", PathSyscalls::openat2, "dirfd,path,ptr,size", "resolve flags are refused");
            case 438 -> full(438, "pidfd_getfd", PidfdSyscalls::getfd, "fd,fd,hex");
            case 439 -> full(439, "faccessat2", PathSyscalls::faccessat2, "dirfd,path,access,at");
            case 440 -> probed(440, "process_madvise", Errno.ENOSYS, "", "one process");
            case 441 -> partial(441, "epoll_pwait2", EventSyscalls::epollPwait2, "fd,>epollevents,int,timespec,sigset,size", "edge-triggered files may report once too often after a partial read");
            case 442 -> refused(442, "mount_setattr", Errno.EPERM, "", "no mounts inside the guest");
            case 443 -> refused(443, "quotactl_fd", Errno.EPERM, "", "no mounts inside the guest");
            case 444 -> probed(444, "landlock_create_ruleset", Errno.ENOSYS, "", "newer than what programs need");
            case 445 -> probed(445, "landlock_add_rule", Errno.ENOSYS, "", "newer than what programs need");
            case 446 -> probed(446, "landlock_restrict_self", Errno.ENOSYS, "", "newer than what programs need");
            case 447 -> probed(447, "memfd_secret", Errno.ENOSYS, "", "newer than what programs need");
            case 448 -> probed(448, "process_mrelease", Errno.ENOSYS, "", "one process");
            case 449 -> full(449, "futex_waitv", Futex2Syscalls::waitv, "ptr,uint,hex,ptr,int");
            case 450 -> probed(450, "set_mempolicy_home_node", Errno.ENOSYS, "", "one memory node");
            case 451 -> probed(451, "cachestat", Errno.ENOSYS, "", "newer than what programs need");
            case 452 -> full(452, "fchmodat2", AttributeSyscalls::fchmodat2, "dirfd,path,mode,at");
            case 453 -> probed(453, "map_shadow_stack", Errno.ENOSYS, "", "newer than what programs need");
            case 454 -> full(454, "futex_wake", Futex2Syscalls::wake, "ptr,hex,int,hex");
            case 455 -> full(455, "futex_wait", Futex2Syscalls::await, "ptr,hex,hex,hex,ptr,int");
            case 456 -> full(456, "futex_requeue", Futex2Syscalls::requeue, "ptr,hex,int,int");
            case 457 -> probed(457, "statmount", Errno.ENOSYS, "", "newer than what programs need");
            case 458 -> probed(458, "listmount", Errno.ENOSYS, "", "newer than what programs need");
            case 459 -> probed(459, "lsm_get_self_attr", Errno.ENOSYS, "", "newer than what programs need");
            case 460 -> probed(460, "lsm_set_self_attr", Errno.ENOSYS, "", "newer than what programs need");
            case 461 -> probed(461, "lsm_list_modules", Errno.ENOSYS, "", "newer than what programs need");
            case 462 -> probed(462, "mseal", Errno.ENOSYS, "", "newer than what programs need");
            default -> null;
        };
    }
    // spotless:on
}
