// What the processor says of itself in all its places, and which instructions it executes.
#define _GNU_SOURCE
#include <cpuid.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>
#include <ucontext.h>

static sigjmp_buf escape;
char data[64] __attribute__((aligned(64), used));

static void undefined(int signal) {
    siglongjmp(escape, signal);
}

#define TRY(name, ...)                                                       \
    do {                                                                     \
        int raised = sigsetjmp(escape, 1);                                   \
        if (raised == 0) {                                                   \
            asm volatile(__VA_ARGS__ ::: "eax", "ecx", "edx", "xmm0", "memory"); \
        }                                                                    \
        printf("%s%s\n", raised == 0 ? "executes " : "SIGILL ", name);       \
    } while (0)

static void frame(int signal, siginfo_t *info, void *context) {
    ucontext_t *interrupted = context;
    unsigned char *state = (unsigned char *) interrupted->uc_mcontext.fpregs;
    int extended = *(uint32_t *) (state + 464) == 0x46505853;
    printf("frame flags %lu, %s, %u bytes\n", interrupted->uc_flags, extended ? "XSAVE" : "FXSAVE",
            extended ? *(uint32_t *) (state + 480) : 512);
    if (extended) {
        printf("closed by %x\n", *(uint32_t *) (state + *(uint32_t *) (state + 480)));
    }
}

int main(void) {
    unsigned a, b, c, d;
    __cpuid(1, a, b, c, d);
    printf("OSXSAVE %u AVX %u\n", c >> 27 & 1, c >> 28 & 1);
    if (c >> 27 & 1) {
        unsigned low, high;
        asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
        printf("XCR0 %u\n", low);
    }
    __cpuid_count(0xd, 0, a, b, c, d);
    printf("XSAVE area %u\n", b);
    printf("smallest signal stack is enough: %d\n", getauxval(AT_MINSIGSTKSZ) >= (b ? b : 512) + 440);
    printf("platform %s, hwcap2 %lx\n", (char *) getauxval(AT_PLATFORM), getauxval(AT_HWCAP2));
    for (const char **one = (const char *[]) {"sse2", "sse4_2", "xsave", "avx2", "bmi2", "aes", "rdtscp", 0}; *one; one++) {
        FILE *file = fopen("/proc/cpuinfo", "r");
        char line[4096], wanted[32];
        sprintf(wanted, " %s ", *one);
        while (file && fgets(line, sizeof line, file)) {
            if (strncmp(line, "flags", 5) == 0) {
                line[strlen(line) - 1] = ' ';
                printf("cpuinfo %s %s\n", strstr(line, wanted) ? "has" : "lacks", *one);
                break;
            }
        }
        fclose(file);
    }
    struct sigaction action = {.sa_sigaction = frame, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, 0);
    raise(SIGUSR1);
    signal(SIGILL, undefined);
    TRY("pshufb", "pshufb %%xmm0, %%xmm0");
    TRY("popcnt", "popcnt %%ecx, %%eax");
    TRY("vpxor", "vpxor %%xmm0, %%xmm0, %%xmm0");
    TRY("vpaddd", "vpaddd %%ymm0, %%ymm0, %%ymm0");
    TRY("shlx", "shlx %%ecx, %%edx, %%eax");
    TRY("movbe", "movbe data(%%rip), %%eax");
    TRY("xsave", "xor %%eax, %%eax; xor %%edx, %%edx; lea -0x1000(%%rsp), %%rcx; and $-64, %%rcx; xsave (%%rcx)");
    TRY("aesenc", "aesenc %%xmm0, %%xmm0");
    TRY("rdtscp", "rdtscp");
    return 0;
}
