// Policies, priorities, processors, restartable sequences; and that nobody starves.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { WORKERS = 6 };

static volatile long turns[WORKERS];
static volatile int stop;

static void *spin(void *number) {
    while (!stop)
        turns[(long)number]++;
    return NULL;
}

static long milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// More workers than processors: each gets its part, and who sleeps is served soon.
static void fairness(void) {
    pthread_t threads[WORKERS];
    for (long i = 0; i < WORKERS; i++)
        pthread_create(&threads[i], NULL, spin, (void *)i);
    int late = 0;
    for (int i = 0; i < 20; i++) {
        long before = milliseconds();
        usleep(10000);
        late += milliseconds() - before > 1000;
    }
    stop = 1;
    int starved = 0;
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
        starved += turns[i] == 0;
    }
    printf("starved %d, late %d\n", starved, late);
}

static void *own_policy(void *unused) {
    struct sched_param parameter;
    int policy;
    pthread_getschedparam(pthread_self(), &policy, &parameter);
    return (void *)(long)(policy * 100 + parameter.sched_priority);
}

static void policies(void) {
    for (int policy = 0; policy < 7; policy++)
        printf("%d: %d %d\n", policy, sched_get_priority_min(policy), sched_get_priority_max(policy));
    struct sched_param parameter = {.sched_priority = 1};
    printf("other with a priority: %d %s\n", sched_setscheduler(0, SCHED_OTHER, &parameter), strerror(errno));
    parameter.sched_priority = 0;
    int answer = syscall(SYS_sched_setscheduler, 0, SCHED_BATCH, &parameter);
    printf("batch: %d, %ld\n", answer, syscall(SYS_sched_getscheduler, 0));
    answer = syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &parameter);
    printf("other: %d, %ld\n", answer, syscall(SYS_sched_getscheduler, 0));
    struct {
        uint32_t size, policy;
        uint64_t flags;
        int32_t nice;
        uint32_t priority;
        uint64_t runtime, deadline, period;
    } attributes = {0};
    answer = syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0);
    printf("attributes: %d, %u %u %d %u\n", answer, attributes.size, attributes.policy, attributes.nice,
           attributes.priority);
    errno = 0;
    answer = setpriority(PRIO_PROCESS, 0, 5);
    printf("nice: %d, %d %s\n", answer, getpriority(PRIO_PROCESS, 0), strerror(errno));
    pthread_t thread;
    void *seen;
    pthread_create(&thread, NULL, own_policy, NULL);
    pthread_join(thread, &seen);
    printf("inherited: %ld\n", (long)seen);
}

static void processors(void) {
    cpu_set_t set;
    printf("affinity: %d", sched_getaffinity(0, sizeof set, &set));
    int first = -1;
    for (int i = CPU_SETSIZE - 1; i >= 0; i--)
        if (CPU_ISSET(i, &set))
            first = i;
    printf(", online as many: %d\n", CPU_COUNT(&set) <= sysconf(_SC_NPROCESSORS_ONLN));
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    printf("one: %d", sched_setaffinity(0, sizeof set, &set));
    unsigned processor = 99, node = 99;
    int answer = syscall(SYS_getcpu, &processor, &node, NULL);
    printf(", %d here %d %d", answer, processor == (unsigned)first, sched_getcpu() == first);
    sched_getaffinity(0, sizeof set, &set);
    printf(", count %d\n", CPU_COUNT(&set));
    CPU_ZERO(&set);
    printf("none: %d %s\n", sched_setaffinity(0, sizeof set, &set), strerror(errno));
    printf("nobody: %d %s\n", sched_getaffinity(999999, sizeof set, &set), strerror(errno));
}

// A restartable sequence of our own: registered where the C library has none.
struct area {
    uint32_t cpu_id_start, cpu_id;
    uint64_t section;
    uint32_t flags, padding[3];
} __attribute__((aligned(32)));

static struct area own;

static void *restartable(void *unused) {
    long answer = syscall(SYS_rseq, &own, 32, 0, 0x53053053);
    if (answer != 0 && errno == EINVAL) {
        // The C library was first.
        printf("registered: one\n");
        return NULL;
    }
    printf("registered: %s\n", answer == 0 && own.cpu_id < 1024 && own.cpu_id == own.cpu_id_start ? "one" : "none");
    return NULL;
}

int main(void) {
    fairness();
    policies();
    processors();
    pthread_t thread;
    pthread_create(&thread, NULL, restartable, NULL);
    pthread_join(thread, NULL);
    return 0;
}
