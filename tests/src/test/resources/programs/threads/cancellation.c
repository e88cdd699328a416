// Cancellation at blocking calls, asynchronous, held off, with clean-up handlers.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static sem_t empty, ready;
static int ends[2];
static int cleaned;

static void clean(void *weight) {
    cleaned += (int)(long)weight;
}

static void unlock(void *held) {
    cleaned += 100;
    pthread_mutex_unlock(held);
}

static void *in_read(void *unused) {
    char byte;
    pthread_cleanup_push(clean, (void *)1L);
    pthread_cleanup_push(clean, (void *)10L);
    sem_post(&ready);
    read(ends[0], &byte, 1);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return NULL;
}

static void *in_condition(void *unused) {
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    sem_post(&ready);
    while (1)
        pthread_cond_wait(&never, &mutex);
    pthread_cleanup_pop(1);
    return NULL;
}

static void *in_sleep(void *unused) {
    sem_post(&ready);
    sleep(1000);
    return NULL;
}

static void *in_poll(void *unused) {
    struct pollfd one = {ends[0], POLLIN, 0};
    sem_post(&ready);
    poll(&one, 1, -1);
    return NULL;
}

static void *in_select(void *unused) {
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    sem_post(&ready);
    select(ends[0] + 1, &set, NULL, NULL, NULL);
    return NULL;
}

static void *in_semaphore(void *unused) {
    sem_post(&ready);
    sem_wait(&empty);
    return NULL;
}

static void *in_join(void *other) {
    sem_post(&ready);
    pthread_join(*(pthread_t *)other, NULL);
    return NULL;
}

static void *asynchronously(void *unused) {
    int old;
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, &old);
    sem_post(&ready);
    for (volatile long i = 0;; i++)
        ;
}

static void *held_off(void *unused) {
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    sem_post(&ready);
    usleep(30000);
    pthread_testcancel();
    cleaned += 1000;
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    pthread_testcancel();
    cleaned += 10000;
    return NULL;
}

static void *by_itself(void *unused) {
    pthread_cleanup_push(clean, (void *)100000L);
    sem_post(&ready);
    pthread_exit((void *)77L);
    pthread_cleanup_pop(0);
    return NULL;
}

static void cancel(const char *name, void *(*body)(void *), void *argument) {
    pthread_t thread;
    void *answer;
    cleaned = 0;
    pthread_create(&thread, NULL, body, argument);
    sem_wait(&ready);
    usleep(5000);
    int asked = pthread_cancel(thread);
    int joined = pthread_join(thread, &answer);
    printf("%s: join %s, %s, cleaned %d, asked %s\n", name, strerror(joined),
           answer == PTHREAD_CANCELED ? "cancelled" : "returned", cleaned,
           asked == 0 || asked == ESRCH ? "well" : strerror(asked));
}

int main(void) {
    pipe(ends);
    sem_init(&empty, 0, 0);
    sem_init(&ready, 0, 0);
    for (int i = 0; i < 3; i++) {
        cancel("read", in_read, NULL);
        cancel("condition", in_condition, NULL);
        cancel("sleep", in_sleep, NULL);
        cancel("poll", in_poll, NULL);
        cancel("select", in_select, NULL);
        cancel("semaphore", in_semaphore, NULL);
        cancel("asynchronous", asynchronously, NULL);
        cancel("held off", held_off, NULL);
        cancel("by itself", by_itself, NULL);
    }
    pthread_t sleeper;
    pthread_create(&sleeper, NULL, in_sleep, NULL);
    sem_wait(&ready);
    cancel("join", in_join, &sleeper);
    pthread_cancel(sleeper);
    pthread_join(sleeper, NULL);
    printf("mutex is free: %s\n", strerror(pthread_mutex_trylock(&mutex)));
    return 0;
}
