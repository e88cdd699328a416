#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <poll.h>
static void result(const char *what, long r) { printf("%s: %ld %s\n", what, r, r < 0 ? strerror(errno) : "ok"); }
static volatile int count, last, value, code, overrun, in_thread;
static void counted(int sig, siginfo_t *info, void *context)
{
    count++; last = sig; code = info->si_code; value = info->si_value.sival_int; overrun = info->si_overrun;
    in_thread = syscall(SYS_gettid);
}
static void on(int sig) { struct sigaction a = {.sa_sigaction = counted, .sa_flags = SA_SIGINFO}; sigaction(sig, &a, NULL); }
static void burn(int ms)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    long end = t.tv_sec * 1000 + t.tv_nsec / 1000000 + ms;
    volatile double x = 1;
    do {
        for (int i = 0; i < 2000; i++) x = x * 1.0001;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    } while (t.tv_sec * 1000 + t.tv_nsec / 1000000 < end);
}
static long now_us(int clock) { struct timespec t; clock_gettime(clock, &t); return t.tv_sec * 1000000 + t.tv_nsec / 1000; }
static int make(int clock, struct sigevent *event, int *id) { return syscall(SYS_timer_create, clock, event, id); }
static int set(int id, int flags, long first_ms, long interval_ms, struct itimerspec *old)
{
    struct itimerspec s = {{interval_ms / 1000, interval_ms % 1000 * 1000000}, {first_ms / 1000, first_ms % 1000 * 1000000}};
    return syscall(SYS_timer_settime, id, flags, &s, old);
}
static volatile int thread_id, stop;
static void *spinner(void *x) { thread_id = syscall(SYS_gettid); while (!stop) usleep(1000); return NULL; }
static void *burner(void *x) { burn(100); return NULL; }
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    on(SIGALRM); on(SIGVTALRM); on(SIGPROF); on(SIGUSR1); on(SIGRTMIN + 1); on(SIGXCPU);
    struct itimerval t = {{0, 0}, {0, 300000}}, old;
    result("ITIMER_REAL", setitimer(ITIMER_REAL, &t, NULL));
    getitimer(ITIMER_REAL, &old);
    printf("left %d\n", old.it_value.tv_sec == 0 && old.it_value.tv_usec > 0 && old.it_value.tv_usec <= 300000);
    while (!count) usleep(1000);
    printf("count %d signal %d code %d\n", count, last, code);
    getitimer(ITIMER_REAL, &old);
    printf("left %ld %ld\n", old.it_value.tv_sec, old.it_value.tv_usec);
    t.it_interval.tv_usec = 10000; t.it_value.tv_usec = 10000;
    count = 0;
    setitimer(ITIMER_VIRTUAL, &t, NULL);
    burn(100);
    t = (struct itimerval){0};
    setitimer(ITIMER_VIRTUAL, &t, &old);
    printf("virtual %d signal %d interval %ld\n", count >= 2 && count <= 15, last, old.it_interval.tv_usec);
    count = 0;
    t.it_interval.tv_usec = 10000; t.it_value.tv_usec = 10000;
    setitimer(ITIMER_PROF, &t, NULL);
    burn(100);
    t = (struct itimerval){0};
    setitimer(ITIMER_PROF, &t, &old);
    printf("prof %d signal %d\n", count >= 2 && count <= 15, last);
    count = 0;
    t.it_interval.tv_usec = 0; t.it_value.tv_usec = 50000;
    setitimer(ITIMER_PROF, &t, NULL);
    usleep(100000);
    printf("prof asleep %d\n", count);
    t = (struct itimerval){0};
    setitimer(ITIMER_PROF, &t, NULL);
    t.it_value.tv_usec = 1000000;
    result("bad usec", setitimer(ITIMER_REAL, &t, NULL));
    result("bad kind", setitimer(3, &t, NULL));
    t.it_value.tv_usec = 0; t.it_value.tv_sec = -1;
    result("negative", setitimer(ITIMER_REAL, &t, NULL));
    result("NULL", syscall(SYS_setitimer, ITIMER_REAL, NULL, &old));
    printf("alarm %u\n", alarm(100));
    printf("alarm %u\n", alarm(5));
    printf("alarm %u\n", alarm(0));
    printf("alarm %u\n", alarm(0));
    /* POSIX timers */
    int id, id2;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 99};
    result("create", make(CLOCK_MONOTONIC, &event, &id));
    count = 0;
    set(id, 0, 20, 0, NULL);
    while (!count) usleep(1000);
    printf("count %d signal %d code %d value %d overrun %d\n", count, last, code, value, overrun);
    struct itimerspec now;
    syscall(SYS_timer_gettime, id, &now);
    printf("left %ld\n", now.it_value.tv_nsec);
    /* overruns while held back */
    sigset_t usr;
    sigemptyset(&usr); sigaddset(&usr, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr, NULL);
    count = 0;
    set(id, 0, 10, 10, NULL);
    usleep(95000);
    sigprocmask(SIG_UNBLOCK, &usr, NULL);
    int seen = overrun;
    long more = syscall(SYS_timer_getoverrun, id);
    set(id, 0, 0, 0, NULL);
    printf("held: count %d overrun %d %d\n", count >= 1 && count <= 3, seen >= 6, more >= 0);
    /* deleted while its signal waits */
    sigprocmask(SIG_BLOCK, &usr, NULL);
    set(id, 0, 5, 0, NULL);
    usleep(20000);
    result("delete", syscall(SYS_timer_delete, id));
    result("delete again", syscall(SYS_timer_delete, id));
    count = 0;
    sigprocmask(SIG_UNBLOCK, &usr, NULL);
    printf("after delete %d\n", count);
    /* real-time signals, and a timer per thread */
    event.sigev_signo = SIGRTMIN + 1;
    result("create", make(CLOCK_REALTIME, &event, &id));
    count = 0;
    set(id, TIMER_ABSTIME, 1, 0, NULL);
    usleep(10000);
    printf("past %d\n", count);
    struct timespec clock_now;
    clock_gettime(CLOCK_REALTIME, &clock_now);
    struct itimerspec abs = {.it_value = clock_now};
    abs.it_value.tv_nsec += 300000000;
    if (abs.it_value.tv_nsec >= 1000000000) { abs.it_value.tv_sec++; abs.it_value.tv_nsec -= 1000000000; }
    count = 0;
    syscall(SYS_timer_settime, id, TIMER_ABSTIME, &abs, NULL);
    printf("soon %d", count);
    while (!count) usleep(10000);
    printf(" then %d\n", count);
    syscall(SYS_timer_delete, id);
    pthread_t thread;
    pthread_create(&thread, NULL, spinner, NULL);
    while (!thread_id) usleep(1000);
    event = (struct sigevent){.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 5};
    ((int *)&event)[4] = thread_id;
    result("thread timer", make(CLOCK_MONOTONIC, &event, &id));
    count = 0;
    set(id, 0, 10, 10, NULL);
    while (count < 3) usleep(1000);
    set(id, 0, 0, 0, NULL);
    printf("in thread %d value %d\n", in_thread == thread_id, value);
    stop = 1;
    pthread_join(thread, NULL);
    ((int *)&event)[4] = 99999999;
    result("no such thread", make(CLOCK_MONOTONIC, &event, &id2));
    event.sigev_notify = 77;
    result("bad notify", make(CLOCK_MONOTONIC, &event, &id2));
    event.sigev_notify = SIGEV_SIGNAL; event.sigev_signo = 100;
    result("bad signal", make(CLOCK_MONOTONIC, &event, &id2));
    event.sigev_signo = 0;
    result("signal 0", make(CLOCK_MONOTONIC, &event, &id2));
    result("bad clock", make(77, NULL, &id2));
    event.sigev_notify = SIGEV_NONE;
    result("none", make(CLOCK_MONOTONIC, &event, &id2));
    set(id2, 0, 300, 0, NULL);
    syscall(SYS_timer_gettime, id2, &now);
    printf("none left %d\n", now.it_value.tv_nsec > 0 && now.it_value.tv_nsec <= 300000000);
    usleep(320000);
    syscall(SYS_timer_gettime, id2, &now);
    printf("none left %ld\n", now.it_value.tv_nsec);
    result("default event", make(CLOCK_PROCESS_CPUTIME_ID, NULL, &id2));
    count = 0;
    set(id2, 0, 20, 0, NULL);
    burn(60);
    printf("cpu timer %d signal %d value %d\n", count, last, value == id2);
    on(SIGUSR2);
    event = (struct sigevent){.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2};
    result("thread clock", make(CLOCK_THREAD_CPUTIME_ID, &event, &id2));
    count = 0;
    set(id2, 0, 40, 0, NULL);
    pthread_create(&thread, NULL, burner, NULL);
    pthread_join(thread, NULL);
    printf("other thread burns %d\n", count);
    burn(80);
    printf("own %d\n", count);
    struct itimerspec wrong = {{0, 0}, {0, 1000000000}};
    result("bad nsec", syscall(SYS_timer_settime, id2, 0, &wrong, NULL));
    result("bad id", syscall(SYS_timer_settime, 12345, 0, &now, NULL));
    result("NULL spec", syscall(SYS_timer_settime, id2, 0, NULL, NULL));
    /* descriptors */
    int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    uint64_t n;
    result("unset", read(fd, &n, 8));
    struct itimerspec each = {{0, 10000000}, {0, 10000000}};
    timerfd_settime(fd, 0, &each, NULL);
    usleep(35000);
    n = 0;
    more = read(fd, &n, 8); printf("read %ld n %d\n", more, n >= 3);
    result("short", read(fd, &n, 4));
    result("write", write(fd, &n, 8));
    timerfd_settime(fd, 0, &each, &now);
    printf("old interval %ld\n", now.it_interval.tv_nsec);
    each.it_interval.tv_nsec = 0;
    each.it_value = (struct timespec){0, 1};
    timerfd_settime(fd, TFD_TIMER_ABSTIME, &each, NULL);
    struct pollfd p = {fd, POLLIN};
    printf("past: poll %d", poll(&p, 1, 100));
    more = read(fd, &n, 8); printf(" read %ld n %lu\n", more, n);
    result("again", read(fd, &n, 8));
    result("flags", timerfd_settime(fd, 16, &each, NULL));
    result("create clock", timerfd_create(CLOCK_PROCESS_CPUTIME_ID, 0));
    result("create flags", timerfd_create(CLOCK_MONOTONIC, 1));
    result("boottime", timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC) < 0 ? -1 : 0);
    result("not a timerfd", timerfd_settime(1, 0, &each, NULL));
    /* clocks */
    int clocks[] = {0, 1, 2, 3, 4, 5, 6, 7, 7, 10, 10, 11, 12, -1, -2};
    for (int i = 0; i < 15; i++) {
        struct timespec a, b;
        errno = 0;
        int g = clock_gettime(clocks[i], &a), ge = errno, r = clock_getres(clocks[i], &b);
        printf("clock %d: %d %d res %d %ld\n", clocks[i], g, g ? ge : 0, r, r ? 0 : b.tv_nsec);
    }
    clockid_t cpu;
    printf("getcpuclockid %d", clock_getcpuclockid(0, &cpu));
    result(" gettime", clock_gettime(cpu, &clock_now));
    printf("getcpuclockid other %d\n", clock_getcpuclockid(99999999, &cpu));
    pthread_getcpuclockid(pthread_self(), &cpu);
    result("thread clock", clock_gettime(cpu, &clock_now));
    long a = now_us(CLOCK_MONOTONIC);
    struct timespec later = {0, 20000000};
    printf("sleep realtime %d\n", clock_nanosleep(CLOCK_REALTIME, 0, &later, NULL));
    printf("sleep boottime %d\n", clock_nanosleep(CLOCK_BOOTTIME, 0, &later, NULL));
    printf("sleep TAI %d\n", clock_nanosleep(CLOCK_TAI, 0, &later, NULL));
    printf("sleep thread %d\n", clock_nanosleep(CLOCK_THREAD_CPUTIME_ID, 0, &later, NULL));
    printf("sleep coarse %d\n", clock_nanosleep(CLOCK_MONOTONIC_COARSE, 0, &later, NULL));
    printf("sleep 77 %d\n", clock_nanosleep(77, 0, &later, NULL));
    later.tv_nsec = -1;
    printf("sleep negative %d\n", clock_nanosleep(CLOCK_MONOTONIC, 0, &later, NULL));
    printf("slept %d\n", now_us(CLOCK_MONOTONIC) - a >= 60000);
    clock_gettime(CLOCK_MONOTONIC, &later);
    later.tv_sec -= 1;
    printf("past %d\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &later, NULL));
    result("settime", clock_settime(CLOCK_MONOTONIC, &later));
    struct tms tms;
    printf("times %d %d\n", times(&tms) > 0, tms.tms_utime + tms.tms_stime > 0 && tms.tms_cutime == 0);
    struct rusage usage;
    result("rusage", getrusage(RUSAGE_SELF, &usage));
    printf("utime %d rss %d faults %d children", usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec > 100000, usage.ru_maxrss > 100, usage.ru_minflt > 10);
    result("", getrusage(RUSAGE_CHILDREN, &usage));
    result("thread", getrusage(1, &usage));
    printf("switches %d\n", usage.ru_nvcsw > 5);
    result("bad", getrusage(5, &usage));
    /* CPU limit */
    struct rlimit limit = {1, RLIM_INFINITY};
    getrusage(RUSAGE_SELF, &usage);
    limit.rlim_cur = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1;
    count = 0;
    result("RLIMIT_CPU", setrlimit(RLIMIT_CPU, &limit));
    while (count == 0) burn(50);
    printf("XCPU %d code %d\n", last, code);
    limit.rlim_cur = RLIM_INFINITY;
    setrlimit(RLIMIT_CPU, &limit);
    return 0;
}
