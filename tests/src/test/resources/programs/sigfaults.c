#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fenv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>
#define E(n) uc->uc_mcontext.gregs[n]
static sigjmp_buf back;
static unsigned long base;
static char *page;
static void told(int sig, siginfo_t *info, void *context)
{
    ucontext_t *uc = context;
    __asm__ volatile("pushf; andl $~0x40000,(%%rsp); popf" ::: "memory", "cc");
    long from_rip = (long)info->si_addr - (long)E(REG_RIP);
    char where[40];
    if (from_rip == 0) strcpy(where, "rip");
    else if ((char *)info->si_addr >= page && (char *)info->si_addr < page + 65536)
        sprintf(where, "page+%ld", (long)((char *)info->si_addr - page));
    else sprintf(where, "%lx", (long)info->si_addr);
    sigset_t now;
    sigprocmask(SIG_SETMASK, NULL, &now);
    printf("  signal %d code %d errno %d addr %s trapno %lld err %llx cr2same %d cs %llx eflags %llx oldmask %llx held %d\n", sig, info->si_code, info->si_errno, where,
           (long long)E(REG_TRAPNO), (long long)E(REG_ERR), (long)info->si_addr == (long)E(REG_CR2), (long long)E(REG_CSGSFS),
           (long long)E(REG_EFL) & ~0x8d5ull, (long long)E(REG_OLDMASK), sigismember(&now, sig));
    siglongjmp(back, 1);
}
static void on(int sig, void *handler)
{
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    sigaction(sig, &action, NULL);
}
#define TRY(name, code) do { printf("%s\n", name); if (!sigsetjmp(back, 1)) { code; printf("  nothing\n"); } } while (0)
#define ASM(text) TRY(#text, __asm__ volatile(text ::: "memory", "rax", "rcx", "rdx", "cc"))
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    static char area[65536];
    sigaltstack(&(stack_t){.ss_sp = area, .ss_size = sizeof area}, NULL);
    int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    for (int i = 0; i < 6; i++) on(signals[i], told);
    page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(page + 8192, 4096);
    mprotect(page + 12288, 4096, PROT_READ);
    mprotect(page + 16384, 4096, PROT_NONE);
    mprotect(page + 24576, 4096, PROT_READ);
    volatile char sink = page[24576];
    page[20480] = 1;
    mprotect(page + 20480, 4096, PROT_NONE);
    page[28672] = 1;
    mprotect(page + 28672, 4096, PROT_READ);
    volatile char *p = page;
    TRY("read unmapped", sink = p[8192 + 5]);
    TRY("write unmapped", p[8192 + 6] = 1);
    TRY("write read-only untouched", p[12288] = 1);
    TRY("write read-only touched by reading", p[24576 + 7] = 1);
    TRY("write read-only, written before", p[28672] = 1);
    TRY("write read-only again", p[12288] = 1);
    TRY("read none untouched", sink = p[16384]);
    TRY("write none untouched", p[16384 + 1] = 1);
    TRY("read none written before", sink = p[20480]);
    TRY("write none written before", p[20480] = 1);
    TRY("run untouched data", ((void (*)(void))(page + 4096))());
    page[100] = 0xc3;
    TRY("run written data", ((void (*)(void))(page + 100))());
    TRY("run unmapped", ((void (*)(void))(page + 8192))());
    TRY("run none", ((void (*)(void))(page + 16384))());
    TRY("run 0", ((void (*)(void))0)());
    TRY("across", *(volatile long *)(p + 8192 - 4) = 1);
    TRY("across reading", sink = *(volatile long *)(p + 8192 - 4));
    TRY("read kernel", sink = *(volatile char *)0xffff800000000000ul);
    TRY("write kernel", *(volatile char *)0xffffffff81000000ul = 1);
    TRY("run kernel", ((void (*)(void))0xffffffff81000000ul)());
    TRY("read end of user", sink = *(volatile char *)0x7ffffffff000ul);
    TRY("non-canonical", sink = *(volatile char *)0x800000000000ul);
    TRY("write non-canonical", *(volatile char *)0x8000000000000000ul = 1);
    int fd = open("mapped", O_RDWR | O_CREAT | O_TRUNC, 0600);
    ftruncate(fd, 5000);
    char *file = mmap(page + 32768, 16384, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
    TRY("inside last page", file[8191] = 1);
    TRY("read beyond end", sink = ((volatile char *)file)[8192]);
    TRY("write beyond end", file[12000] = 1);
    ftruncate(fd, 100);
    TRY("truncated", sink = ((volatile char *)file)[4096]);
    char *private = mmap(page + 49152, 8192, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
    TRY("private beyond end", sink = ((volatile char *)private)[4096]);
    unlink("mapped");
    TRY("divide by zero", __asm__ volatile("xor %%ecx,%%ecx; div %%ecx" ::: "rax", "rcx", "rdx"));
    TRY("divide overflow", __asm__ volatile("mov $-1,%%edx; mov $1,%%ecx; idiv %%ecx" ::: "rax", "rcx", "rdx"));
    TRY("min / -1", __asm__ volatile("mov $0x80000000,%%eax; cdq; mov $-1,%%ecx; idiv %%ecx" ::: "rax", "rcx", "rdx"));
    ASM("ud2");
    ASM(".byte 0x0f,0xff,0xc0");
    ASM(".byte 0xf0,0x90");
    ASM(".byte 0x06");
    ASM("int3");
    ASM(".byte 0xcd,0x03");
    ASM(".byte 0xf1");
    ASM("int $4");
    ASM("int $0x42");
    ASM("int $0x0d");
    ASM("hlt");
    ASM("cli");
    ASM("in $0x80,%%al");
    ASM("mov %%cr0,%%rax");
    ASM("rdmsr");
    ASM("lgdt (%%rsp)");
    ASM("mov $0x33,%%eax; mov %%eax,%%ds");
    ASM("mov $0x1234,%%eax; mov %%eax,%%ds");
    ASM("pushf; orl $0x100,(%%rsp); popf; nop");
    ASM("mov %%rsp,%%rax; and $-16,%%rax; movaps 8-256(%%rax),%%xmm0");
    ASM("mov $0x8000000000000000,%%rax; jmp *%%rax");
    ASM("mov %%rsp,%%rcx; mov $0x8000000000000000,%%rsp; push %%rax; mov %%rcx,%%rsp");
    ASM("mov $0x8000000000000000,%%rax; lidt (%%rax)");
    ASM("lock; incl 8");
    ASM("sysenter");
    /* floating point */
    unsigned csr = 0x1f80;
    for (int i = 0; i < 6; i++) {
        unsigned unmasked = csr & ~(0x80u << i);
        char name[40];
        sprintf(name, "SSE exception %d", i);
        double zero = 0, one = 1, big = 1e308, tiny = 5e-320, huge = 1e-308, three = 3;
        static const double nothing = 0;
        TRY(name, ({
            __asm__ volatile("ldmxcsr %0" ::"m"(unmasked));
            switch (i) {
            case 0: __asm__ volatile("movsd %0,%%xmm0; divsd %0,%%xmm0" ::"m"(zero) : "xmm0"); break;
            case 1: __asm__ volatile("movsd %0,%%xmm0; addsd %0,%%xmm0" ::"m"(tiny) : "xmm0"); break;
            case 2: __asm__ volatile("movsd %0,%%xmm0; divsd %1,%%xmm0" ::"m"(one), "m"(zero) : "xmm0"); break;
            case 3: __asm__ volatile("movsd %0,%%xmm0; mulsd %0,%%xmm0" ::"m"(big) : "xmm0"); break;
            case 4: __asm__ volatile("movsd %0,%%xmm0; mulsd %0,%%xmm0" ::"m"(huge) : "xmm0"); break;
            case 5: __asm__ volatile("movsd %0,%%xmm0; divsd %1,%%xmm0" ::"m"(one), "m"(three) : "xmm0"); break;
            }
        }));
        __asm__ volatile("ldmxcsr %0" ::"m"(csr));
    }
    for (int i = 0; i < 6; i++) {
        unsigned short control = 0x37f & ~(1 << i);
        char name[40];
        sprintf(name, "x87 exception %d", i);
        double zero = 0, three = 3, tiny = 5e-320;
        static const unsigned char large[10] = {0, 0, 0, 0, 0, 0, 0, 0x80, 0xfe, 0x7f}, small[10] = {0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0};
        TRY(name, ({
            __asm__ volatile("fninit; fldcw %0" ::"m"(control));
            switch (i) {
            case 0: __asm__ volatile("fldz; fldz; fdivp; fwait"); break;
            case 1: __asm__ volatile("fldl %0; fwait" ::"m"(tiny)); break;
            case 2: __asm__ volatile("fld1; fldz; fdivrp; fwait; fdivp; fwait"); break;
            case 3: __asm__ volatile("fldt %0; fldt %0; fmulp; fwait" ::"m"(large)); break;
            case 4: __asm__ volatile("fldt %0; fldt %0; fmulp; fwait" ::"m"(small)); break;
            case 5: __asm__ volatile("fld1; fdivl %0; fwait" ::"m"(three)); break;
            }
        }));
        __asm__ volatile("fninit");
    }
    return 0;
}
