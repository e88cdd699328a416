// Atomic operations of every width, and orders of accesses that x86 forbids.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { THREADS = 4, TURNS = 20000, TRIALS = 3000 };

static _Atomic uint8_t bytes;
static _Atomic uint16_t words;
static _Atomic uint32_t longs;
static _Atomic uint64_t quads;
static _Atomic uint64_t bits, flips;
static atomic_flag flag = ATOMIC_FLAG_INIT;
static long behind_flag, behind_exchange, behind_compare;
static _Atomic int exchanged, compared;
typedef struct {
    uint64_t low, high;
} __attribute__((aligned(16))) pair;
static pair wide;

static int compare_wide(pair *at, pair *expected, pair value) {
    unsigned char done;
    __asm__ volatile("lock cmpxchg16b %1; setz %0"
                     : "=q"(done), "+m"(*at), "+a"(expected->low), "+d"(expected->high)
                     : "b"(value.low), "c"(value.high)
                     : "memory", "cc");
    return done;
}

static void *hammer(void *number) {
    uint64_t own = 1ull << (8 + (long)number);
    for (int i = 0; i < TURNS; i++) {
        bytes++;
        words += 3;
        longs -= 5;
        atomic_fetch_add(&quads, 7);
        atomic_fetch_or(&bits, own);
        atomic_fetch_xor(&flips, own);
        atomic_fetch_and(&bits, ~own);
        while (atomic_flag_test_and_set(&flag))
            __builtin_ia32_pause();
        behind_flag++;
        atomic_flag_clear(&flag);
        while (atomic_exchange(&exchanged, 1))
            __builtin_ia32_pause();
        behind_exchange++;
        exchanged = 0;
        int none = 0;
        while (!atomic_compare_exchange_weak(&compared, &none, 1)) {
            none = 0;
            __builtin_ia32_pause();
        }
        behind_compare++;
        compared = 0;
        if (i % 16 == 0) {
            pair old = wide;
            while (!compare_wide(&wide, &old, (pair){old.low + 1, old.high + 2}))
                ;
        }
    }
    return NULL;
}

static volatile int x, y, seen_x, seen_y, first_a, first_b, second_a, second_b;
static pthread_barrier_t start, end;
static int store_buffering, message_passing, independent, load_buffering;

static void *litmus(void *number) {
    for (int i = 0; i < TRIALS; i++) {
        pthread_barrier_wait(&start);
        // Store buffering, with a fence between store and load.
        if ((long)number == 0) {
            x = 1;
            __asm__ volatile("mfence" ::: "memory");
            seen_y = y;
        } else if ((long)number == 1) {
            y = 1;
            __asm__ volatile("lock orl $0, -4(%%rsp)" ::: "memory", "cc");
            seen_x = x;
        }
        pthread_barrier_wait(&end);
        if ((long)number == 0) {
            store_buffering += seen_x == 0 && seen_y == 0;
            x = y = 0;
        }
        pthread_barrier_wait(&start);
        // Message passing: stores are seen in their order, loads are made in theirs.
        if ((long)number == 0) {
            x = 1;
            y = 1;
        } else if ((long)number == 1) {
            seen_y = y;
            seen_x = x;
        }
        pthread_barrier_wait(&end);
        if ((long)number == 0) {
            message_passing += seen_y == 1 && seen_x == 0;
            x = y = 0;
        }
        pthread_barrier_wait(&start);
        // Independent reads of independent writes: all see the same order.
        switch ((long)number) {
        case 0: x = 1; break;
        case 1: y = 1; break;
        case 2: first_a = x; first_b = y; break;
        default: second_b = y; second_a = x; break;
        }
        pthread_barrier_wait(&end);
        if ((long)number == 0) {
            independent += first_a == 1 && first_b == 0 && second_b == 1 && second_a == 0;
            x = y = 0;
        }
        pthread_barrier_wait(&start);
        // Load buffering: a load is never behind a later store.
        if ((long)number == 0) {
            seen_x = x;
            y = 1;
        } else if ((long)number == 1) {
            seen_y = y;
            x = 1;
        }
        pthread_barrier_wait(&end);
        if ((long)number == 0) {
            load_buffering += seen_x == 1 && seen_y == 1;
            x = y = 0;
        }
    }
    return NULL;
}

static void run(void *(*body)(void *)) {
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, body, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

int main(void) {
    run(hammer);
    printf("%u %u %u %llu\n", bytes, words, longs, (unsigned long long)quads);
    printf("%llx %llx\n", (unsigned long long)bits, (unsigned long long)flips);
    printf("%ld %ld %ld\n", behind_flag, behind_exchange, behind_compare);
    printf("%llu %llu\n", (unsigned long long)wide.low, (unsigned long long)wide.high);
    pthread_barrier_init(&start, NULL, THREADS);
    pthread_barrier_init(&end, NULL, THREADS);
    run(litmus);
    printf("forbidden: %d %d %d %d\n", store_buffering, message_passing, independent, load_buffering);
    return 0;
}
