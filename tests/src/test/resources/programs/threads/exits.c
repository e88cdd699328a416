// Ways for a process of many threads to end; the argument chooses one.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_t main_thread;

static void *spin(void *unused) {
    for (volatile long i = 0;; i++)
        ;
}

static void *block(void *unused) {
    int ends[2];
    char byte;
    pipe(ends);
    read(ends[0], &byte, 1);
    return NULL;
}

static void *wait_for_main(void *unused) {
    void *answer;
    int joined = pthread_join(main_thread, &answer);
    printf("main thread: %s, %ld\n", strerror(joined), (long)answer);
    exit(5);
}

static void *exit_here(void *unused) {
    usleep(10000);
    exit(6);
}

static void *fault(void *unused) {
    usleep(10000);
    *(volatile int *)8 = 1;
    return NULL;
}

static void *leave(void *unused) {
    usleep(10000);
    return NULL;
}

static void at_exit(void) {
    puts("at exit");
}

int main(int count, char **arguments) {
    pthread_t threads[6];
    const char *how = count > 1 ? arguments[1] : "return";
    setvbuf(stdout, NULL, _IOLBF, 0);
    atexit(at_exit);
    main_thread = pthread_self();
    for (int i = 0; i < 4; i++)
        if (strcmp(how, "last") != 0)
            pthread_create(&threads[i], NULL, i % 2 ? spin : block, NULL);
    if (strcmp(how, "main") == 0) {
        pthread_create(&threads[4], NULL, wait_for_main, NULL);
        pthread_exit((void *)42L);
    } else if (strcmp(how, "other") == 0) {
        pthread_create(&threads[4], NULL, exit_here, NULL);
        pause();
    } else if (strcmp(how, "fault") == 0) {
        pthread_create(&threads[4], NULL, fault, NULL);
        pause();
    } else if (strcmp(how, "abort") == 0) {
        abort();
    } else if (strcmp(how, "quick") == 0) {
        _exit(9);
    } else if (strcmp(how, "last") == 0) {
        pthread_create(&threads[4], NULL, leave, NULL);
        pthread_detach(threads[4]);
        pthread_exit(NULL);
    }
    return 3;
}
