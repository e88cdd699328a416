// Threads for a debugger: two workers with names and data of their own, and one that comes and goes.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

__thread int mine = 100;
__thread char label[8] = "main";
int shared;
static pthread_barrier_t together;

__attribute__((noinline)) int stop_here(int number) {
    shared += number;
    return shared;
}

__attribute__((noinline)) static int count(int number) {
    volatile int sum = 0;
    sum += number;
    sum += 10;
    sum += 100;
    return sum;
}

static void *worker(void *argument) {
    int number = (int) (long) argument;
    char name[16];
    snprintf(name, sizeof name, "worker-%d", number);
    prctl(PR_SET_NAME, name);
    mine = number * 11;
    snprintf(label, sizeof label, "w%d", number);
    pthread_barrier_wait(&together);
    if (number == 2) {
        stop_here(number);
        count(number);
    }
    pthread_barrier_wait(&together);
    return NULL;
}

static void *brief(void *unused) {
    stop_here(40);
    return NULL;
}

int main(void) {
    pthread_t all[2], visitor;
    pthread_barrier_init(&together, NULL, 3);
    for (long i = 0; i < 2; i++) {
        pthread_create(&all[i], NULL, worker, (void *) (i + 1));
    }
    pthread_barrier_wait(&together);
    pthread_barrier_wait(&together);
    for (int i = 0; i < 2; i++) {
        pthread_join(all[i], NULL);
    }
    pthread_create(&visitor, NULL, brief, NULL);
    pthread_join(visitor, NULL);
    printf("shared %d\n", stop_here(0));
    return 0;
}
