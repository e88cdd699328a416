// Condition variables, barriers, read-write locks, spin locks, semaphores, once.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 6 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t slots, items;
static int turn, ring[4], head, tail, made_once;
static long sum, guarded, mismatches;

static void run(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, body, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

static void *round_robin(void *number) {
    for (int i = 0; i < 200; i++) {
        pthread_mutex_lock(&mutex);
        while (turn % THREADS != (long)number)
            pthread_cond_wait(&changed, &mutex);
        turn++;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static int phases[THREADS];
static int serials;

static void *in_phases(void *number) {
    for (int phase = 1; phase <= 100; phase++) {
        phases[(long)number] = phase;
        int answer = pthread_barrier_wait(&barrier);
        if (answer == PTHREAD_BARRIER_SERIAL_THREAD)
            __atomic_add_fetch(&serials, 1, __ATOMIC_SEQ_CST);
        for (int i = 0; i < THREADS; i++)
            if (phases[i] != phase)
                __atomic_add_fetch(&mismatches, 1, __ATOMIC_SEQ_CST);
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

static long left, right;

static void *read_and_write(void *number) {
    for (int i = 0; i < 2000; i++) {
        if (i % 8 == (long)number % 8) {
            pthread_rwlock_wrlock(&lock);
            left++;
            right++;
        } else {
            pthread_rwlock_rdlock(&lock);
            if (left != right)
                __atomic_add_fetch(&mismatches, 1, __ATOMIC_SEQ_CST);
        }
        pthread_rwlock_unlock(&lock);
    }
    return NULL;
}

static void *spinning(void *unused) {
    for (int i = 0; i < 1000; i++) {
        pthread_spin_lock(&spin);
        guarded++;
        pthread_spin_unlock(&spin);
    }
    return NULL;
}

static void *pass_items(void *number) {
    if ((long)number % 2 == 0) {
        for (int i = 1; i <= 1000; i++) {
            sem_wait(&slots);
            pthread_mutex_lock(&mutex);
            ring[head++ % 4] = i;
            pthread_mutex_unlock(&mutex);
            sem_post(&items);
        }
    } else {
        for (int i = 1; i <= 1000; i++) {
            while (sem_wait(&items) != 0)
                ;
            pthread_mutex_lock(&mutex);
            sum += ring[tail++ % 4];
            pthread_mutex_unlock(&mutex);
            sem_post(&slots);
        }
    }
    return NULL;
}

static void make(void) {
    usleep(10000);
    made_once++;
}

static void *make_once(void *unused) {
    pthread_once(&once, make);
    return (void *)(long)made_once;
}

static long milliseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void times_out(const char *name, clockid_t clock) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    printf("%s: %s, ", name, strerror(pthread_condattr_setclock(&attributes, clock)));
    pthread_cond_t never;
    pthread_cond_init(&never, &attributes);
    struct timespec when;
    clock_gettime(clock, &when);
    when.tv_nsec += 30000000;
    if (when.tv_nsec >= 1000000000) {
        when.tv_nsec -= 1000000000;
        when.tv_sec++;
    }
    long began = milliseconds(clock);
    pthread_mutex_lock(&mutex);
    int answer = pthread_cond_timedwait(&never, &mutex, &when);
    pthread_mutex_unlock(&mutex);
    printf("%s, %s\n", strerror(answer), milliseconds(clock) - began >= 29 ? "in time" : "early");
    pthread_cond_destroy(&never);
}

int main(void) {
    run(round_robin);
    printf("turns %d\n", turn);
    pthread_barrier_init(&barrier, NULL, THREADS);
    run(in_phases);
    printf("phases %d, serial threads %d, mismatches %ld, destroy %s\n", phases[0], serials, mismatches,
           strerror(pthread_barrier_destroy(&barrier)));
    run(read_and_write);
    printf("written %ld %ld, mismatches %ld\n", left, right, mismatches);
    pthread_rwlock_rdlock(&lock);
    printf("while read: try to write %s, to read %s\n", strerror(pthread_rwlock_trywrlock(&lock)),
           strerror(pthread_rwlock_tryrdlock(&lock)));
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    run(spinning);
    printf("spinning %ld, try %s\n", guarded, strerror((pthread_spin_lock(&spin), pthread_spin_trylock(&spin))));
    sem_init(&slots, 0, 4);
    sem_init(&items, 0, 0);
    run(pass_items);
    int value;
    sem_getvalue(&slots, &value);
    printf("passed %ld, slots %d, try %d %s\n", sum, value, sem_trywait(&items), strerror(errno));
    struct timespec past = {1, 0};
    printf("timed %d %s\n", sem_timedwait(&items, &past), strerror(errno));
    run(make_once);
    printf("made %d\n", made_once);
    times_out("realtime", CLOCK_REALTIME);
    times_out("monotonic", CLOCK_MONOTONIC);
    return 0;
}
