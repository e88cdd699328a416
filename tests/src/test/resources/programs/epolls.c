#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
static void result(const char *what, long r) { printf("%s: %ld %s\n", what, r, r < 0 ? strerror(errno) : "ok"); }
static int ep;
static int ctl(int op, int fd, unsigned events, int data) { struct epoll_event e = {events, {.u64 = data}}; return epoll_ctl(ep, op, fd, &e); }
static void look(const char *what)
{
    struct epoll_event e[8];
    int n = epoll_wait(ep, e, 8, 0);
    printf("%s: %d", what, n);
    for (int i = 0; i < n; i++) printf(" [%lx %lu]", (long)e[i].events, (long)e[i].data.u64);
    printf("\n");
}
static int pollmask(int fd, int events) { struct pollfd p = {fd, events}; poll(&p, 1, 0); return p.revents; }
static int shared_event, wakes;
static void *waits(void *x)
{
    int own = epoll_create1(0);
    struct epoll_event e = {EPOLLIN | EPOLLEXCLUSIVE};
    epoll_ctl(own, EPOLL_CTL_ADD, shared_event, &e);
    if (epoll_wait(own, &e, 1, 3000) == 1) { uint64_t n; if (read(shared_event, &n, 8) == 8) __sync_fetch_and_add(&wakes, 1); }
    close(own);
    return NULL;
}
static int late_pipe[2];
static void *late(void *x) { usleep(30000); ctl(EPOLL_CTL_ADD, late_pipe[0], EPOLLIN, 55); usleep(30000); (void)!write(late_pipe[1], "z", 1); return NULL; }
int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    int p[2], q[2];
    char b[65536];
    pipe2(p, O_NONBLOCK); pipe2(q, O_NONBLOCK);
    ep = epoll_create1(EPOLL_CLOEXEC);
    result("create flags", epoll_create1(1));
    result("create size", epoll_create(0));
    result("add", ctl(EPOLL_CTL_ADD, p[0], EPOLLIN, 1));
    result("twice", ctl(EPOLL_CTL_ADD, p[0], EPOLLIN, 1));
    result("mod missing", ctl(EPOLL_CTL_MOD, q[0], EPOLLIN, 1));
    result("del missing", ctl(EPOLL_CTL_DEL, q[0], 0, 0));
    result("self", ctl(EPOLL_CTL_ADD, ep, EPOLLIN, 1));
    int file = open("file", O_RDWR | O_CREAT, 0600), dir = open(".", O_RDONLY), null = open("/dev/null", O_RDWR);
    result("file", ctl(EPOLL_CTL_ADD, file, EPOLLIN, 1));
    result("dir", ctl(EPOLL_CTL_ADD, dir, EPOLLIN, 1));
    result("null", ctl(EPOLL_CTL_ADD, null, EPOLLIN, 1));
    result("zero", ctl(EPOLL_CTL_ADD, open("/dev/zero", O_RDWR), EPOLLIN, 1));
    result("urandom", ({ int u = open("/dev/urandom", O_RDONLY); int r = ctl(EPOLL_CTL_ADD, u, EPOLLIN, 1); close(u); r; }));
    result("proc", ctl(EPOLL_CTL_ADD, open("/proc/self/maps", O_RDONLY), EPOLLIN, 1));
    result("bad fd", ctl(EPOLL_CTL_ADD, 999, EPOLLIN, 1));
    result("not epoll", epoll_ctl(p[0], EPOLL_CTL_ADD, q[0], &(struct epoll_event){EPOLLIN}));
    result("op", ctl(77, q[0], EPOLLIN, 1));
    result("NULL event", syscall(SYS_epoll_ctl, ep, EPOLL_CTL_ADD, q[0], NULL));
    struct epoll_event e;
    result("max 0", epoll_wait(ep, &e, 0, 0));
    result("max -1", epoll_wait(ep, &e, -1, 0));
    result("wait not epoll", epoll_wait(p[0], &e, 1, 0));
    result("wait bad", epoll_wait(999, &e, 1, 0));
    look("empty");
    write(p[1], "abc", 3);
    look("level"); look("level again");
    read(p[0], b, 3);
    look("drained");
    /* edges */
    ctl(EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLET, 2);
    look("edge empty");
    write(p[1], "abc", 3);
    look("edge"); look("edge again");
    read(p[0], b, 1);
    look("after a partial read");
    write(p[1], "d", 1);
    look("new data");
    ctl(EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLET, 3);
    look("modified"); look("modified again");
    read(p[0], b, 10);
    write(p[1], "d", 1);
    read(p[0], b, 10);
    look("came and went");
    /* one-shot */
    ctl(EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT, 4);
    write(p[1], "e", 1);
    look("oneshot"); look("oneshot again");
    write(p[1], "e", 1);
    look("oneshot new data");
    ctl(EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLONESHOT, 5);
    look("rearmed");
    read(p[0], b, 10);
    /* the other end */
    ctl(EPOLL_CTL_ADD, p[1], EPOLLOUT | EPOLLET, 6);
    look("writable"); look("writable again");
    while (write(p[1], b, sizeof b) > 0);
    look("full");
    read(p[0], b, 4096);
    look("one page free");
    read(p[0], b, 65536);
    look("all free");
    ctl(EPOLL_CTL_MOD, p[0], EPOLLIN | EPOLLRDHUP, 7);
    while (read(p[0], b, 65536) > 0);
    close(p[1]);
    look("closed");
    printf("read %zd\n", read(p[0], b, 1));
    result("del", ctl(EPOLL_CTL_DEL, p[0], 0, 0));
    look("deleted");
    close(p[0]);
    /* no reader */
    pipe2(p, O_NONBLOCK);
    ctl(EPOLL_CTL_ADD, p[1], EPOLLIN, 8);
    close(p[0]);
    look("no reader");
    printf("poll %x\n", pollmask(p[1], POLLOUT));
    close(p[1]);
    look("closed by itself");
    /* a duplicate keeps it */
    pipe2(p, O_NONBLOCK);
    ctl(EPOLL_CTL_ADD, p[0], EPOLLIN, 9);
    int copy = dup(p[0]);
    close(p[0]);
    write(p[1], "x", 1);
    look("duplicate");
    result("del closed", ctl(EPOLL_CTL_DEL, p[0], 0, 0));
    result("del copy", ctl(EPOLL_CTL_DEL, copy, 0, 0));
    dup2(copy, p[0]);
    result("del again", ctl(EPOLL_CTL_DEL, p[0], 0, 0));
    look("gone");
    close(p[0]); close(copy); close(p[1]);
    /* other kinds */
    int event = eventfd(0, EFD_NONBLOCK), timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    sigset_t usr;
    sigemptyset(&usr); sigaddset(&usr, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr, NULL);
    int sfd = signalfd(-1, &usr, SFD_NONBLOCK);
    ctl(EPOLL_CTL_ADD, event, EPOLLIN | EPOLLOUT, 10);
    ctl(EPOLL_CTL_ADD, timer, EPOLLIN, 11);
    ctl(EPOLL_CTL_ADD, sfd, EPOLLIN, 12);
    look("kinds");
    uint64_t n = 5;
    write(event, &n, 8);
    raise(SIGUSR1);
    timerfd_settime(timer, 0, &(struct itimerspec){.it_value = {0, 1000}}, NULL);
    usleep(100000);
    look("all ready");
    n = -2; ctl(EPOLL_CTL_MOD, event, EPOLLIN | EPOLLOUT | EPOLLET, 13);
    read(event, &n, 8); printf("n %lu\n", n);
    n = -2; write(event, &n, 8);
    look("event full");
    struct signalfd_siginfo info;
    read(sfd, &info, sizeof info);
    read(timer, &n, 8);
    look("read");
    read(event, &n, 8);
    look("event empty");
    n = 1; write(event, &n, 8); look("edge event"); write(event, &n, 8); look("edge event 2"); look("edge event 3");
    read(event, &n, 8);
    ctl(EPOLL_CTL_DEL, event, 0, 0); ctl(EPOLL_CTL_DEL, timer, 0, 0); ctl(EPOLL_CTL_DEL, sfd, 0, 0);
    /* nested */
    int outer = epoll_create1(0), inner = ep;
    struct epoll_event ee = {EPOLLIN, {.u64 = 14}};
    result("nest", epoll_ctl(outer, EPOLL_CTL_ADD, inner, &ee));
    result("loop", epoll_ctl(inner, EPOLL_CTL_ADD, outer, &ee));
    ctl(EPOLL_CTL_ADD, event, EPOLLIN, 15);
    printf("outer %d poll %x\n", epoll_wait(outer, &ee, 1, 0), pollmask(inner, POLLIN));
    n = 1; write(event, &n, 8);
    printf("outer %d poll %x", epoll_wait(outer, &ee, 1, 0), pollmask(inner, POLLIN));
    printf(" data %lu\n", (long)ee.data.u64);
    read(event, &n, 8);
    printf("outer %d poll %x\n", epoll_wait(outer, &ee, 1, 0), pollmask(inner, POLLIN));
    int deep[7];
    for (int i = 0; i < 7; i++) {
        deep[i] = epoll_create1(0);
        ee.events = EPOLLIN;
        if (i) result("depth", epoll_ctl(deep[i], EPOLL_CTL_ADD, deep[i - 1], &ee));
    }
    /* exclusive */
    result("exclusive mod", ctl(EPOLL_CTL_MOD, event, EPOLLIN | EPOLLEXCLUSIVE, 1));
    result("exclusive oneshot", ctl(EPOLL_CTL_ADD, timer, EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT, 1));
    result("exclusive", ctl(EPOLL_CTL_ADD, timer, EPOLLIN | EPOLLEXCLUSIVE, 1));
    result("mod exclusive", ctl(EPOLL_CTL_MOD, timer, EPOLLIN, 1));
    result("exclusive epoll", ctl(EPOLL_CTL_ADD, deep[0], EPOLLIN | EPOLLEXCLUSIVE, 1));
    shared_event = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK);
    pthread_t t[4];
    for (int i = 0; i < 4; i++) pthread_create(&t[i], NULL, waits, NULL);
    usleep(50000);
    for (int i = 0; i < 4; i++) { n = 1; write(shared_event, &n, 8); usleep(20000); }
    for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
    printf("exclusive wakes %d\n", wakes);
    /* added while waiting */
    pipe(late_pipe);
    pthread_create(&t[0], NULL, late, NULL);
    int r = epoll_wait(ep, &e, 1, 2000);
    printf("late %d %lu\n", r, (long)e.data.u64);
    pthread_join(t[0], NULL);
    /* fairness */
    int many = epoll_create1(0), fds[6];
    for (int i = 0; i < 6; i++) { fds[i] = eventfd(1, 0); struct epoll_event x = {EPOLLIN, {.u64 = i}}; epoll_ctl(many, EPOLL_CTL_ADD, fds[i], &x); }
    for (int round = 0; round < 4; round++) {
        struct epoll_event some[2];
        int k = epoll_wait(many, some, 2, 0);
        printf("round:");
        for (int i = 0; i < k; i++) printf(" %lu", (long)some[i].data.u64);
        printf("\n");
    }
    /* pwait2 */
    struct timespec ts = {0, 5000000};
    result("pwait2", syscall(441, deep[0], &e, 1, &ts, NULL, 0));
    ts.tv_nsec = -1;
    result("pwait2 bad", syscall(441, deep[0], &e, 1, &ts, NULL, 0));
    result("pwait mask size", syscall(SYS_epoll_pwait, deep[0], &e, 1, 0, &usr, 4));
    /* poll and select */
    pipe2(p, O_NONBLOCK);
    struct pollfd set[6] = {{p[0], POLLIN | POLLOUT}, {p[1], POLLIN | POLLOUT}, {file, POLLIN | POLLOUT | POLLPRI}, {-1, POLLIN}, {999, POLLIN}, {null, POLLIN | POLLOUT}};
    r = poll(set, 6, 0);
    printf("poll %d:", r);
    for (int i = 0; i < 6; i++) printf(" %x", set[i].revents);
    printf("\n");
    result("poll many", poll(set, 1000000000, 0));
    result("poll NULL", syscall(SYS_poll, NULL, 1, 0));
    result("poll none", poll(NULL, 0, 5));
    fd_set rd, wr, ex;
    FD_ZERO(&rd); FD_ZERO(&wr); FD_ZERO(&ex);
    FD_SET(p[0], &rd); FD_SET(p[1], &wr); FD_SET(file, &rd); FD_SET(file, &wr); FD_SET(p[1], &ex);
    struct timeval tv = {1, 0};
    r = select(64, &rd, &wr, &ex, &tv);
    printf("select %d %d %d %d %d left %d\n", r, FD_ISSET(p[0], &rd), FD_ISSET(p[1], &wr), FD_ISSET(file, &rd), FD_ISSET(p[1], &ex), tv.tv_usec > 900000);
    FD_ZERO(&rd); FD_SET(40, &rd);
    result("select closed", select(41, &rd, NULL, NULL, &tv));
    result("select -1", select(-1, NULL, NULL, NULL, &tv));
    tv = (struct timeval){0, 10000};
    FD_ZERO(&rd); FD_SET(p[0], &rd);
    r = select(64, &rd, NULL, NULL, &tv);
    printf("select %d left %ld %ld set %d\n", r, tv.tv_sec, tv.tv_usec, FD_ISSET(p[0], &rd));
    tv = (struct timeval){0, -1};
    result("select bad", select(64, &rd, NULL, NULL, &tv));
    return 0;
}
