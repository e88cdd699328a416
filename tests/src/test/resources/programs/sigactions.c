#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>
#ifndef SA_UNSUPPORTED
#define SA_UNSUPPORTED 0x400
#endif
#ifndef SA_EXPOSE_TAGBITS
#define SA_EXPOSE_TAGBITS 0x800
#endif
struct kernel_action { unsigned long handler, flags, restorer, mask; };
static int trail[200], trails;
static void note(int sig) { trail[trails++] = sig; }
static void noted(int sig, siginfo_t *info, void *context)
{
    (void)context;
    trail[trails++] = sig * 1000 + info->si_value.sival_int;
}
static void show(const char *what)
{
    printf("%s:", what);
    for (int i = 0; i < trails; i++) printf(" %d", trail[i]);
    printf("\n");
    trails = 0;
}
static void result(const char *what, long r) { printf("%s: %ld %s\n", what, r, r < 0 ? strerror(errno) : "ok"); }
static sigset_t all, none;
static void on(int sig, void *handler, int flags)
{
    struct sigaction action = {.sa_flags = flags};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(sig, &action, NULL);
}
static long raw(int sig, struct kernel_action *action, struct kernel_action *old, long size)
{
    return syscall(SYS_rt_sigaction, sig, action, old, size);
}
static sigjmp_buf back;
static stack_t seen;
static void on_stack(int sig, siginfo_t *info, void *context)
{
    (void)info;
    ucontext_t *uc = context;
    stack_t now, other = {.ss_sp = malloc(16384), .ss_size = 16384};
    sigaltstack(NULL, &now);
    int r = sigaltstack(&other, NULL);
    printf("handler of %d: ss_flags %x size %zu, uc %x, change %d %s\n", sig, now.ss_flags, now.ss_size,
           uc->uc_stack.ss_flags, r, r ? strerror(errno) : "ok");
}
static int depth;
static void runs_over(int sig)
{
    char pad[3000];
    memset(pad, 1, sizeof pad);
    depth++;
    if (depth < 100) raise(sig);
    __asm__ volatile("" ::"r"(pad) : "memory");
}
static void overflowed(int sig, siginfo_t *info, void *context)
{
    (void)sig; (void)context;
    seen.ss_flags = info->si_code;
    siglongjmp(back, 1);
}
static int recurse(int n) { volatile char pad[4096]; pad[0] = n; return recurse(n + 1) + pad[0]; }
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    sigfillset(&all); sigemptyset(&none);
    /* flags as the kernel keeps them */
    struct kernel_action action = {(unsigned long)note, 0xffffffff, 0x1234, ~0ul}, old;
    result("set", raw(SIGUSR1, &action, NULL, 8));
    result("get", raw(SIGUSR1, NULL, &old, 8));
    printf("flags %lx mask %lx restorer %lx\n", old.flags, old.mask, old.restorer);
    action.flags = SA_UNSUPPORTED | SA_EXPOSE_TAGBITS | SA_SIGINFO | 0x100000000ul;
    raw(SIGUSR1, &action, NULL, 8);
    raw(SIGUSR1, NULL, &old, 8);
    printf("probed %lx\n", old.flags);
    result("size", raw(SIGUSR1, &action, NULL, 4));
    result("zero", raw(0, &action, NULL, 8));
    result("65", raw(65, &action, NULL, 8));
    result("64", raw(64, &action, NULL, 8));
    result("kill", raw(SIGKILL, &action, NULL, 8));
    result("stop", raw(SIGSTOP, &action, NULL, 8));
    result("ask kill", raw(SIGKILL, NULL, &old, 8));
    result("bad pointer", raw(SIGUSR1, (void *)8, NULL, 8));
    result("bad old", raw(SIGUSR1, NULL, (void *)8, 8));
    action = (struct kernel_action){0};
    raw(64, &action, NULL, 8);
    /* without a restorer the frame is refused */
    /* order of delivery: lowest first on the stack, so the highest handler runs first */
    int order[] = {SIGUSR2, SIGHUP, SIGTERM, SIGUSR1, SIGRTMIN + 3, SIGRTMIN + 1, SIGINT};
    for (int i = 0; i < 7; i++) on(order[i], note, 0);
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int i = 0; i < 7; i++) { raise(order[i]); if (i & 1) raise(order[i]); }
    sigprocmask(SIG_SETMASK, &none, NULL);
    show("order");
    /* handlers that hold back everything: in the order of numbers */
    for (int i = 0; i < 7; i++) {
        struct sigaction full = {.sa_handler = note};
        sigfillset(&full.sa_mask);
        sigaction(order[i], &full, NULL);
    }
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int i = 0; i < 7; i++) kill(getpid(), order[i]);
    sigprocmask(SIG_SETMASK, &none, NULL);
    show("serial");
    /* values queue in order */
    for (int i = 0; i < 3; i++) {
        struct sigaction full = {.sa_sigaction = noted, .sa_flags = SA_SIGINFO};
        sigfillset(&full.sa_mask);
        sigaction(SIGRTMIN + i, &full, NULL);
    }
    sigprocmask(SIG_SETMASK, &all, NULL);
    for (int i = 0; i < 9; i++) sigqueue(getpid(), SIGRTMIN + (8 - i) % 3, (union sigval){i});
    sigprocmask(SIG_SETMASK, &none, NULL);
    show("values");
    /* one-shot, nodefer, ignore */
    on(SIGUSR1, note, SA_RESETHAND);
    raise(SIGUSR1);
    raw(SIGUSR1, NULL, &old, 8);
    printf("reset to %lx flags %lx\n", old.handler, old.flags & ~0x04000000ul);
    signal(SIGUSR1, SIG_IGN);
    raise(SIGUSR1);
    sigprocmask(SIG_SETMASK, &all, NULL);
    signal(SIGUSR1, note);
    raise(SIGUSR1);
    signal(SIGUSR1, SIG_IGN);
    sigset_t waiting;
    sigpending(&waiting);
    printf("pending after ignore %d\n", sigismember(&waiting, SIGUSR1));
    raise(SIGUSR1);
    sigpending(&waiting);
    printf("blocked and ignored pending %d\n", sigismember(&waiting, SIGUSR1));
    signal(SIGCHLD, SIG_DFL);
    raise(SIGCHLD);
    sigpending(&waiting);
    printf("blocked CHLD pending %d\n", sigismember(&waiting, SIGCHLD));
    signal(SIGCHLD, SIG_DFL);
    sigpending(&waiting);
    printf("CHLD after default %d\n", sigismember(&waiting, SIGCHLD));
    /* waiting for them */
    siginfo_t info;
    struct timespec zero = {0, 0}, tenth = {0, 50000000}, wrong = {0, 2000000000};
    signal(SIGUSR1, SIG_DFL);
    sigqueue(getpid(), SIGRTMIN + 5, (union sigval){55});
    kill(getpid(), SIGUSR2);
    syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGUSR1);
    for (int i = 0; i < 4; i++) {
        memset(&info, 0xee, sizeof info);
        int r = sigtimedwait(&all, &info, &zero);
        printf("waited %d code %d value %d mine %d\n", r, r > 0 ? info.si_code : 0, r > SIGRTMIN ? info.si_value.sival_int : 0,
               r > 0 && info.si_pid == getpid() && info.si_uid == getuid());
    }
    result("timeout", sigtimedwait(&all, NULL, &tenth));
    result("wrong time", sigtimedwait(&all, NULL, &wrong));
    /* queue limits */
    struct rlimit limit;
    getrlimit(RLIMIT_SIGPENDING, &limit);
    limit.rlim_cur = 500;
    setrlimit(RLIMIT_SIGPENDING, &limit);
    int queued = 0;
    while (queued < 5000 && sigqueue(getpid(), SIGRTMIN + 6, (union sigval){queued}) == 0) queued++;
    printf("queued %d %s\n", queued > 100 && queued <= 500, strerror(errno));
    result("kill though full", kill(getpid(), SIGRTMIN + 6));
    result("standard though full", kill(getpid(), SIGUSR1));
    result("sigqueue standard though full", sigqueue(getpid(), SIGUSR2, (union sigval){1}));
    int got = 0;
    while (sigtimedwait(&all, &info, &zero) > 0) got++;
    printf("got %d\n", got - queued);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_SIGPENDING, &limit);
    /* what may be queued */
    siginfo_t forged = {.si_signo = SIGUSR1, .si_code = SI_USER};
    result("forged to self", syscall(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &forged));
    forged.si_code = -60;
    result("odd code", syscall(SYS_rt_sigqueueinfo, getpid(), SIGUSR1, &forged));
    result("nobody", syscall(SYS_rt_sigqueueinfo, 99999999, SIGUSR1, &forged));
    result("tg odd", syscall(SYS_rt_tgsigqueueinfo, getpid(), syscall(SYS_gettid), SIGUSR2, &forged));
    result("tg nobody", syscall(SYS_rt_tgsigqueueinfo, getpid(), 99999999, SIGUSR2, &forged));
    result("tg zero", syscall(SYS_rt_tgsigqueueinfo, getpid(), 0, SIGUSR2, &forged));
    while (sigtimedwait(&all, &info, &zero) > 0) printf("took %d code %d\n", info.si_signo, info.si_code);
    result("kill 0 sig", kill(getpid(), 0));
    result("kill nobody", kill(99999999, 0));
    result("kill bad", kill(getpid(), 65));
    result("kill neg", kill(getpid(), -1));
    result("tgkill bad", syscall(SYS_tgkill, getpid(), 0, SIGUSR1));
    result("tgkill other", syscall(SYS_tgkill, 99999999, 1, 0));
    /* signalfd */
    int fd = signalfd(-1, &all, SFD_NONBLOCK | SFD_CLOEXEC);
    struct signalfd_siginfo told[4];
    result("signalfd empty", read(fd, told, sizeof told));
    result("signalfd short", read(fd, told, 100));
    raise(SIGUSR1);
    sigqueue(getpid(), SIGRTMIN + 2, (union sigval){77});
    kill(getpid(), SIGHUP);
    ssize_t n = read(fd, told, sizeof told);
    printf("signalfd %zd\n", n);
    for (int i = 0; i < n / 128; i++)
        printf("  %u code %d int %d pid %d\n", told[i].ssi_signo, told[i].ssi_code, told[i].ssi_int, told[i].ssi_pid == getpid());
    result("signalfd write", write(fd, told, 8));
    result("signalfd flags", signalfd(-1, &all, 1));
    result("signalfd on stdout", signalfd(1, &all, 0));
    sigemptyset(&waiting);
    sigaddset(&waiting, SIGUSR2);
    result("signalfd again", signalfd(fd, &waiting, 0) - fd);
    raise(SIGUSR1); raise(SIGUSR2);
    n = read(fd, told, sizeof told);
    printf("signalfd %zd %d\n", n, told[0].ssi_signo);
    sigtimedwait(&all, &info, &zero);
    close(fd);
    /* masks */
    sigset_t was;
    result("how", syscall(SYS_rt_sigprocmask, 7, &all, &was, 8));
    result("how without set", syscall(SYS_rt_sigprocmask, 7, NULL, &was, 8));
    result("mask size", syscall(SYS_rt_sigprocmask, SIG_BLOCK, &all, &was, 16));
    unsigned long bits = ~0ul;
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &bits, NULL, 8);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, &bits, 8);
    printf("mask %lx\n", bits);
    sigprocmask(SIG_SETMASK, &none, NULL);
    on(SIGUSR1, note, 0);
    sigprocmask(SIG_SETMASK, &all, NULL);
    raise(SIGUSR1);
    result("suspend", sigsuspend(&none));
    show("suspended");
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, &bits, 8);
    printf("mask after %lx\n", bits & 0xfffffffe7ffffffful);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* alternate stacks */
    static char area[65536];
    stack_t stack = {.ss_sp = area, .ss_size = 2047}, was_stack;
    result("small", sigaltstack(&stack, NULL));
    stack.ss_size = 65536; stack.ss_flags = 8;
    result("odd flags", sigaltstack(&stack, NULL));
    stack.ss_flags = SS_ONSTACK;
    result("SS_ONSTACK", sigaltstack(&stack, NULL));
    /* what ss_flags are before is whatever the parent left */
    stack_t none = {.ss_flags = SS_DISABLE};
    sigaltstack(&none, NULL);
    sigaltstack(NULL, &was_stack);
    printf("flags %x size %zu\n", was_stack.ss_flags, was_stack.ss_size);
    on(SIGUSR1, on_stack, SA_SIGINFO | SA_ONSTACK);
    raise(SIGUSR1);
    on(SIGUSR1, on_stack, SA_SIGINFO);
    raise(SIGUSR1);
    stack.ss_flags = SS_DISABLE; stack.ss_size = 0;
    result("disable", sigaltstack(&stack, &was_stack));
    sigaltstack(NULL, &was_stack);
    printf("flags %x size %zu sp %p\n", was_stack.ss_flags, was_stack.ss_size, was_stack.ss_sp);
    on(SIGUSR1, on_stack, SA_SIGINFO | SA_ONSTACK);
    raise(SIGUSR1);
    stack.ss_sp = area; stack.ss_flags = (int)(1u << 31); stack.ss_size = 65536;
    result("autodisarm", sigaltstack(&stack, NULL));
    sigaltstack(NULL, &was_stack);
    printf("flags %x\n", was_stack.ss_flags);
    raise(SIGUSR1);
    sigaltstack(NULL, &was_stack);
    printf("flags after %x same %d\n", was_stack.ss_flags, was_stack.ss_sp == area);
    /* the main stack overflows onto the alternate one */
    stack.ss_flags = 0;
    result("plain", sigaltstack(&stack, NULL));
    on(SIGSEGV, overflowed, SA_SIGINFO | SA_ONSTACK);
    if (!sigsetjmp(back, 1)) recurse(0);
    printf("overflow code %d\n", seen.ss_flags);
    /* an alternate stack that overflows */
    char *guarded = mmap(NULL, 65536 + 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    mprotect(guarded + 8192, 65536, PROT_READ | PROT_WRITE);
    stack.ss_sp = guarded + 8192; stack.ss_size = 65536;
    sigaltstack(&stack, NULL);
    on(SIGUSR2, runs_over, SA_ONSTACK | SA_NODEFER);
    on(SIGSEGV, SIG_DFL, 0);
    depth = 0;
    fflush(stdout);
    raise(SIGUSR2);
    printf("unreachable %d\n", depth);
    return 0;
}
