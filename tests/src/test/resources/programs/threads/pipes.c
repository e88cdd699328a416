// Threads that talk through pipes and eventfds, with poll and epoll between them.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { PRODUCERS = 4, MESSAGES = 2000 };

static int pipes[PRODUCERS][2], events;

static void *produce(void *number) {
    int out = pipes[(long)number][1];
    for (int i = 0; i < MESSAGES; i++) {
        uint32_t message = (uint32_t)(long)number << 16 | i;
        if (write(out, &message, sizeof message) != sizeof message)
            return (void *)1;
        if (i % 100 == 0) {
            uint64_t one = 1;
            write(events, &one, sizeof one);
        }
    }
    close(out);
    return NULL;
}

static void *flood(void *out) {
    static char block[100000];
    memset(block, 'x', sizeof block);
    long written = 0;
    for (int i = 0; i < 50; i++)
        written += write(*(int *)out, block, sizeof block);
    close(*(int *)out);
    return (void *)written;
}

int main(void) {
    pthread_t threads[PRODUCERS];
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    events = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    for (long i = 0; i < PRODUCERS; i++) {
        pipe2(pipes[i], O_CLOEXEC);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, pipes[i][0], &event);
        pthread_create(&threads[i], NULL, produce, (void *)i);
    }
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = PRODUCERS};
    epoll_ctl(epoll, EPOLL_CTL_ADD, events, &event);
    int open_pipes = PRODUCERS, next[PRODUCERS] = {0}, wrong = 0;
    uint64_t ticks = 0;
    while (open_pipes > 0) {
        struct epoll_event ready[3];
        int count = epoll_wait(epoll, ready, 3, 5000);
        if (count <= 0) {
            printf("epoll_wait %d %s\n", count, strerror(errno));
            return 1;
        }
        for (int i = 0; i < count; i++) {
            uint32_t which = ready[i].data.u32;
            if (which == PRODUCERS) {
                uint64_t some;
                if (read(events, &some, sizeof some) == sizeof some)
                    ticks += some;
                continue;
            }
            uint32_t messages[64];
            ssize_t got = read(pipes[which][0], messages, sizeof messages);
            for (int j = 0; j < got / 4; j++)
                wrong += messages[j] != (which << 16 | next[which]++);
            if (got == 0) {
                epoll_ctl(epoll, EPOLL_CTL_DEL, pipes[which][0], NULL);
                open_pipes--;
            }
        }
    }
    for (int i = 0; i < PRODUCERS; i++)
        pthread_join(threads[i], NULL);
    uint64_t rest;
    if (read(events, &rest, sizeof rest) == sizeof rest)
        ticks += rest;
    printf("messages %d %d %d %d, wrong %d, ticks %d\n", next[0], next[1], next[2], next[3], wrong, (int)ticks);

    int big[2];
    pipe(big);
    pthread_create(&threads[0], NULL, flood, &big[1]);
    long total = 0;
    struct pollfd one = {big[0], POLLIN, 0};
    char buffer[4096];
    while (poll(&one, 1, -1) > 0) {
        ssize_t got = read(big[0], buffer, sizeof buffer);
        if (got <= 0)
            break;
        total += got;
    }
    void *written;
    pthread_join(threads[0], &written);
    printf("flood %ld %ld\n", total, (long)written);
    return 0;
}
