// The system calls below the thread libraries, made by hand: what they answer, and what they do.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// musl's compiler has no headers of Linux.
enum {
    FUTEX_WAIT = 0,
    FUTEX_LOCK_PI = 6,
    FUTEX_UNLOCK_PI = 7,
    FUTEX_TRYLOCK_PI = 8,
    FUTEX_WAIT_REQUEUE_PI = 11,
    FUTEX_CMP_REQUEUE_PI = 12,
    FUTEX_WAKE_PRIVATE = 129,
    FUTEX_REQUEUE_PRIVATE = 131,
    FUTEX_CMP_REQUEUE_PRIVATE = 132,
    FUTEX_WAKE_OP = 5,
    FUTEX_WAKE_OP_PRIVATE = 133,
    FUTEX_WAIT_BITSET = 9,
    FUTEX_WAIT_BITSET_PRIVATE = 137,
    FUTEX_WAKE_BITSET_PRIVATE = 138,
    FUTEX_CLOCK_REALTIME = 256,
    FUTEX_TID_MASK = 0x3fffffff,
    FUTEX_OP_ADD = 1,
    FUTEX_OP_CMP_EQ = 0
};
#define FUTEX_OP(op, argument, comparison, compared) \
    ((op) << 28 | (comparison) << 24 | ((argument) & 0xfff) << 12 | ((compared) & 0xfff))

#define SHOW(...)                                                            \
    do {                                                                     \
        errno = 0;                                                           \
        long result = (__VA_ARGS__);                                         \
        printf("%s = %ld %d\n", #__VA_ARGS__, result, result < 0 ? errno : 0); \
    } while (0)

static int futex(int *word, int operation, long value, void *timeout, int *second, long third) {
    return (int) syscall(SYS_futex, word, operation, value, timeout, second, third);
}

static int word, other;

static void *waiter(void *bits) {
    return (void *) (long) futex(&word, FUTEX_WAIT_BITSET_PRIVATE, 0, NULL, NULL, (long) bits);
}

static void await_waiters(pthread_t *all, int count, void *(*what)(void *), void *argument) {
    for (int i = 0; i < count; i++) {
        pthread_create(&all[i], NULL, what, argument);
    }
    usleep(60000);
}

static void join(pthread_t *all, int count) {
    for (int i = 0; i < count; i++) {
        pthread_join(all[i], NULL);
    }
}

static void futexes(void) {
    pthread_t all[4];
    await_waiters(all, 4, waiter, (void *) -1);
    SHOW(futex(&word, FUTEX_WAKE_PRIVATE, 0, NULL, NULL, 0));
    SHOW(futex(&word, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *) 1, &other, 5));
    SHOW(futex(&word, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *) 1, &other, 0));
    SHOW(futex(&word, FUTEX_WAKE_PRIVATE, 10, NULL, NULL, 0));
    SHOW(futex(&other, FUTEX_WAKE_PRIVATE, 10, NULL, NULL, 0));
    join(all, 4);
    await_waiters(all, 3, waiter, (void *) 6);
    SHOW(futex(&word, FUTEX_WAKE_BITSET_PRIVATE, 10, NULL, NULL, 8));
    SHOW(futex(&word, FUTEX_WAKE_BITSET_PRIVATE, 10, NULL, NULL, 0));
    SHOW(futex(&word, FUTEX_REQUEUE_PRIVATE, 0, (void *) 1, &other, 0));
    SHOW(futex(&other, FUTEX_WAKE_OP_PRIVATE, 1, (void *) 5, &word, FUTEX_OP(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_EQ, 0)));
    SHOW(word);
    join(all, 3);
    SHOW(futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0));
    SHOW(futex((int *) ((char *) &word + 1), FUTEX_WAIT, 0, NULL, NULL, 0));
    SHOW(futex((int *) 16, FUTEX_WAIT, 0, NULL, NULL, 0));
    SHOW(futex(&word, FUTEX_WAIT | FUTEX_CLOCK_REALTIME, 0, NULL, NULL, 0));
    SHOW(futex(&word, 77, 0, NULL, NULL, 0));
    struct timespec bad = {0, 1000000000}, past = {1, 0}, brief = {0, 20000000};
    SHOW(futex(&word, FUTEX_WAIT, 3, &bad, NULL, 0));
    SHOW(futex(&word, FUTEX_WAIT, 3, &brief, NULL, 0));
    SHOW(futex(&word, FUTEX_WAIT_BITSET, 3, &past, NULL, -1));
    SHOW(futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 3, &past, NULL, -1));
    SHOW(futex(&word, FUTEX_WAKE_OP, 1, (void *) 1, &other, FUTEX_OP(7, 1, 0, 0)));
    struct {
        uint64_t value, address;
        uint32_t flags, reserved;
    } several[2] = {{3, (uint64_t) &word, 2, 0}, {9, (uint64_t) &other, 2 | 128, 0}};
    SHOW(syscall(449, several, 2, 0, NULL, 0));
    several[1].value = other;
    SHOW(syscall(449, several, 2, 0, &past, CLOCK_MONOTONIC));
    SHOW(syscall(449, several, 129, 0, NULL, 0));
    several[0].flags = 1;
    SHOW(syscall(449, several, 2, 0, NULL, 0));
}

static void *lock_other(void *unused) {
    futex(&other, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
    long mine = (other & FUTEX_TID_MASK) == gettid();
    futex(&other, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    return (void *) mine;
}

static void *move_to_other(void *unused) {
    long result = futex(&word, FUTEX_WAIT_REQUEUE_PI, 0, NULL, &other, 0);
    long mine = (other & FUTEX_TID_MASK) == gettid();
    futex(&other, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0);
    return (void *) (result * 10 + mine);
}

static void priorities(void) {
    pthread_t all[3];
    word = other = 0;
    SHOW(futex(&other, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    SHOW(other == gettid());
    SHOW(futex(&other, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    SHOW(futex(&other, FUTEX_TRYLOCK_PI, 0, NULL, NULL, 0));
    await_waiters(all, 3, lock_other, NULL);
    SHOW((uint32_t) other >> 31);
    SHOW(futex(&other, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    long mine = 0;
    for (int i = 0; i < 3; i++) {
        void *result;
        pthread_join(all[i], &result);
        mine += (long) result;
    }
    SHOW(mine);
    SHOW(other);
    SHOW(futex(&other, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
    other = 0x3fffffff;
    SHOW(futex(&other, FUTEX_LOCK_PI, 0, NULL, NULL, 0));
    other = 0;
    await_waiters(all, 3, move_to_other, NULL);
    SHOW(futex(&word, FUTEX_CMP_REQUEUE_PI, 2, (void *) 5, &other, 0));
    SHOW(futex(&word, FUTEX_CMP_REQUEUE_PI, 1, (void *) 5, &other, 0));
    mine = 0;
    for (int i = 0; i < 3; i++) {
        void *result;
        pthread_join(all[i], &result);
        mine += (long) result;
    }
    SHOW(mine);
}

static void lists(void) {
    void *head = NULL;
    size_t size = 0;
    SHOW(syscall(SYS_get_robust_list, 0, &head, &size));
    SHOW(syscall(SYS_get_robust_list, 3999999, &head, &size));
    SHOW(syscall(SYS_set_robust_list, NULL, 23));
    SHOW(syscall(SYS_set_robust_list, &head, 24));
    void *again = NULL;
    SHOW(syscall(SYS_get_robust_list, 0, &again, &size));
    SHOW(again == &head && size == 24);
    SHOW(syscall(SYS_set_robust_list, NULL, 24));
    SHOW(syscall(SYS_set_tid_address, &word) == gettid());
    SHOW(syscall(SYS_tgkill, getpid(), gettid(), 0));
    SHOW(syscall(SYS_tgkill, getpid(), 0, 0));
    SHOW(syscall(SYS_tgkill, getpid(), gettid(), 65));
    SHOW(syscall(SYS_tgkill, getpid() + 1000000, gettid(), 0));
    SHOW(syscall(SYS_tkill, 3999999, 0));
}

static void scheduling(void) {
    struct sched_param none = {0}, one = {.sched_priority = 1};
    SHOW(sched_yield());
    SHOW(syscall(SYS_sched_getscheduler, 0));
    SHOW(syscall(SYS_sched_setscheduler, 0, SCHED_BATCH, &none));
    SHOW(syscall(SYS_sched_getscheduler, 0));
    SHOW(syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &one));
    SHOW(syscall(SYS_sched_setscheduler, 0, SCHED_OTHER | 0x40000000, &none));
    SHOW(syscall(SYS_sched_getscheduler, 0));
    SHOW(syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &none));
    SHOW(syscall(SYS_sched_setscheduler, 0, 99, &none));
    SHOW(syscall(SYS_sched_getscheduler, -1));
    SHOW(syscall(SYS_sched_getparam, 3999999, &one));
    SHOW(syscall(SYS_sched_getparam, 0, &one));
    SHOW(one.sched_priority);
    SHOW(sched_get_priority_max(SCHED_FIFO));
    SHOW(sched_get_priority_min(SCHED_RR));
    SHOW(sched_get_priority_max(SCHED_OTHER));
    SHOW(sched_get_priority_max(99));
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t times[3];
        uint32_t clamps[2];
    } attributes = {.size = 48, .nice = 5};
    SHOW(syscall(SYS_sched_setattr, 0, &attributes, 0));
    memset(&attributes, 0, sizeof attributes);
    SHOW(syscall(SYS_sched_getattr, 0, &attributes, 48, 0));
    SHOW(attributes.size);
    SHOW(attributes.nice);
    SHOW(syscall(SYS_sched_getattr, 0, &attributes, 47, 0));
    attributes.size = 40;
    SHOW(syscall(SYS_sched_setattr, 0, &attributes, 0));
    SHOW(attributes.size);
    SHOW(syscall(SYS_getpriority, PRIO_PROCESS, 0));
    SHOW(syscall(SYS_setpriority, PRIO_PROCESS, 0, 7));
    SHOW(syscall(SYS_getpriority, PRIO_PROCESS, gettid()));
    SHOW(syscall(SYS_getpriority, 4, 0));
    SHOW(syscall(SYS_getpriority, PRIO_PROCESS, 3999999));
    unsigned long mask[128] = {0};
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    SHOW(bytes > 0 && bytes % 8 == 0 && (mask[0] & 1));
    SHOW(syscall(SYS_sched_getaffinity, 0, 4, mask));
    SHOW(syscall(SYS_sched_getaffinity, 3999999, sizeof mask, mask));
    mask[0] = 0;
    SHOW(syscall(SYS_sched_setaffinity, 0, 8, mask));
    mask[0] = 1;
    SHOW(syscall(SYS_sched_setaffinity, 0, 8, mask));
    unsigned cpu = 9, node = 9;
    SHOW(syscall(SYS_getcpu, &cpu, &node, NULL));
    SHOW(cpu);
    SHOW(node);
    SHOW(sched_getcpu());
}

static volatile int stop;
static long data[2];

static void *spin(void *unused) {
    while (!stop) {
        __atomic_add_fetch(&data[0], 1, __ATOMIC_RELAXED);
    }
    return NULL;
}

static void barriers(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, spin, NULL);
    SHOW(syscall(SYS_membarrier, 8, 0, 0));
    SHOW(syscall(SYS_membarrier, 16, 0, 0));
    for (int i = 0; i < 100; i++) {
        if (syscall(SYS_membarrier, 8, 0, 0) != 0) {
            printf("no barrier\n");
        }
    }
    SHOW(syscall(SYS_membarrier, 1, 0, 0));
    SHOW(syscall(SYS_membarrier, 2, 0, 0));
    SHOW(syscall(SYS_membarrier, 32, 0, 0));
    SHOW(syscall(SYS_membarrier, 64, 0, 0));
    SHOW(syscall(SYS_membarrier, 32, 0, 0));
    SHOW(syscall(SYS_membarrier, 8, 1, 0));
    SHOW(syscall(SYS_membarrier, 3, 0, 0));
    SHOW(syscall(SYS_membarrier, 0, 0, 0) & 0xff);
    stop = 1;
    pthread_join(thread, NULL);
}

int main(int argc, char **argv) {
    futexes();
    priorities();
    lists();
    scheduling();
    barriers();
    return 0;
}
