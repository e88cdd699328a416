#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>
static volatile sig_atomic_t count;
static sigjmp_buf back;
static void counted(int sig) { (void)sig; count++; }
static void told(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    printf("signal %d code %d trap %lld error %llx aligned %d\n", sig, info->si_code, uc->uc_mcontext.gregs[REG_TRAPNO],
           (long long)uc->uc_mcontext.gregs[REG_ERR], ((unsigned long)__builtin_frame_address(0) & 15) == 0);
    siglongjmp(back, 1);
}
static void skips(int sig, siginfo_t *info, void *context)
{
    (void)sig; (void)info;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] += 2;
    ((ucontext_t *)context)->uc_mcontext.gregs[REG_RBX] = 4711;
}
static void on(int sig, void (*handler)(int, siginfo_t *, void *), int flags)
{
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    sigemptyset(&action.sa_mask);
    sigaction(sig, &action, NULL);
}
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    signal(SIGUSR1, counted);
    raise(SIGUSR1);
    kill(getpid(), SIGUSR1);
    printf("count %d\n", count);
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    raise(SIGUSR1);
    raise(SIGUSR1);
    sigpending(&set);
    printf("blocked %d pending %d\n", count, sigismember(&set, SIGUSR1));
    sigprocmask(SIG_SETMASK, &old, NULL);
    printf("after %d\n", count);
    on(SIGSEGV, told, SA_NODEFER);
    on(SIGFPE, told, SA_NODEFER);
    on(SIGILL, told, SA_NODEFER);
    on(SIGTRAP, told, SA_NODEFER);
    char *readonly = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    volatile int zero = 0, sink = *(volatile char *)readonly;
    if (!sigsetjmp(back, 1)) *(volatile int *)8 = 1;
    if (!sigsetjmp(back, 1)) *(volatile char *)readonly = 1;
    if (!sigsetjmp(back, 1)) sink = 1 / zero;
    if (!sigsetjmp(back, 1)) __asm__ volatile("ud2");
    if (!sigsetjmp(back, 1)) __asm__ volatile("int3");
    if (!sigsetjmp(back, 1)) __asm__ volatile("hlt");
    if (!sigsetjmp(back, 1)) __asm__ volatile("mov (%0), %%rax" ::"r"(1UL << 62) : "rax");
    on(SIGILL, skips, 0);
    long rbx;
    double kept = 2.5;
    __asm__ volatile("mov $1, %%rbx; ud2; mov %%rbx, %0" : "=r"(rbx), "+x"(kept) : : "rbx");
    printf("edited %ld kept %g\n", rbx, kept);
    char *stack = malloc(65536);
    stack_t alternate = {.ss_sp = stack, .ss_size = 65536};
    sigaltstack(&alternate, NULL);
    on(SIGSEGV, told, SA_ONSTACK | SA_NODEFER);
    if (!sigsetjmp(back, 1)) __asm__ volatile("mov $16, %%rsp; push %%rax" ::: "memory");
    signal(SIGALRM, counted);
    struct itimerval timer = {.it_value = {0, 20000}};
    setitimer(ITIMER_REAL, &timer, NULL);
    int before = count;
    int r = pause();
    printf("pause %d errno %d count %d\n", r, errno, count - before);
    (void)sink;
    signal(SIGPIPE, SIG_IGN);
    int p[2];
    r = pipe(p);
    close(p[0]);
    r = write(p[1], "x", 1);
    printf("write %d errno %d\n", r, errno);
    struct sigaction action;
    sigaction(SIGUSR1, NULL, &action);
    printf("handler kept %d\n", action.sa_handler == counted);
    printf("sigaction KILL %d %d\n", sigaction(SIGKILL, &action, NULL), errno);
    return 0;
}
