// Producers and consumers over pipes and event counters, with poll and epoll between them.
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { ITEMS = 2000 };

static int pipes[2];

static void *produce(void *number) {
    for (int i = 1; i <= ITEMS; i++) {
        int item = i * 4 + (int) (long) number;
        if (write(pipes[1], &item, sizeof item) != sizeof item) {
            abort();
        }
    }
    return NULL;
}

static void *consume(void *unused) {
    long sum = 0;
    int item;
    while (read(pipes[0], &item, sizeof item) == sizeof item && item != 0) {
        sum += item;
    }
    return (void *) sum;
}

static void over_pipes(void) {
    pthread_t all[8];
    if (pipe(pipes) != 0) {
        abort();
    }
    for (long i = 0; i < 8; i++) {
        pthread_create(&all[i], NULL, i < 4 ? produce : consume, (void *) i);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(all[i], NULL);
    }
    int end[4] = {0};
    write(pipes[1], end, sizeof end);
    long sum = 0;
    for (int i = 4; i < 8; i++) {
        void *part;
        pthread_join(all[i], &part);
        sum += (long) part;
    }
    printf("pipes: %ld\n", sum);
    close(pipes[0]);
    close(pipes[1]);
}

static int counter, answers;

static void *answer(void *unused) {
    uint64_t value;
    for (int i = 0; i < ITEMS; i++) {
        read(counter, &value, sizeof value);
        value *= 2;
        write(answers, &value, sizeof value);
    }
    return NULL;
}

static void over_counters(void) {
    pthread_t thread;
    uint64_t sum = 0;
    counter = eventfd(0, EFD_CLOEXEC);
    answers = eventfd(0, EFD_CLOEXEC);
    pthread_create(&thread, NULL, answer, NULL);
    for (uint64_t i = 1; i <= ITEMS; i++) {
        uint64_t value = i;
        write(counter, &value, sizeof value);
        read(answers, &value, sizeof value);
        sum += value;
    }
    pthread_join(thread, NULL);
    printf("counters: %lu\n", sum);
}

static int tokens;

static void *add_tokens(void *unused) {
    uint64_t one = 1;
    for (int i = 0; i < ITEMS; i++) {
        write(tokens, &one, sizeof one);
    }
    return NULL;
}

static long taken;

static void *take_tokens(void *how) {
    int set = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN};
    epoll_ctl(set, EPOLL_CTL_ADD, tokens, &event);
    while (__atomic_load_n(&taken, __ATOMIC_SEQ_CST) < 2 * ITEMS) {
        struct pollfd one = {.fd = tokens, .events = POLLIN};
        int ready = how ? poll(&one, 1, 20) : epoll_wait(set, &event, 1, 20);
        uint64_t value;
        if (ready == 1 && read(tokens, &value, sizeof value) == sizeof value) {
            __atomic_add_fetch(&taken, (long) value, __ATOMIC_SEQ_CST);
        }
    }
    close(set);
    return NULL;
}

int main(void) {
    over_pipes();
    over_counters();
    pthread_t all[6];
    tokens = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK);
    for (long i = 0; i < 6; i++) {
        pthread_create(&all[i], NULL, i < 2 ? add_tokens : take_tokens, (void *) (i % 2));
    }
    for (int i = 0; i < 6; i++) {
        pthread_join(all[i], NULL);
    }
    printf("tokens: %ld\n", taken);
    return 0;
}
