// How threads begin and end: local data, cancellation, join and detach, signals, storms, races at the end.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static __thread int local = 7;
static __thread char zeroed[64];
static pthread_key_t key;
static int destroyed, destroyed_twice;

static void destroy(void *value) {
    __atomic_add_fetch(&destroyed, 1, __ATOMIC_SEQ_CST);
    if ((long) value == 5) {
        __atomic_add_fetch(&destroyed_twice, 1, __ATOMIC_SEQ_CST);
        pthread_setspecific(key, (void *) 6);
    }
}

static void *use_local(void *number) {
    int ok = local == 7 && zeroed[63] == 0;
    local = (int) (long) number;
    zeroed[63] = 1;
    pthread_setspecific(key, number);
    for (int i = 0; i < 20; i++) {
        sched_yield();
        ok &= local == (int) (long) number && pthread_getspecific(key) == number;
    }
    return (void *) (long) ok;
}

static void locals(void) {
    pthread_t all[10];
    long good = 0;
    pthread_key_create(&key, destroy);
    for (long i = 0; i < 10; i++) {
        pthread_create(&all[i], NULL, use_local, (void *) (i + 1));
    }
    for (int i = 0; i < 10; i++) {
        void *ok;
        pthread_join(all[i], &ok);
        good += (long) ok;
    }
    printf("locals: %ld good, main's %d, destroyed %d, again %d\n", good, local, destroyed, destroyed_twice);
}

static sem_t ready;
static int cleaned;

static void clean(void *number) {
    cleaned = cleaned * 10 + (int) (long) number;
}

static void *cancelled(void *how) {
    int pipes[2];
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    sem_t never;
    char byte;
    if (pipe(pipes) != 0) {
        return NULL;
    }
    sem_init(&never, 0, 0);
    pthread_cleanup_push(clean, (void *) 1);
    pthread_cleanup_push(clean, (void *) 2);
    switch ((long) how) {
        case 0:
            sem_post(&ready);
            for (;;) {
                pthread_testcancel();
            }
        case 1:
            sem_post(&ready);
            read(pipes[0], &byte, 1);
            break;
        case 2:
            sem_post(&ready);
            sleep(100);
            break;
        case 3:
            pthread_mutex_lock(&mutex);
            sem_post(&ready);
            pthread_cond_wait(&condition, &mutex);
            break;
        case 4:
            sem_post(&ready);
            sem_wait(&never);
            break;
        case 5:
            pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
            sem_post(&ready);
            for (;;) {
            }
        case 6:
            pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
            sem_post(&ready);
            usleep(20000);
            pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
            pthread_testcancel();
            break;
        case 7:
            sem_post(&ready);
            pause();
            break;
        default:
            break;
    }
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return NULL;
}

static void cancellations(void) {
    for (long how = 0; how < 8; how++) {
        pthread_t thread;
        void *result;
        cleaned = 0;
        pthread_create(&thread, NULL, cancelled, (void *) how);
        sem_wait(&ready);
        if (how % 2 == 0) {
            usleep(2000);
        }
        pthread_cancel(thread);
        pthread_join(thread, &result);
        printf("cancel %ld: %s, cleaned %d\n", how, result == PTHREAD_CANCELED ? "cancelled" : "not", cleaned);
    }
}

static int detached_done;

static void *detached(void *unused) {
    __atomic_add_fetch(&detached_done, 1, __ATOMIC_SEQ_CST);
    return NULL;
}

static void *itself(void *unused) {
    return (void *) (long) pthread_join(pthread_self(), NULL);
}

static void detaching(void) {
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 65536);
    pthread_t thread;
    for (int i = 0; i < 50; i++) {
        pthread_create(&thread, i % 2 ? &attributes : NULL, detached, NULL);
        if (i % 2 == 0) {
            pthread_detach(thread);
        }
    }
    while (__atomic_load_n(&detached_done, __ATOMIC_SEQ_CST) < 50) {
        usleep(1000);
    }
    printf("detached: %d\n", detached_done);
    void *stack = mmap(NULL, 1 << 17, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    pthread_attr_init(&attributes);
    printf("own stack: %d\n", pthread_attr_setstack(&attributes, stack, 1 << 17));
    void *ok;
    pthread_create(&thread, &attributes, use_local, (void *) 3);
    pthread_join(thread, &ok);
    printf("on its own stack: %ld\n", (long) ok);
}

static volatile int caught[4];
static pthread_t threads[4];

static void handler(int number) {
    for (int i = 0; i < 4; i++) {
        if (pthread_equal(threads[i], pthread_self())) {
            caught[i]++;
        }
    }
}

static sem_t started;
static volatile int signals_over;

static void *take_signals(void *number) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    sem_post(&started);
    while (!signals_over) {
        usleep(500);
    }
    sigset_t pending;
    sigpending(&pending);
    return (void *) (long) sigismember(&pending, SIGUSR2);
}

static void *wait_for_signal(void *unused) {
    sigset_t set;
    int got;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 3);
    sem_post(&started);
    sigwait(&set, &got);
    return (void *) (long) (got - SIGRTMIN);
}

static void thread_signals(void) {
    struct sigaction action = {.sa_handler = handler};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sem_init(&started, 0, 0);
    for (long i = 0; i < 4; i++) {
        pthread_create(&threads[i], NULL, take_signals, (void *) i);
        sem_wait(&started);
    }
    for (int i = 0; i < 4; i++) {
        for (int j = 0; j <= i; j++) {
            int before = caught[i];
            pthread_kill(threads[i], SIGUSR1);
            while (caught[i] == before) {
                usleep(200);
            }
        }
        if (i % 2) {
            pthread_kill(threads[i], SIGUSR2);
        }
    }
    signals_over = 1;
    for (int i = 0; i < 4; i++) {
        void *pending;
        pthread_join(threads[i], &pending);
        printf("thread %d: %d signals, pending %ld\n", i, caught[i], (long) pending);
    }
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 3);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_signal, NULL);
    sem_wait(&started);
    kill(getpid(), SIGRTMIN + 3);
    void *got;
    pthread_join(waiter, &got);
    printf("sigwait: SIGRTMIN+%ld\n", (long) got);
    printf("no thread: %s\n", syscall(SYS_tgkill, getpid(), 3999999, SIGUSR1) < 0 ? strerror(errno) : "sent");
}

static void *nothing(void *argument) {
    return argument;
}

static void *storm(void *unused) {
    long made = 0;
    for (int i = 0; i < 100; i++) {
        pthread_t thread;
        void *result;
        if (pthread_create(&thread, NULL, nothing, (void *) 1) == 0 && pthread_join(thread, &result) == 0) {
            made += (long) result;
        }
    }
    return (void *) made;
}

static void storms(void) {
    pthread_t all[8];
    long made = 0;
    for (int i = 0; i < 8; i++) {
        pthread_create(&all[i], NULL, storm, NULL);
    }
    for (int i = 0; i < 8; i++) {
        void *result;
        pthread_join(all[i], &result);
        made += (long) result;
    }
    printf("storm: %ld\n", made);
}

static void *name(void *result) {
    char text[16];
    pthread_setname_np(pthread_self(), "fifteen-letters");
    prctl(PR_GET_NAME, text);
    strcpy(result, text);
    printf("too long: %s\n", strerror(pthread_setname_np(pthread_self(), "sixteen-letters-")));
    return NULL;
}

static void names(void) {
    char theirs[16], mine[16];
    pthread_t thread;
    prctl(PR_SET_NAME, "main thread, long");
    pthread_create(&thread, NULL, name, theirs);
    pthread_join(thread, NULL);
    prctl(PR_GET_NAME, mine);
    printf("names: %s, %s\n", theirs, mine);
}

static void *block(void *how) {
    char byte;
    int pipes[2];
    switch ((long) how % 4) {
        case 0:
            pause();
            break;
        case 1:
            if (pipe(pipes) == 0) {
                read(pipes[0], &byte, 1);
            }
            break;
        case 2:
            for (;;) {
            }
        default:
            for (;;) {
                pthread_t thread;
                if (pthread_create(&thread, NULL, nothing, NULL) == 0) {
                    pthread_join(thread, NULL);
                }
            }
    }
    return NULL;
}

static void *last_words(void *unused) {
    usleep(30000);
    printf("the main thread has gone\n");
    exit(23);
}

int main(int argc, char **argv) {
    sem_init(&ready, 0, 0);
    setvbuf(stdout, NULL, _IOLBF, 0);
    pthread_t thread;
    if (argc > 1) {
        for (long i = 0; i < 8; i++) {
            pthread_create(&thread, NULL, block, (void *) i);
        }
        usleep(10000);
        if (strcmp(argv[1], "exit") == 0) {
            exit(17);
        } else if (strcmp(argv[1], "return") == 0) {
            return 18;
        } else if (strcmp(argv[1], "_exit") == 0) {
            _exit(19);
        } else if (strcmp(argv[1], "signal") == 0) {
            kill(getpid(), SIGKILL);
        } else {
            pthread_create(&thread, NULL, last_words, NULL);
            pthread_exit(NULL);
        }
    }
    locals();
    cancellations();
    detaching();
    thread_signals();
    storms();
    names();
    pthread_create(&thread, NULL, last_words, NULL);
    pthread_exit((void *) 1);
}
