// Mutexes of every kind, and what their calls answer.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8, TURNS = 5000 };

static pthread_mutex_t shared;
static long counter;

static struct timespec after(clockid_t clock, long milliseconds) {
    struct timespec when;
    clock_gettime(clock, &when);
    when.tv_nsec += milliseconds % 1000 * 1000000;
    when.tv_sec += milliseconds / 1000 + when.tv_nsec / 1000000000;
    when.tv_nsec %= 1000000000;
    return when;
}

static void *count(void *unused) {
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&shared);
        counter++;
        pthread_mutex_unlock(&shared);
    }
    return NULL;
}

static void *try_from_outside(void *unused) {
    struct timespec soon = after(CLOCK_REALTIME, 20);
    int tried = pthread_mutex_trylock(&shared);
    int timed = pthread_mutex_timedlock(&shared, &soon);
    printf("  outside: trylock %s, timedlock %s, unlock %s\n", strerror(tried), strerror(timed),
           strerror(pthread_mutex_unlock(&shared)));
    return NULL;
}

static void contend(const char *name, int type, int protocol, int robust) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    int a = pthread_mutexattr_settype(&attributes, type);
    int b = pthread_mutexattr_setprotocol(&attributes, protocol);
    int c = pthread_mutexattr_setrobust(&attributes, robust);
    int d = pthread_mutex_init(&shared, &attributes);
    printf("%s: %s %s %s %s\n", name, strerror(a), strerror(b), strerror(c), strerror(d));
    pthread_t threads[THREADS];
    counter = 0;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, count, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("  counted %ld\n", counter);
    pthread_mutex_lock(&shared);
    if (type == PTHREAD_MUTEX_RECURSIVE) {
        printf("  again %s", strerror(pthread_mutex_lock(&shared)));
        printf(", back %s\n", strerror(pthread_mutex_unlock(&shared)));
    } else if (type == PTHREAD_MUTEX_ERRORCHECK) {
        printf("  again %s\n", strerror(pthread_mutex_lock(&shared)));
    }
    if (type != PTHREAD_MUTEX_NORMAL || protocol == PTHREAD_PRIO_INHERIT) {
        pthread_create(&threads[0], NULL, try_from_outside, NULL);
        pthread_join(threads[0], NULL);
    }
    printf("  unlock %s, destroy %s\n", strerror(pthread_mutex_unlock(&shared)),
           strerror(pthread_mutex_destroy(&shared)));
}

static void *die_with_it(void *unused) {
    pthread_mutex_lock(&shared);
    return NULL;
}

static void *wait_for_the_dead(void *unused) {
    int locked = pthread_mutex_lock(&shared);
    printf("  waiter: %s\n", strerror(locked));
    if (locked == EOWNERDEAD)
        printf("  consistent: %s\n", strerror(pthread_mutex_consistent(&shared)));
    pthread_mutex_unlock(&shared);
    return NULL;
}

static void *hold_and_die(void *unused) {
    pthread_mutex_lock(&shared);
    usleep(50000);
    return NULL;
}

static void robust(const char *name, int protocol) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutex_init(&shared, &attributes);
    printf("%s\n", name);
    pthread_t dying, waiting;
    pthread_create(&dying, NULL, die_with_it, NULL);
    pthread_join(dying, NULL);
    int locked = pthread_mutex_lock(&shared);
    printf("  owner died: %s\n", strerror(locked));
    pthread_mutex_unlock(&shared);
    printf("  not made consistent: %s\n", strerror(pthread_mutex_lock(&shared)));
    pthread_mutex_destroy(&shared);

    pthread_mutex_init(&shared, &attributes);
    pthread_create(&dying, NULL, hold_and_die, NULL);
    usleep(10000);
    pthread_create(&waiting, NULL, wait_for_the_dead, NULL);
    pthread_join(dying, NULL);
    pthread_join(waiting, NULL);
    printf("  then: %s\n", strerror(pthread_mutex_trylock(&shared)));
    pthread_mutex_unlock(&shared);
}

int main(void) {
    setvbuf(stdout, NULL, _IOLBF, 0);
    contend("normal", PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    contend("recursive", PTHREAD_MUTEX_RECURSIVE, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    contend("error checking", PTHREAD_MUTEX_ERRORCHECK, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    contend("robust", PTHREAD_MUTEX_ERRORCHECK, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_ROBUST);
    contend("priority inheriting", PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_STALLED);
    contend("priority inheriting, recursive", PTHREAD_MUTEX_RECURSIVE, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_STALLED);
    contend("priority inheriting, robust", PTHREAD_MUTEX_ERRORCHECK, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_ROBUST);
    robust("owner death", PTHREAD_PRIO_NONE);
    robust("owner death with priority inheritance", PTHREAD_PRIO_INHERIT);
    return 0;
}
