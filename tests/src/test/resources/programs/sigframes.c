#define _GNU_SOURCE
#include <errno.h>
#include <fenv.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>
#define G(n) uc->uc_mcontext.gregs[n]
static void on(int sig, void *handler, int flags)
{
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    sigemptyset(&action.sa_mask);
    sigaction(sig, &action, NULL);
}
static void fpstate(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    unsigned char *fp = (unsigned char *)uc->uc_mcontext.fpregs;
    uint32_t *sw = (uint32_t *)(fp + 464);
    uint32_t magic2;
    memcpy(&magic2, fp + sw[1] - 4, 4);
    printf("align %lu frame %lu magic %x %x extended-size %d xfeatures-x87-sse %x header %x flags %lx below %d\n", (unsigned long)fp & 63,
           ((unsigned long)uc & 15), sw[0], magic2, (int)(sw[1] - sw[4]), sw[2] & 3, fp[512] & 3, uc->uc_flags,
           (long)G(REG_RSP) - (long)fp >= (long)sw[1] + 128);
    printf("mxcsr %x mask %x cw %x\n", *(uint32_t *)(fp + 24) & 0x1fc0, *(uint32_t *)(fp + 28) & 0xffff, *(uint16_t *)fp);
    printf("xmm3 %016lx %016lx st0 %016lx\n", *(uint64_t *)(fp + 160 + 48), *(uint64_t *)(fp + 160 + 56), *(uint64_t *)(fp + 32));
    *(uint64_t *)(fp + 160 + 48) = 0x1122334455667788;
    *(uint64_t *)(fp + 160 + 56) = 0x99aabbccddeeff00;
    *(uint64_t *)(fp + 32) = 0xa000000000000000;
    *(uint32_t *)(fp + 24) |= 0x6000;
    double spoil = 7.5;
    __asm__ volatile("fldl %0; movsd %0,%%xmm3; movsd %0,%%xmm4" ::"m"(spoil) : "xmm3", "xmm4");
}
static void registers(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    printf("rax %llx rbx %llx rcx %llx rdx %llx rsi %llx rdi %llx\n", G(REG_RAX), G(REG_RBX), G(REG_RCX), G(REG_RDX), G(REG_RSI), G(REG_RDI));
    printf("r8 %llx r9 %llx r10 %llx r11 %llx r12 %llx r13 %llx r14 %llx r15 %llx efl %llx\n", G(REG_R8), G(REG_R9), G(REG_R10), G(REG_R11), G(REG_R12), G(REG_R13), G(REG_R14), G(REG_R15), G(REG_EFL));
    G(REG_RIP) += 2;
    int all[] = {REG_RAX, REG_RBX, REG_RCX, REG_RDX, REG_RSI, REG_RDI, REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};
    for (int i = 0; i < 14; i++) G(all[i]) = 0x1000 + i;
    G(REG_EFL) = 0x3ffed7 & ~0x100;
    sigaddset(&uc->uc_sigmask, SIGUSR2);
}
static volatile int stage;
static void nested(int sig)
{
    stage++;
    printf("nested %d at %d\n", sig, stage);
    if (sig == SIGUSR1) { raise(SIGUSR2); printf("back in %d\n", sig); }
    if (sig == SIGUSR2) { raise(SIGHUP); printf("back in %d\n", sig); }
}
#ifdef __GLIBC__
static ucontext_t main_context, other, third;
static char stack1[32768], stack2[32768];
static void first(int a, int b)
{
    fesetround(FE_UPWARD);
    printf("first %d %d\n", a, b);
    swapcontext(&other, &third);
    printf("first again rounding %d\n", fegetround() == FE_UPWARD);
}
static void second(void)
{
    printf("second rounding %d\n", fegetround() == FE_TONEAREST);
    swapcontext(&third, &other);
    printf("never\n");
}
static ucontext_t resume;
static volatile int hits;
static void switches(int sig, siginfo_t *info, void *context) { hits++; setcontext(&resume); }
#endif
static void flags_in_handler(int sig, siginfo_t *info, void *context)
{
    unsigned long fl;
    ucontext_t *uc = context;
    __asm__ volatile("pushf; pop %0" : "=r"(fl));
    printf("handler flags %lx saved DF %d\n", fl & 0x40500, (G(REG_EFL) & 0x400) != 0);
}
static void null_fp(int sig, siginfo_t *info, void *context) { ((ucontext_t *)context)->uc_mcontext.fpregs = NULL; }
static void bad_magic(int sig, siginfo_t *info, void *context)
{
    unsigned char *fp = (unsigned char *)((ucontext_t *)context)->uc_mcontext.fpregs;
    *(uint32_t *)(fp + 464) = 0;
    *(uint64_t *)(fp + 160) = 0x4045000000000000;
}
static void steps(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    stage++;
    if (stage == 5) G(REG_EFL) &= ~0x100ull;
}
static sigjmp_buf back;
static void jumps(int sig) { siglongjmp(back, sig); }
static void bad_mxcsr(int sig, siginfo_t *info, void *context)
{
    *(uint32_t *)((char *)((ucontext_t *)context)->uc_mcontext.fpregs + 24) = 0xffff0000;
}
static void died(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    printf("signal %d code %d addr %p\n", sig, info->si_code, info->si_addr);
    siglongjmp(back, 1);
}
static void bad_rip(int sig, siginfo_t *info, void *context) { ((ucontext_t *)context)->uc_mcontext.gregs[REG_RIP] = 0x8000000000000000; }
static void bad_cs(int sig, siginfo_t *info, void *context) { ((ucontext_t *)context)->uc_mcontext.gregs[REG_CSGSFS] = 0x2b000000000010; }
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("minsigstksz %d\n", getauxval(51) >= 1000);
    on(SIGUSR1, fpstate, 0);
    uint64_t in[2] = {0x0123456789abcdef, 0xfedcba9876543210}, out[2];
    double st = 1.5, result;
    unsigned csr;
    long pid = getpid();
    register long tid = syscall(SYS_gettid);
    __asm__ volatile("fninit; fldl %3; movdqu %4,%%xmm3; mov $234,%%eax; mov %5,%%rdi; mov %6,%%rsi; mov $10,%%edx; syscall;"
                     "movdqu %%xmm3,%0; fstpl %1; stmxcsr %2" : "=m"(out), "=m"(result), "=m"(csr) : "m"(st), "m"(in), "m"(pid), "r"(tid)
                     : "rax", "rdi", "rsi", "rdx", "rcx", "r11", "xmm3", "memory");
    printf("edited %016lx %016lx %g rounding %x\n", out[0], out[1], result, csr & 0x6000);
    csr = 0x1f80;
    __asm__ volatile("ldmxcsr %0" ::"m"(csr));
    on(SIGILL, registers, 0);
    unsigned long regs[15];
    __asm__ volatile("push %%rbx; push %%rbp; mov %0,%%rbp; mov $1,%%eax; mov $2,%%ebx; mov $3,%%ecx; mov $4,%%edx; mov $5,%%esi; mov $6,%%edi; mov $7,%%r8; mov $8,%%r9;"
                     "mov $9,%%r10; mov $10,%%r11; mov $11,%%r12; mov $12,%%r13; mov $13,%%r14; mov $14,%%r15; cmp %%eax,%%eax; ud2;"
                     "mov %%rax,(%%rbp); mov %%rbx,8(%%rbp); mov %%rcx,16(%%rbp); mov %%rdx,24(%%rbp); mov %%rsi,32(%%rbp); mov %%rdi,40(%%rbp); mov %%r8,48(%%rbp);"
                     "mov %%r9,56(%%rbp); mov %%r10,64(%%rbp); mov %%r11,72(%%rbp); mov %%r12,80(%%rbp); mov %%r13,88(%%rbp); mov %%r14,96(%%rbp); mov %%r15,104(%%rbp);"
                     "pushf; pop %%rax; mov %%rax,112(%%rbp); push $0x202; popf; pop %%rbp; pop %%rbx"
                     : : "r"(regs) : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "memory", "cc");
    for (int i = 0; i < 15; i++) printf("%lx ", regs[i]);
    sigset_t mask;
    sigprocmask(SIG_SETMASK, NULL, &mask);
    printf("\nmask %d\n", sigismember(&mask, SIGUSR2));
    sigemptyset(&mask);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    signal(SIGUSR1, nested); signal(SIGUSR2, nested); signal(SIGHUP, nested);
    raise(SIGUSR1);
    /* coroutines */
#ifdef __GLIBC__
    getcontext(&other); other.uc_stack.ss_sp = stack1; other.uc_stack.ss_size = sizeof stack1; other.uc_link = &main_context;
    getcontext(&third); third.uc_stack.ss_sp = stack2; third.uc_stack.ss_size = sizeof stack2; third.uc_link = &main_context;
    makecontext(&other, (void (*)(void))first, 2, 11, 22);
    makecontext(&third, second, 0);
    swapcontext(&main_context, &other);
    printf("main again rounding %d\n", fegetround() == FE_TONEAREST);
    on(SIGALRM, switches, 0);
    volatile int rounds = 0;
    getcontext(&resume);
    if (rounds++ < 5) raise(SIGALRM);
    printf("rounds %d hits %d\n", rounds, hits);
#endif
    on(SIGUSR1, flags_in_handler, 0);
    tid = syscall(SYS_gettid);
    __asm__ volatile("std; mov $234,%%eax; mov %0,%%rdi; mov %1,%%rsi; mov $10,%%edx; syscall; cld" ::"m"(pid), "r"(tid)
                     : "rax", "rdi", "rsi", "rdx", "rcx", "r11", "memory");
    on(SIGUSR1, null_fp, 0);
    csr = 0x3f80;
    __asm__ volatile("ldmxcsr %1; movdqu %2,%%xmm5; mov $234,%%eax; mov %3,%%rdi; mov %4,%%rsi; mov $10,%%edx; syscall; movdqu %%xmm5,%0; stmxcsr %1"
                     : "=m"(out), "+m"(csr) : "m"(in), "m"(pid), "r"(tid) : "rax", "rdi", "rsi", "rdx", "rcx", "r11", "xmm5", "memory");
    printf("without fp %lx %lx csr %x\n", out[0], out[1], csr);
    csr = 0x1f80;
    __asm__ volatile("ldmxcsr %0" ::"m"(csr));
    on(SIGUSR1, bad_magic, 0);
    __asm__ volatile("mov $234,%%eax; mov %1,%%rdi; mov %2,%%rsi; mov $10,%%edx; syscall; movdqu %%xmm0,%0"
                     : "=m"(out) : "m"(pid), "r"(tid) : "rax", "rdi", "rsi", "rdx", "rcx", "r11", "xmm0", "memory");
    printf("legacy only %lx\n", out[0]);
    stage = 0;
    on(SIGTRAP, steps, 0);
    __asm__ volatile("pushf; orl $0x100,(%%rsp); popf; nop; nop; nop; nop; nop; nop; nop; nop" ::: "memory", "cc");
    printf("steps %d\n", stage);
    signal(SIGUSR1, jumps);
    volatile int jumped = 0;
    int r = sigsetjmp(back, 1);
    if (jumped++ < 10) raise(SIGUSR1);
    printf("jumped %d %d\n", jumped, r);
    on(SIGSEGV, died, SA_NODEFER);
    on(SIGUSR1, bad_mxcsr, 0);
    if (!sigsetjmp(back, 1)) { raise(SIGUSR1); printf("bad mxcsr accepted\n"); }
    on(SIGUSR1, bad_rip, 0);
    if (!sigsetjmp(back, 1)) { raise(SIGUSR1); printf("bad rip accepted\n"); }
    on(SIGUSR1, bad_cs, 0);
    if (!sigsetjmp(back, 1)) { raise(SIGUSR1); printf("bad cs accepted\n"); }
    /* a restorer is needed */
    struct { void *h; unsigned long f; void *r; unsigned long m; } bare = {(void *)nested, SA_NODEFER, NULL, 0};
    syscall(SYS_rt_sigaction, SIGUSR1, &bare, NULL, 8);
    if (!sigsetjmp(back, 1)) { raise(SIGUSR1); printf("no restorer accepted\n"); }
    return 0;
}
