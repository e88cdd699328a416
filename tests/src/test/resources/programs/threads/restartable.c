// Restartable sequences (man 2 rseq), registered by hand: counters for each processor without atomic instructions.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

struct area {
    uint32_t cpu_id_start, cpu_id;
    uint64_t section;
    uint32_t flags, node_id, mm_cid, end;
} __attribute__((aligned(32)));

enum { SIGNATURE = 0x53053053, THREADS = 4, TURNS = 200000, CPUS = 64 };

static __thread struct area area;
static struct {
    long value;
} __attribute__((aligned(64))) counters[CPUS];

static long enter(void) {
    return syscall(SYS_rseq, &area, sizeof area, 0, SIGNATURE);
}

// Adds 1 to the counter of the processor it runs on; 0 when it was taken away before it had done so.
static int add(void) {
    int done = 0;
    struct area *mine = &area;
    __asm__ volatile(
        ".pushsection .data\n"
        ".balign 32\n"
        "3: .long 0, 0\n"
        ".quad 1f, 2f - 1f, 4f\n"
        ".popsection\n"
        "leaq 3b(%%rip), %%rax\n"
        "movq %%rax, 8(%[area])\n"
        "1:\n"
        "movl 4(%[area]), %%eax\n"
        "shlq $6, %%rax\n"
        "movq (%[counters], %%rax), %%rcx\n"
        "addq $1, %%rcx\n"
        // Long enough to be interrupted in.
        "movl $8, %%edx\n"
        "5: subl $1, %%edx\n"
        "jnz 5b\n"
        "movq %%rcx, (%[counters], %%rax)\n"
        "2:\n"
        "movl $1, %[done]\n"
        "jmp 6f\n"
        ".long 0x53053053\n"
        "4: movl $0, %[done]\n"
        "6:\n"
        : [done] "=&r"(done)
        : [area] "r"(mine), [counters] "r"(counters)
        : "rax", "rcx", "rdx", "memory", "cc");
    return done;
}

static void *work(void *unused) {
    if (enter() != 0) {
        printf("not registered: %s\n", strerror(errno));
        exit(1);
    }
    for (int i = 0; i < TURNS; i++) {
        while (!add()) {
        }
        if (area.cpu_id >= CPUS) {
            printf("on no processor\n");
        }
    }
    return NULL;
}

static void handler(int number) {
}

int main(void) {
    printf("unaligned: %d\n", syscall(SYS_rseq, (char *) &area + 8, sizeof area, 0, SIGNATURE) < 0 ? errno : 0);
    printf("too short: %d\n", syscall(SYS_rseq, &area, 16, 0, SIGNATURE) < 0 ? errno : 0);
    printf("flags: %d\n", syscall(SYS_rseq, &area, sizeof area, 4, SIGNATURE) < 0 ? errno : 0);
    printf("not registered: %d\n", syscall(SYS_rseq, &area, sizeof area, 1, SIGNATURE) < 0 ? errno : 0);
    printf("register: %ld\n", enter());
    printf("processor known: %d\n", area.cpu_id < CPUS && area.cpu_id == area.cpu_id_start);
    printf("again: %d\n", enter() < 0 ? errno : 0);
    printf("other signature: %d\n", syscall(SYS_rseq, &area, sizeof area, 0, 1) < 0 ? errno : 0);
    printf("unregister, other signature: %d\n", syscall(SYS_rseq, &area, sizeof area, 1, 1) < 0 ? errno : 0);
    printf("unregister: %ld\n", syscall(SYS_rseq, &area, sizeof area, 1, SIGNATURE));
    printf("processor unknown: %d\n", (int) area.cpu_id);
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigaction(SIGALRM, &action, NULL);
    struct itimerval often = {{0, 1000}, {0, 1000}};
    setitimer(ITIMER_REAL, &often, NULL);
    pthread_t all[THREADS];
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&all[i], NULL, work, NULL);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(all[i], NULL);
    }
    long sum = 0;
    for (int i = 0; i < CPUS; i++) {
        sum += counters[i].value;
    }
    printf("sum: %ld of %ld\n", sum, (long) THREADS * TURNS);
    return 0;
}
