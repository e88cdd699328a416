// Loops that a compiler makes vector instructions of, C library functions that come in several kinds, and vector
// registers that a signal handler changes.
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

#define N 1000

static float f[N], g[N], h[N];
static double u[N], v[N], w[N];
static int32_t i32[N], j32[N], k32[N];
static int8_t i8[N], j8[N], k8[N];
static uint16_t i16[N], j16[N], k16[N];
static int64_t i64[N], j64[N], k64[N];
static char text[8192], other[8192];

static uint64_t random64(void) {
    static uint64_t state = 88172645463325252ull;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void show(const char *name, const void *bytes, size_t size) {
    uint64_t hash = 14695981039346656037ull;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ ((const unsigned char *) bytes)[i]) * 1099511628211ull;
    }
    printf("%s %016lx\n", name, hash);
}

#define EACH for (int i = 0; i < N; i++)

static void loops(void) {
    EACH {
        f[i] = (float) (random64() % 100000) / 7 - 5000;
        g[i] = (float) (random64() % 100000) / 3 - 9000;
        u[i] = (double) random64() / 1e15 - 9000;
        v[i] = (double) random64() / 1e16 - 900;
        i32[i] = random64(), j32[i] = random64();
        i8[i] = random64(), j8[i] = random64();
        i16[i] = random64(), j16[i] = random64();
        i64[i] = random64(), j64[i] = random64();
    }
    EACH h[i] = f[i] * g[i] - f[i] / (g[i] + 20000);
    show("float", h, sizeof h);
    EACH w[i] = u[i] > v[i] ? u[i] * v[i] : u[i] - v[i];
    show("double", w, sizeof w);
    EACH k32[i] = i32[i] * j32[i] + ((uint32_t) i32[i] << (j32[i] & 31)) - (i32[i] >> (i32[i] & 31));
    show("int32", k32, sizeof k32);
    EACH k8[i] = i8[i] > j8[i] ? i8[i] - j8[i] : (i8[i] + j8[i]) / 2;
    show("int8", k8, sizeof k8);
    EACH k16[i] = (i16[i] * j16[i] >> 16) + (i16[i] > j16[i]);
    show("int16", k16, sizeof k16);
    EACH k64[i] = i64[i] * j64[i] + (i64[i] < j64[i] ? i64[i] : j64[i]);
    show("int64", k64, sizeof k64);
    EACH k32[i] = i32[(uint32_t) j32[i] % N];
    show("gathered", k32, sizeof k32);
    EACH k32[i] = __builtin_popcount(i32[i]) + __builtin_clz(j32[i] | 1) * __builtin_ctzll(i64[i] | 1ull << 63);
    show("bits", k32, sizeof k32);
    EACH k64[i] = __builtin_bswap64(i64[i]) ^ (i64[i] & -i64[i]) ^ (j64[i] & j64[i] - 1) ^ (~i64[i] & j64[i]);
    show("swapped", k64, sizeof k64);
    EACH k32[i] = (int32_t) f[i];
    show("truncated", k32, sizeof k32);
    unsigned sum = 0;
    EACH sum += abs(i8[i] - j8[i]);
    __int128 wide = 1;
    EACH wide = wide * (i64[i] | 1) + j64[i];
    printf("sums %u %016lx\n", sum, (uint64_t) (wide >> 64));
}

static void strings(void) {
    for (int i = 0; i < 8191; i++) {
        text[i] = "abcdefgh0123:;"[random64() % 14];
    }
    for (int round = 0; round < 500; round++) {
        int at = random64() % 4000, to = random64() % 4000;
        size_t length = random64() % (round % 5 == 0 ? 4000 : 70);
        memcpy(other, text, sizeof text);
        memmove(other + to, other + at, length);
        memset(other + at, round, length / 2);
        int order = memcmp(text + at, other + at, length);
        char *found = memchr(text + at, "abc:;z"[round % 6], length);
        char *inside = strstr(text + at, "a0");
        long results[] = {(order > 0) - (order < 0), found ? found - text : -1, inside ? inside - text : -1,
            strspn(text + at, "abcdefgh"), strcspn(text + at, ":;"), strnlen(text + at, length),
            strrchr(text + at, ':') - text, strchr(text + at, 'h') - text};
        show("strings", results, sizeof results);
        show("bytes", other, sizeof other);
    }
}

static void handler(int signal, siginfo_t *info, void *context) {
    struct _libc_fpstate *state = ((ucontext_t *) context)->uc_mcontext.fpregs;
    state->_xmm[9].element[1] = 77;
    EACH h[i] = f[i] + g[i];
}

static void signals(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, 0);
    uint32_t lanes[] = {1, 2, 3, 4, 5, 6, 7, 8}, after[8];
#ifdef __AVX__
    asm volatile("vmovdqu %1, %%ymm9; mov $200, %%eax; mov %2, %%edi; mov %3, %%esi; syscall; vmovdqu %%ymm9, %0"
#else
    memcpy(after, lanes, sizeof after);
    asm volatile("movdqu %1, %%xmm9; mov $200, %%eax; mov %2, %%edi; mov %3, %%esi; syscall; movdqu %%xmm9, %0"
#endif
            : "=m"(after) : "m"(lanes), "r"(getpid()), "i"(SIGUSR1)
            : "rax", "rdi", "rsi", "rcx", "r11", "xmm9", "memory");
    for (int i = 0; i < 8; i++) {
        printf("%u%c", after[i], i < 7 ? ' ' : '\n');
    }
}

int main(void) {
    loops();
    strings();
    signals();
    return 0;
}
