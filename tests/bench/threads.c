// What system calls and changes between threads cost: prints a name and a rate per second in each line.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec * 1e-9;
}

// Repeats something, each time ten times as often, until it takes long enough to be measured.
static void measure(const char *name, void (*run)(long)) {
    double took = 0;
    long turns = 100;
    while (took < 0.3) {
        turns *= took > 0.05 ? 4 : 10;
        double start = now();
        run(turns);
        took = now() - start;
    }
    printf("%s %.0f\n", name, (double) turns / took);
    fflush(stdout);
}

static void getpids(long turns) {
    for (long i = 0; i < turns; i++) {
        syscall(SYS_getpid);
    }
}

static int ball;
static long games;

static void await_ball(int mine) {
    int seen;
    while ((seen = __atomic_load_n(&ball, __ATOMIC_ACQUIRE)) != mine) {
        syscall(SYS_futex, &ball, 128, seen, NULL, NULL, 0);
    }
}

static void throw_ball(int other) {
    __atomic_store_n(&ball, other, __ATOMIC_RELEASE);
    syscall(SYS_futex, &ball, 129, 1, NULL, NULL, 0);
}

static void *partner(void *unused) {
    for (long i = 0; i < games; i++) {
        await_ball(1);
        throw_ball(0);
    }
    return NULL;
}

static void ping_pong(long turns) {
    pthread_t other;
    games = turns;
    pthread_create(&other, NULL, partner, NULL);
    for (long i = 0; i < turns; i++) {
        throw_ball(1);
        await_ball(0);
    }
    pthread_join(other, NULL);
}

static void *nothing(void *unused) {
    return NULL;
}

static void create_and_join(long turns) {
    for (long i = 0; i < turns; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, nothing, NULL);
        pthread_join(thread, NULL);
    }
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile long counter;

static void *contend(void *unused) {
    for (long i = 0; i < games; i++) {
        pthread_mutex_lock(&mutex);
        counter++;
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void contended_mutex(long turns) {
    pthread_t all[4];
    games = turns / 4;
    for (int i = 0; i < 4; i++) {
        pthread_create(&all[i], NULL, contend, NULL);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(all[i], NULL);
    }
}

int main(void) {
    measure("getpid", getpids);
    measure("futex-ping-pong", ping_pong);
    measure("create-and-join", create_and_join);
    measure("contended-mutex", contended_mutex);
    return 0;
}
