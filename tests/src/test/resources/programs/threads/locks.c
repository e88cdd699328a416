// Every kind of lock of POSIX threads, with many threads on each.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what, int error) {
    printf("%s: %s\n", what, strerror(error));
    exit(1);
}

static void must(const char *what, int error) {
    if (error != 0) {
        fail(what, error);
    }
}

static struct timespec in(clockid_t clock, long ms) {
    struct timespec t;
    clock_gettime(clock, &t);
    t.tv_nsec += ms % 1000 * 1000000;
    t.tv_sec += ms / 1000 + t.tv_nsec / 1000000000;
    t.tv_nsec %= 1000000000;
    return t;
}

static pthread_mutex_t mutex;
static long counter;
static int turns;

static void *count(void *unused) {
    for (int i = 0; i < turns; i++) {
        must("lock", pthread_mutex_lock(&mutex));
        counter++;
        must("unlock", pthread_mutex_unlock(&mutex));
    }
    return NULL;
}

static void many(const char *name, int threads, int each) {
    pthread_t all[200];
    counter = 0;
    turns = each;
    for (int i = 0; i < threads; i++) {
        must("create", pthread_create(&all[i], NULL, count, NULL));
    }
    for (int i = 0; i < threads; i++) {
        must("join", pthread_join(all[i], NULL));
    }
    printf("%s: %ld\n", name, counter);
}

static void kind(const char *name, int type, int protocol, int robust) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    must("settype", pthread_mutexattr_settype(&attributes, type));
    must("setprotocol", pthread_mutexattr_setprotocol(&attributes, protocol));
    must("setrobust", pthread_mutexattr_setrobust(&attributes, robust));
    must("init", pthread_mutex_init(&mutex, &attributes));
    many(name, 8, 1000);
    pthread_mutex_lock(&mutex);
    if (type == PTHREAD_MUTEX_RECURSIVE) {
        printf("  again: %d\n", pthread_mutex_lock(&mutex));
        pthread_mutex_unlock(&mutex);
    } else if (type == PTHREAD_MUTEX_ERRORCHECK) {
        printf("  again: %s\n", strerror(pthread_mutex_lock(&mutex)));
    } else {
        printf("  again: %s\n", strerror(pthread_mutex_trylock(&mutex)));
    }
    pthread_mutex_unlock(&mutex);
    if (type == PTHREAD_MUTEX_ERRORCHECK) {
        printf("  not mine: %s\n", strerror(pthread_mutex_unlock(&mutex)));
    }
    printf("  destroy: %d\n", pthread_mutex_destroy(&mutex));
}

static void *hold_and_die(void *unused) {
    must("lock", pthread_mutex_lock(&mutex));
    return NULL;
}

static void *wait_for_dead(void *started) {
    sem_post(started);
    int got = pthread_mutex_lock(&mutex);
    printf("  waiter: %s\n", strerror(got));
    if (got == EOWNERDEAD) {
        must("consistent", pthread_mutex_consistent(&mutex));
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void *hold_until_told(void *told) {
    must("lock", pthread_mutex_lock(&mutex));
    sem_post((sem_t *) told);
    sem_wait((sem_t *) told + 1);
    usleep(20000);
    return NULL;
}

static void robust(const char *name, int protocol) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    must("protocol", pthread_mutexattr_setprotocol(&attributes, protocol));
    must("init", pthread_mutex_init(&mutex, &attributes));
    printf("%s\n", name);
    pthread_t one, two;
    pthread_create(&one, NULL, hold_and_die, NULL);
    pthread_join(one, NULL);
    printf("  dead owner: %s\n", strerror(pthread_mutex_lock(&mutex)));
    printf("  consistent: %d\n", pthread_mutex_consistent(&mutex));
    pthread_mutex_unlock(&mutex);
    printf("  afterwards: %d\n", pthread_mutex_lock(&mutex));
    pthread_mutex_unlock(&mutex);
    sem_t told[2];
    sem_init(&told[0], 0, 0);
    sem_init(&told[1], 0, 0);
    pthread_create(&one, NULL, hold_until_told, told);
    sem_wait(&told[0]);
    pthread_create(&two, NULL, wait_for_dead, &told[0]);
    sem_wait(&told[0]);
    sem_post(&told[1]);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    pthread_create(&one, NULL, hold_and_die, NULL);
    pthread_join(one, NULL);
    printf("  dead again: %s\n", strerror(pthread_mutex_lock(&mutex)));
    pthread_mutex_unlock(&mutex);
    printf("  not mended: %s\n", strerror(pthread_mutex_lock(&mutex)));
}

static void *try_timed(void *unused) {
    struct timespec end = in(CLOCK_REALTIME, 30);
    printf("timed lock: %s\n", strerror(pthread_mutex_timedlock(&mutex, &end)));
    return NULL;
}

static void timed(int protocol) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setprotocol(&attributes, protocol);
    pthread_mutex_init(&mutex, &attributes);
    pthread_mutex_lock(&mutex);
    pthread_t one;
    pthread_create(&one, NULL, try_timed, NULL);
    pthread_join(one, NULL);
    pthread_mutex_unlock(&mutex);
}

static pthread_cond_t condition;
static int stage;

static void *wait_for_stage(void *wanted) {
    pthread_mutex_lock(&mutex);
    while (stage < *(int *) wanted) {
        pthread_cond_wait(&condition, &mutex);
    }
    counter++;
    pthread_mutex_unlock(&mutex);
    return NULL;
}

static void conditions(clockid_t clock) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    must("setclock", pthread_condattr_setclock(&attributes, clock));
    pthread_cond_init(&condition, &attributes);
    pthread_mutex_init(&mutex, NULL);
    struct timespec before = in(clock, 0), end = in(clock, 40), after;
    pthread_mutex_lock(&mutex);
    int result;
    while ((result = pthread_cond_timedwait(&condition, &mutex, &end)) == 0) {
    }
    pthread_mutex_unlock(&mutex);
    after = in(clock, 0);
    long ms = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    printf("timedwait: %s, early %d\n", strerror(result), ms < 39);
    pthread_t all[16];
    int wanted[16];
    counter = 0;
    stage = 0;
    for (int i = 0; i < 16; i++) {
        wanted[i] = i / 4 + 1;
        pthread_create(&all[i], NULL, wait_for_stage, &wanted[i]);
    }
    for (int i = 0; i < 4; i++) {
        pthread_mutex_lock(&mutex);
        stage++;
        pthread_cond_broadcast(&condition);
        pthread_mutex_unlock(&mutex);
    }
    for (int i = 0; i < 16; i++) {
        pthread_join(all[i], NULL);
    }
    printf("broadcast: %ld\n", counter);
    pthread_cond_destroy(&condition);
}

static pthread_barrier_t barrier;
static int rounds[8];

static void *meet(void *number) {
    long serials = 0;
    for (int i = 0; i < 50; i++) {
        __atomic_add_fetch(&rounds[(long) number], 1, __ATOMIC_SEQ_CST);
        if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
            serials++;
        }
        for (int j = 0; j < 8; j++) {
            if (__atomic_load_n(&rounds[j], __ATOMIC_SEQ_CST) < i + 1) {
                printf("barrier: %d is late\n", j);
            }
        }
        pthread_barrier_wait(&barrier);
    }
    return (void *) serials;
}

static void barriers(void) {
    pthread_t all[8];
    pthread_barrier_init(&barrier, NULL, 8);
    long serials = 0;
    for (long i = 0; i < 8; i++) {
        pthread_create(&all[i], NULL, meet, (void *) i);
    }
    for (int i = 0; i < 8; i++) {
        void *result;
        pthread_join(all[i], &result);
        serials += (long) result;
    }
    printf("barrier: %ld serial threads\n", serials);
}

static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static long left_value, right_value, torn;

static void *read_both(void *unused) {
    for (int i = 0; i < 2000; i++) {
        pthread_rwlock_rdlock(&rwlock);
        if (left_value != right_value) {
            torn++;
        }
        pthread_rwlock_unlock(&rwlock);
    }
    return NULL;
}

static void *write_both(void *unused) {
    for (int i = 0; i < 500; i++) {
        pthread_rwlock_wrlock(&rwlock);
        left_value++;
        right_value++;
        pthread_rwlock_unlock(&rwlock);
    }
    return NULL;
}

static pthread_spinlock_t spin;

static void *spin_count(void *unused) {
    for (int i = 0; i < 1000; i++) {
        pthread_spin_lock(&spin);
        counter++;
        pthread_spin_unlock(&spin);
    }
    return NULL;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int initialised;

static void initialise(void) {
    usleep(1000);
    initialised++;
}

static void *use_once(void *unused) {
    pthread_once(&once, initialise);
    return (void *) (long) initialised;
}

static void others(void) {
    pthread_t all[8];
    for (int i = 0; i < 8; i++) {
        pthread_create(&all[i], NULL, i < 6 ? read_both : write_both, NULL);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(all[i], NULL);
    }
    printf("rwlock: %ld %ld torn %ld\n", left_value, right_value, torn);
    pthread_rwlock_rdlock(&rwlock);
    printf("write beside a reader: %s\n", strerror(pthread_rwlock_trywrlock(&rwlock)));
    struct timespec end = in(CLOCK_REALTIME, 20);
    printf("timed: %s\n", strerror(pthread_rwlock_timedwrlock(&rwlock, &end)));
    pthread_rwlock_unlock(&rwlock);
    counter = 0;
    pthread_spin_init(&spin, 0);
    for (int i = 0; i < 4; i++) {
        pthread_create(&all[i], NULL, spin_count, NULL);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(all[i], NULL);
    }
    printf("spinlock: %ld\n", counter);
    long seen = 0;
    for (int i = 0; i < 8; i++) {
        pthread_create(&all[i], NULL, use_once, NULL);
    }
    for (int i = 0; i < 8; i++) {
        void *result;
        pthread_join(all[i], &result);
        seen += (long) result;
    }
    printf("once: %d, seen %ld\n", initialised, seen);
}

static sem_t items, spaces;

static void *consume(void *unused) {
    long sum = 0;
    for (int i = 0; i < 1000; i++) {
        sem_wait(&items);
        sum += i;
        sem_post(&spaces);
    }
    return (void *) sum;
}

static void semaphores(void) {
    sem_init(&items, 0, 0);
    sem_init(&spaces, 0, 4);
    pthread_t one;
    pthread_create(&one, NULL, consume, NULL);
    for (int i = 0; i < 1000; i++) {
        sem_wait(&spaces);
        sem_post(&items);
    }
    void *sum;
    pthread_join(one, &sum);
    int value;
    sem_getvalue(&spaces, &value);
    printf("semaphores: %ld, %d spaces\n", (long) sum, value);
    int tried = sem_trywait(&items);
    printf("trywait: %d %s\n", tried, strerror(errno));
    struct timespec end = in(CLOCK_REALTIME, 20);
    tried = sem_timedwait(&items, &end);
    printf("timedwait: %d %s\n", tried, strerror(errno));
}

int main(void) {
    kind("normal", PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    kind("recursive", PTHREAD_MUTEX_RECURSIVE, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    kind("errorcheck", PTHREAD_MUTEX_ERRORCHECK, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_STALLED);
    kind("robust", PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_NONE, PTHREAD_MUTEX_ROBUST);
    kind("inherit", PTHREAD_MUTEX_NORMAL, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_STALLED);
    kind("robust inherit", PTHREAD_MUTEX_RECURSIVE, PTHREAD_PRIO_INHERIT, PTHREAD_MUTEX_ROBUST);
    robust("owners die", PTHREAD_PRIO_NONE);
    robust("owners die, inherit", PTHREAD_PRIO_INHERIT);
    timed(PTHREAD_PRIO_NONE);
    timed(PTHREAD_PRIO_INHERIT);
    pthread_mutex_init(&mutex, NULL);
    many("two hundred", 200, 10000);
    conditions(CLOCK_REALTIME);
    conditions(CLOCK_MONOTONIC);
    barriers();
    others();
    semaphores();
    return 0;
}
