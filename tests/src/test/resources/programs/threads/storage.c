// What belongs to a thread: __thread variables, keys with destructors, names, stacks, ids; detaching and joining.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static __thread int zeroed;
static __thread long initialised = 42;
static __thread char aligned[100] __attribute__((aligned(64))) = "text";
static pthread_key_t first, second;
static int destroyed[2], rounds;
static sem_t detached_ran;

static void destroy_first(void *value) {
    __atomic_add_fetch(&destroyed[0], (long)value, __ATOMIC_SEQ_CST);
}

static void destroy_second(void *value) {
    __atomic_add_fetch(&destroyed[1], 1, __ATOMIC_SEQ_CST);
    // A destructor that sets a value is called again, at most PTHREAD_DESTRUCTOR_ITERATIONS times.
    if ((long)value > 1)
        pthread_setspecific(second, (void *)((long)value - 1));
}

static void *body(void *number) {
    int fine = zeroed == 0 && initialised == 42 && strcmp(aligned, "text") == 0 && ((long)aligned & 63) == 0;
    zeroed += (int)(long)number;
    initialised *= (long)number;
    aligned[0] = 'T';
    pthread_setspecific(first, number);
    pthread_setspecific(second, (void *)3L);
    char name[16];
    snprintf(name, sizeof name, "worker-%ld", (long)number);
    pthread_setname_np(pthread_self(), name);
    char read_back[16], from_prctl[16];
    pthread_getname_np(pthread_self(), read_back, sizeof read_back);
    prctl(PR_GET_NAME, from_prctl);
    fine = fine && strcmp(name, read_back) == 0 && strcmp(name, from_prctl) == 0;
    char path[64], comm[32] = "";
    snprintf(path, sizeof path, "/proc/self/task/%ld/comm", syscall(SYS_gettid));
    FILE *file = fopen(path, "r");
    if (file) {
        fine = fine && fgets(comm, sizeof comm, file) != NULL;
        fclose(file);
    }
    comm[strcspn(comm, "\n")] = 0;
    fine = fine && strcmp(comm, name) == 0;
    for (int i = 0; i < 50; i++)
        sched_yield();
    fine = fine && zeroed == (int)(long)number && initialised == 42 * (long)number;
    return (void *)(long)fine;
}

static void *deep(void *unused) {
    char big[200 * 1024];
    memset(big, 7, sizeof big);
    pthread_attr_t attributes;
    pthread_getattr_np(pthread_self(), &attributes);
    void *stack;
    size_t size, guard;
    pthread_attr_getstack(&attributes, &stack, &size);
    pthread_attr_getguardsize(&attributes, &guard);
    int inside = (char *)stack <= big && big < (char *)stack + size;
    pthread_attr_destroy(&attributes);
    return (void *)(long)(inside + (size >= 256 * 1024) * 2 + (guard > 0) * 4 + big[1000] * 8);
}

static void *detached(void *unused) {
    sem_post(&detached_ran);
    return NULL;
}

static void *own_id(void *unused) {
    return (void *)(long)(syscall(SYS_gettid) != getpid() && getpid() == getppid() * 0 + getpid());
}

int main(void) {
    pthread_key_create(&first, destroy_first);
    pthread_key_create(&second, destroy_second);
    pthread_t threads[10];
    for (long i = 1; i <= 10; i++)
        pthread_create(&threads[i - 1], NULL, body, (void *)i);
    long fine = 0;
    for (int i = 0; i < 10; i++) {
        void *answer;
        pthread_join(threads[i], &answer);
        fine += (long)answer;
    }
    printf("fine %ld, own %d %ld %s, destroyed %d %d\n", fine, zeroed, initialised, aligned, destroyed[0],
           destroyed[1]);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 512 * 1024);
    void *answer;
    pthread_create(&threads[0], &attributes, deep, NULL);
    pthread_join(threads[0], &answer);
    printf("stack %ld\n", (long)answer);
    sem_init(&detached_ran, 0, 0);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 20; i++)
        pthread_create(&threads[0], &attributes, detached, NULL);
    for (int i = 0; i < 20; i++)
        sem_wait(&detached_ran);
    pthread_create(&threads[0], NULL, own_id, NULL);
    pthread_join(threads[0], &answer);
    printf("detached ran, id %ld, same %d\n", (long)answer, syscall(SYS_gettid) == getpid());
    void *stack = aligned_alloc(4096, 65536);
    pthread_attr_init(&attributes);
    printf("own stack %s, ", strerror(pthread_attr_setstack(&attributes, stack, 65536)));
    pthread_create(&threads[0], &attributes, own_id, NULL);
    printf("join %s\n", strerror(pthread_join(threads[0], &answer)));
    struct rusage usage;
    printf("usage of the thread %d\n", getrusage(RUSAGE_THREAD, &usage));
    return 0;
}
