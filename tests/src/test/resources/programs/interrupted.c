#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1
#define FUTEX_WAIT_PRIVATE 128
#define FUTEX_WAIT_BITSET 9
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
static volatile int ticks;
static int pipes[2], full[2], event, timer, lock1, lock2, wanted, file;
static volatile int word;
static char bytes[65536], fifo[64];
static void completes(int sig)
{
    int saved = errno;
    if (++ticks == 3) {
        switch (wanted) {
        case 1: (void)!write(pipes[1], "x", 1); break;
        case 2: (void)!read(full[0], bytes, 65536); break;
        case 3: { uint64_t one = 1; (void)!write(event, &one, 8); break; }
        case 4: { struct itimerspec soon = {.it_value = {0, 1}}; timerfd_settime(timer, 0, &soon, NULL); break; }
        case 5: word = 1; syscall(SYS_futex, &word, FUTEX_WAKE, 1, NULL, NULL, 0); break;
        case 6: flock(lock1, LOCK_UN); break;
        case 7: { struct flock l = {.l_type = F_UNLCK}; fcntl(lock1, F_OFD_SETLK, &l); break; }
        case 8: kill(getpid(), SIGUSR1); break;
        case 9: open(fifo, O_RDWR | O_NONBLOCK); break;
        }
    }
    errno = saved;
}
static void arm(int flags)
{
    struct sigaction action = {.sa_handler = completes, .sa_flags = flags};
    sigaction(SIGALRM, &action, NULL);
    ticks = 0;
    setitimer(ITIMER_REAL, &(struct itimerval){{0, 20000}, {0, 20000}}, NULL);
}
static void disarm(void) { setitimer(ITIMER_REAL, &(struct itimerval){0}, NULL); }
#define CALL(name, how, expression) do { \
    for (int restart = 0; restart < 2; restart++) { \
        wanted = how; word = 0; errno = 0; \
        arm(restart ? SA_RESTART : 0); \
        long r = (expression); int e = errno; disarm(); \
        printf("%-16s %s: %ld %s after %s\n", name, restart ? "restart" : "plain", r, r < 0 ? strerror(e) : "ok", ticks >= 3 ? "3" : ticks == 0 ? "0" : "1"); \
        drain(); \
    } } while (0)
static void drain(void)
{
    char b[64];
    uint64_t n;
    struct timespec zero = {0};
    sigset_t usr;
    sigemptyset(&usr); sigaddset(&usr, SIGUSR1);
    while (read(pipes[0], b, 0) == 0 && ({ struct pollfd p = {pipes[0], POLLIN}; poll(&p, 1, 0) == 1; })) (void)!read(pipes[0], b, 64);
    struct pollfd p = {full[1], POLLOUT};
    if (poll(&p, 1, 0) == 1) { fcntl(full[1], F_SETFL, O_NONBLOCK); while (write(full[1], bytes, 4096) > 0); fcntl(full[1], F_SETFL, 0); }
    p = (struct pollfd){event, POLLIN};
    if (poll(&p, 1, 0) == 1) (void)!read(event, &n, 8);
    p = (struct pollfd){timer, POLLIN};
    if (poll(&p, 1, 0) == 1) (void)!read(timer, &n, 8);
    sigtimedwait(&usr, NULL, &zero);
    flock(lock2, LOCK_UN); flock(lock1, LOCK_EX);
    struct flock l = {.l_type = F_UNLCK};
    fcntl(lock2, F_OFD_SETLK, &l);
    l.l_type = F_WRLCK;
    fcntl(lock1, F_OFD_SETLK, &l);
}
static struct timespec second = {0, 200000000}, rest;
static long slept(long r) { return r; }
static long now_ms(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000 + t.tv_nsec / 1000000; }
static struct timespec *in(long ms)
{
    static struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_nsec += ms * 1000000;
    if (t.tv_nsec >= 1000000000) { t.tv_nsec -= 1000000000; t.tv_sec++; }
    return &t;
}
static void ignored_too(int sig) {}
static void *poker(void *target)
{
    for (int i = 0; i < 5; i++) { usleep(10000); kill(getpid(), SIGWINCH); kill(getpid(), SIGCHLD); kill(getpid(), SIGUSR2); }
    (void)!write(pipes[1], "y", 1);
    return NULL;
}
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    pipe(pipes); pipe(full);
    event = eventfd(0, 0);
    timer = timerfd_create(CLOCK_MONOTONIC, 0);
    lock1 = open("lock", O_RDWR | O_CREAT, 0600);
    lock2 = open("lock", O_RDWR);
    file = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600);
    (void)!write(file, bytes, 60000);
    sigset_t usr, empty;
    sigemptyset(&usr); sigemptyset(&empty); sigaddset(&usr, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr, NULL);
    int sfd = signalfd(-1, &usr, 0);
    sprintf(fifo, "/tmp/fifo-%d", getpid());
    mkfifo(fifo, 0600);
    drain();
    char b[16];
    struct iovec vec = {b, 4};
    CALL("read", 1, read(pipes[0], b, 4));
    CALL("readv", 1, readv(pipes[0], &vec, 1));
    CALL("write", 2, write(full[1], bytes, 1));
    CALL("writev", 2, writev(full[1], &vec, 1));
    CALL("write much", 2, write(full[1], bytes, 65536));
    CALL("sendfile", 2, ({ off_t o = 0; sendfile(full[1], file, &o, 10); }));
    CALL("splice", 1, splice(pipes[0], NULL, file, NULL, 1, 0));
    CALL("eventfd", 3, ({ uint64_t n; read(event, &n, 8); }));
    CALL("timerfd", 4, ({ uint64_t n; read(timer, &n, 8); }));
    CALL("signalfd", 8, ({ struct signalfd_siginfo i; read(sfd, &i, sizeof i); }));
    CALL("futex", 5, syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0));
    CALL("futex private", 5, syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0));
    CALL("futex timeout", 5, syscall(SYS_futex, &word, FUTEX_WAIT, 0, &(struct timespec){1, 0}, NULL, 0));
    CALL("futex bitset", 5, syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, NULL, NULL, 1));
    CALL("bitset timeout", 5, syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, in(900), NULL, 1));
    CALL("flock", 6, flock(lock2, LOCK_EX));
    CALL("OFD lock", 7, ({ struct flock l = {.l_type = F_WRLCK}; fcntl(lock2, F_OFD_SETLKW, &l); }));
    CALL("poll", 1, ({ struct pollfd p = {pipes[0], POLLIN}; poll(&p, 1, 500); }));
    CALL("poll for ever", 1, ({ struct pollfd p = {pipes[0], POLLIN}; poll(&p, 1, -1); }));
    CALL("ppoll", 1, ({ struct pollfd p = {pipes[0], POLLIN}; struct timespec t = {1, 0}; ppoll(&p, 1, &t, NULL); }));
    CALL("select", 1, ({ fd_set s; FD_ZERO(&s); FD_SET(pipes[0], &s); struct timeval t = {1, 0}; long x = select(pipes[0] + 1, &s, NULL, NULL, &t); if (t.tv_sec == 1 || t.tv_usec < 500000) printf("rest?\n"); x; }));
    CALL("pselect", 1, ({ fd_set s; FD_ZERO(&s); FD_SET(pipes[0], &s); struct timespec t = {1, 0}; pselect(pipes[0] + 1, &s, NULL, NULL, &t, NULL); }));
    int ep = epoll_create1(0);
    epoll_ctl(ep, EPOLL_CTL_ADD, pipes[0], &(struct epoll_event){.events = EPOLLIN});
    struct epoll_event ev;
    CALL("epoll_wait", 1, epoll_wait(ep, &ev, 1, 500));
    CALL("epoll_pwait", 1, epoll_pwait(ep, &ev, 1, -1, NULL));
    CALL("pause", 0, pause());
    CALL("sigsuspend", 0, sigsuspend(&usr));
    CALL("sigtimedwait", 8, sigtimedwait(&usr, NULL, &(struct timespec){1, 0}));
    CALL("sigwaitinfo", 8, sigwaitinfo(&usr, NULL));
    CALL("nanosleep", 0, ({ long x = nanosleep(&second, &rest); printf("rest %d ", rest.tv_sec == 0 && rest.tv_nsec > 100000000 && rest.tv_nsec <= 185000000); x; }));
    CALL("clock_nanosleep", 0, ({ rest.tv_nsec = 7; long x = clock_nanosleep(CLOCK_MONOTONIC, 0, &second, &rest); printf("rest %d ", rest.tv_nsec > 100000000); -(errno = x) ? -1 : 0; }));
    CALL("absolute sleep", 0, ({ rest.tv_nsec = 7; long x = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, in(200), &rest); printf("rest %ld ", rest.tv_nsec); -(errno = x) ? -1 : 0; }));
    CALL("sleep", 0, sleep(1) == 1 ? -1 : 0);
    CALL("open fifo", 9, open(fifo, O_WRONLY) >= 0 ? 0 : -1);
    unlink(fifo);
    /* signals that nobody handles disturb nobody */
    signal(SIGUSR2, SIG_IGN);
    pthread_t thread;
    void *(*entry)(void *) = poker;
    pthread_create(&thread, NULL, entry, NULL);
    long r = read(pipes[0], b, 4);
    printf("ignored: %ld\n", r);
    pthread_join(thread, NULL);
    long start = now_ms();
    pthread_create(&thread, NULL, entry, NULL);
    r = nanosleep(&second, NULL);
    printf("slept %ld %d\n", r, now_ms() - start >= 200);
    pthread_join(thread, NULL);
    (void)!read(pipes[0], b, 4);
    pthread_create(&thread, NULL, entry, NULL);
    r = epoll_wait(ep, &ev, 1, -1);
    printf("epoll ignored: %ld\n", r);
    pthread_join(thread, NULL);
    /* a mask for the length of a wait */
    struct sigaction action = {.sa_handler = ignored_too};
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    struct pollfd p = {event, POLLIN};
    struct timespec t = {1, 0};
    r = ppoll(&p, 1, &t, &empty);
    printf("ppoll with mask: %ld %s\n", r, strerror(errno));
    sigpending(&empty);
    printf("pending %d\n", sigismember(&empty, SIGUSR1));
    sigset_t now;
    sigprocmask(SIG_SETMASK, NULL, &now);
    printf("held again %d\n", sigismember(&now, SIGUSR1));
    sigemptyset(&empty);
    raise(SIGUSR1);
    r = epoll_pwait(ep, &ev, 1, 0, &empty);
    printf("epoll_pwait ready with mask: %ld\n", r);
    sigpending(&now);
    printf("pending %d\n", sigismember(&now, SIGUSR1));
    return 0;
}
