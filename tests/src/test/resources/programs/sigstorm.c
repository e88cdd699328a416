#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#define THREADS 4
static atomic_int arrived[65], ready, stop;
static int tids[THREADS];
static __thread volatile double scratch;
static void noted(int sig, siginfo_t *info, void *context)
{
    /* a handler that uses every kind of register */
    double x = info->si_value.sival_int;
    for (int i = 0; i < 5; i++) x = x * 0.5 + 1.25;
    scratch = x;
    long double y = x;
    y = y * 3.0L / 7.0L;
    scratch += (double)y;
    arrived[sig]++;
}
static uint64_t checksum(int n)
{
    uint64_t a = 0x9e3779b97f4a7c15 * (n + 1), sum = 0;
    double d = 1.0 + n;
    long double l = 0.5L;
    for (int i = 0; i < 400000; i++) {
        a ^= a << 13; a ^= a >> 7; a ^= a << 17;
        d = d * 1.0000001 + 0.001;
        l = l * 1.0000001L + 0.25L;
        sum += a + (uint64_t)(d * 1024) + (uint64_t)(l * 16);
    }
    return sum;
}
static uint64_t sums[THREADS];
static void *work(void *arg)
{
    int n = (int)(long)arg;
    tids[n] = syscall(SYS_gettid);
    ready++;
    uint64_t sum = 0;
    int rounds = 0;
    do { sum = checksum(n); rounds++; if (sums[n] && sums[n] != sum) { printf("thread %d corrupted\n", n); exit(1); } sums[n] = sum; } while (!stop || rounds < 3);
    return NULL;
}
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    for (int s = SIGRTMIN; s <= SIGRTMIN + 8; s++) {
        struct sigaction a = {.sa_sigaction = noted, .sa_flags = SA_SIGINFO | SA_RESTART | (s & 1 ? SA_NODEFER : 0)};
        sigaction(s, &a, NULL);
    }
    struct sigaction a = {.sa_sigaction = noted, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigaction(SIGALRM, &a, NULL); sigaction(SIGPROF, &a, NULL); sigaction(SIGURG, &a, NULL);
    pthread_t threads[THREADS];
    pthread_attr_t roomy;
    pthread_attr_init(&roomy);
    pthread_attr_setstacksize(&roomy, 64 << 20); /* handlers nest */
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], &roomy, work, (void *)i);
    while (ready < THREADS) usleep(1000);
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 1000}, {0, 1000}}, NULL);
    setitimer(ITIMER_PROF, &(struct itimerval){{0, 2000}, {0, 2000}}, NULL);
    int sent = 0;
    siginfo_t info;
    for (int i = 0; i < 4000; i++) {
        int sig = SIGRTMIN + i % 9;
        memset(&info, 0, sizeof info);
        info.si_code = SI_QUEUE;
        info.si_value.sival_int = i;
        while (syscall(SYS_rt_tgsigqueueinfo, getpid(), tids[i % THREADS], sig, &info)) usleep(100);
        sent++;
        syscall(SYS_tgkill, getpid(), tids[(i + 1) % THREADS], SIGURG);
        if (i % 100 == 0) usleep(500);
    }
    for (int wait = 0; wait < 20000; wait++) {
        int got = 0;
        for (int s = SIGRTMIN; s <= SIGRTMIN + 8; s++) got += arrived[s];
        if (got == sent) break;
        usleep(1000);
    }
    setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL);
    setitimer(ITIMER_PROF, &(struct itimerval){0}, NULL);
    stop = 1;
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    int got = 0;
    for (int s = SIGRTMIN; s <= SIGRTMIN + 8; s++) got += arrived[s];
    printf("sent %d got %d alarm %d prof %d urg %d\n", sent, got, arrived[SIGALRM] > 5, arrived[SIGPROF] > 5, arrived[SIGURG] > 10);
    for (int i = 0; i < THREADS; i++) printf("%d %016lx\n", i, sums[i]);
    return 0;
}
