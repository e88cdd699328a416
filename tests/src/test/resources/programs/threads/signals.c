// Signals to single threads, in storms, and while they wait.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { WORKERS = 4, STORM = 2000 };

static __thread volatile int received;
static volatile int stop;
static volatile long ticks;
static int totals[WORKERS];
static sem_t ready;
static pid_t waiter;

static void count(int number) {
    received++;
}

static void tick(int number) {
    __atomic_add_fetch(&ticks, 1, __ATOMIC_RELAXED);
}

static double work(double x) {
    for (int i = 0; i < 1000; i++)
        x = x * 0.999 + 1.0 / (i + 1);
    return x;
}

static void *busy(void *number) {
    double once = work(1.5), again;
    int wrong = 0;
    sem_post(&ready);
    while (!stop) {
        again = work(1.5);
        wrong += memcmp(&once, &again, sizeof once) != 0;
    }
    totals[(long)number] = received;
    return (void *)(long)wrong;
}

static void *waiting(void *unused) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGRTMIN + 1);
    waiter = syscall(SYS_gettid);
    sem_post(&ready);
    siginfo_t info;
    int first = sigwaitinfo(&set, &info);
    int value = info.si_value.sival_int;
    struct timespec brief = {0, 10000000};
    int second = sigtimedwait(&set, &info, &brief);
    int error = errno;
    printf("waited for: realtime+1 %d, value %d, then %d %s\n", first == SIGRTMIN + 1, value, second, strerror(error));
    return NULL;
}

static void *sleeping(void *unused) {
    struct timespec long_time = {100, 0}, left = {0, 0};
    sem_post(&ready);
    int answer = nanosleep(&long_time, &left);
    printf("sleep: %d %s, left %d\n", answer, strerror(errno), left.tv_sec >= 90);
    return NULL;
}

int main(void) {
    struct sigaction action = {.sa_handler = count, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    action.sa_handler = tick;
    sigaction(SIGALRM, &action, NULL);
    sem_init(&ready, 0, 0);
    pthread_t threads[WORKERS];
    for (long i = 0; i < WORKERS; i++)
        pthread_create(&threads[i], NULL, busy, (void *)i);
    for (int i = 0; i < WORKERS; i++)
        sem_wait(&ready);
    struct itimerval timer = {{0, 1000}, {0, 1000}};
    setitimer(ITIMER_REAL, &timer, NULL);
    for (int i = 0; i < STORM; i++) {
        pthread_kill(threads[i % WORKERS], SIGUSR1);
        if (i % 16 == 0)
            sched_yield();
    }
    while (ticks < 20)
        usleep(1000);
    memset(&timer, 0, sizeof timer);
    setitimer(ITIMER_REAL, &timer, NULL);
    usleep(20000);
    stop = 1;
    long wrong = 0;
    int all = 0;
    for (int i = 0; i < WORKERS; i++) {
        void *answer;
        pthread_join(threads[i], &answer);
        wrong += (long)answer;
        all += totals[i] > 0 && totals[i] <= STORM / WORKERS;
    }
    printf("storm: wrong results %ld, all reached %d, own %d\n", wrong, all, received);

    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGUSR2);
    sigaddset(&blocked, SIGRTMIN + 1);
    pthread_sigmask(SIG_BLOCK, &blocked, NULL);
    pthread_create(&threads[0], NULL, waiting, NULL);
    sem_wait(&ready);
    usleep(5000);
    siginfo_t info = {.si_signo = SIGRTMIN + 1, .si_code = SI_QUEUE};
    info.si_value.sival_int = 4711;
    syscall(SYS_rt_tgsigqueueinfo, getpid(), waiter, SIGRTMIN + 1, &info);
    pthread_join(threads[0], NULL);

    pthread_create(&threads[0], NULL, sleeping, NULL);
    sem_wait(&ready);
    usleep(20000);
    pthread_kill(threads[0], SIGUSR1);
    pthread_join(threads[0], NULL);

    kill(getpid(), SIGUSR2);
    sigset_t pending;
    sigpending(&pending);
    printf("pending: %d %d\n", sigismember(&pending, SIGUSR2), sigismember(&pending, SIGUSR1));
    long answer = syscall(SYS_tgkill, getpid(), 999999, SIGUSR1);
    printf("no such thread: %ld %s\n", answer, strerror(errno));
    return 0;
}
