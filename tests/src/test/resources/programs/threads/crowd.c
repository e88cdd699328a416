// Many threads at one lock, and a storm of short-lived ones.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum { THREADS = 200, TURNS = 10000, SHORT = 2000 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static long counter, lived;

static void *count(void *unused) {
    for (int i = 0; i < TURNS; i++) {
        pthread_mutex_lock(&mutex);
        counter++;
        pthread_mutex_unlock(&mutex);
    }
    return NULL;
}

static void *live(void *number) {
    char *memory = malloc(1000 + (long)number);
    memory[999] = 1;
    __atomic_add_fetch(&lived, memory[999], __ATOMIC_RELAXED);
    free(memory);
    return number;
}

int main(void) {
    static pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, count, NULL) != 0)
            return 1;
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    printf("counted %ld\n", counter);
    long sum = 0;
    for (long i = 0; i < SHORT; i += 4) {
        for (long j = 0; j < 4; j++)
            if (pthread_create(&threads[j], NULL, live, (void *)(i + j)) != 0)
                return 2;
        for (int j = 0; j < 4; j++) {
            void *answer;
            pthread_join(threads[j], &answer);
            sum += (long)answer;
        }
    }
    printf("lived %ld, sum %ld\n", lived, sum);
    return 0;
}
