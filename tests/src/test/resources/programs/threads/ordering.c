// Atomic operations, and the outcomes that x86's memory order forbids (SDM 3A 9.2.3).
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { THREADS = 4, TURNS = 2000 };

static atomic_int numbers[8];
static atomic_long wide;
static _Atomic uint8_t narrow;
static _Atomic uint16_t half;
static volatile unsigned long bits[2];
static unsigned __int128 pair;
static int plain;
static atomic_flag flag = ATOMIC_FLAG_INIT;

static int swap_pair(unsigned __int128 *at, unsigned __int128 *seen, unsigned __int128 wanted) {
    uint64_t low = (uint64_t) *seen, high = (uint64_t) (*seen >> 64);
    unsigned char done;
    __asm__ volatile("lock cmpxchg16b %1\n\tsete %0"
                     : "=q"(done), "+m"(*at), "+a"(low), "+d"(high)
                     : "b"((uint64_t) wanted), "c"((uint64_t) (wanted >> 64))
                     : "memory", "cc");
    *seen = (unsigned __int128) high << 64 | low;
    return done;
}

static void *work(void *number) {
    long me = (long) number;
    for (int i = 0; i < TURNS; i++) {
        atomic_fetch_add(&numbers[0], 1);
        atomic_fetch_sub(&numbers[1], 2);
        atomic_fetch_xor(&numbers[2], 1 << me);
        atomic_fetch_or(&numbers[3], 1 << (i % 16 + me));
        atomic_fetch_and(&numbers[4], ~(1 << (i % 8 + me)));
        atomic_fetch_add(&wide, 0x100000001L);
        atomic_fetch_add(&narrow, 1);
        atomic_fetch_add(&half, 3);
        int seen = atomic_load(&numbers[5]);
        while (!atomic_compare_exchange_weak(&numbers[5], &seen, seen + 3)) {
        }
        numbers[6 + me % 2]++;
        // Bit strings with a register offset reach beyond the first word.
        unsigned long bit = 64 + me;
        __asm__ volatile("lock btcq %1, %0" : "+m"(bits) : "r"(bit) : "memory", "cc");
        unsigned __int128 old = 0;
        while (!swap_pair(&pair, &old, old + (((unsigned __int128) 1 << 64) + 1))) {
        }
        while (atomic_flag_test_and_set_explicit(&flag, memory_order_acquire)) {
            sched_yield();
        }
        plain++;
        atomic_flag_clear_explicit(&flag, memory_order_release);
    }
    return NULL;
}

static void counting(void) {
    pthread_t all[THREADS];
    atomic_store(&numbers[4], -1);
    for (long i = 0; i < THREADS; i++) {
        pthread_create(&all[i], NULL, work, (void *) i);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(all[i], NULL);
    }
    for (int i = 0; i < 8; i++) {
        printf("%d: %d\n", i, atomic_load(&numbers[i]));
    }
    printf("wide %lx, narrow %d, half %d, bits %lx %lx\n", atomic_load(&wide), narrow, half, bits[0], bits[1]);
    printf("pair %lx %lx, plain %d\n", (long) (pair >> 64), (long) pair, plain);
}

// Litmus tests. Their threads meet before each round, so that they run as close together as they can.
enum { ROUNDS = 1000 };

static struct {
    volatile int x __attribute__((aligned(64)));
    volatile int y __attribute__((aligned(64)));
    atomic_int round __attribute__((aligned(64)));
    atomic_int arrived __attribute__((aligned(64)));
} shared;

static volatile int got[4][2];
static int members;

static void meet(int round) {
    if (atomic_fetch_add(&shared.arrived, 1) == members - 1) {
        atomic_store(&shared.arrived, 0);
        atomic_store(&shared.round, round + 1);
        return;
    }
    for (int looks = 0; atomic_load(&shared.round) <= round; looks++) {
        if (looks > 20) {
            sched_yield();
        }
    }
}

static int forbidden;
static void (*test)(int member);
static int (*is_forbidden)(void);

static void *member(void *number) {
    int me = (int) (long) number;
    for (int i = 0; i < ROUNDS; i++) {
        meet(3 * i);
        test(me);
        meet(3 * i + 1);
        if (me == 0) {
            forbidden += is_forbidden();
            shared.x = 0;
            shared.y = 0;
        }
        meet(3 * i + 2);
    }
    return NULL;
}

static void store_buffering(int me) {
    if (me == 0) {
        shared.x = 1;
        __asm__ volatile("mfence" ::: "memory");
        got[0][0] = shared.y;
    } else {
        shared.y = 1;
        __asm__ volatile("lock orl $0, (%%rsp)" ::: "memory", "cc");
        got[1][0] = shared.x;
    }
}

static int both_missed(void) {
    return got[0][0] == 0 && got[1][0] == 0;
}

static void store_exchange(int me) {
    int one = 1;
    volatile int *mine = me == 0 ? &shared.x : &shared.y;
    __asm__ volatile("xchgl %0, %1" : "+r"(one), "+m"(*mine)::"memory");
    got[me][0] = me == 0 ? shared.y : shared.x;
}

static void message_passing(int me) {
    if (me == 0) {
        shared.x = 1;
        shared.y = 1;
    } else {
        got[1][0] = shared.y;
        got[1][1] = shared.x;
    }
}

static int flag_without_data(void) {
    return got[1][0] == 1 && got[1][1] == 0;
}

static void load_buffering(int me) {
    if (me == 0) {
        got[0][0] = shared.x;
        shared.y = 1;
    } else {
        got[1][0] = shared.y;
        shared.x = 1;
    }
}

static int out_of_thin_air(void) {
    return got[0][0] == 1 && got[1][0] == 1;
}

static void independent_reads(int me) {
    switch (me) {
        case 0:
            shared.x = 1;
            break;
        case 1:
            shared.y = 1;
            break;
        case 2:
            got[2][0] = shared.x;
            got[2][1] = shared.y;
            break;
        default:
            got[3][0] = shared.y;
            got[3][1] = shared.x;
            break;
    }
}

static int different_orders(void) {
    return got[2][0] == 1 && got[2][1] == 0 && got[3][0] == 1 && got[3][1] == 0;
}

static void litmus(const char *name, int count, void (*body)(int), int (*check)(void)) {
    pthread_t all[4];
    forbidden = 0;
    members = count;
    test = body;
    is_forbidden = check;
    atomic_store(&shared.round, 0);
    for (long i = 0; i < count; i++) {
        pthread_create(&all[i], NULL, member, (void *) i);
    }
    for (int i = 0; i < count; i++) {
        pthread_join(all[i], NULL);
    }
    printf("%s: forbidden %d times\n", name, forbidden);
}

int main(void) {
    counting();
    litmus("store buffering, fences", 2, store_buffering, both_missed);
    litmus("store buffering, xchg", 2, store_exchange, both_missed);
    litmus("message passing", 2, message_passing, flag_without_data);
    litmus("load buffering", 2, load_buffering, out_of_thin_air);
    litmus("independent reads", 4, independent_reads, different_orders);
    return 0;
}
