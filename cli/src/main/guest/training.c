/* Not for people: what programs with a C library do at their start and while they run, once each. The launcher runs it
 * after a build, so that Java's cache knows the classes behind these instructions and system calls. */
#include <immintrin.h>

#include "linux.h"

static unsigned char text[256] __attribute__((aligned(32))) = "the quick brown fox jumps over the lazy dog";
static unsigned char copy[256] __attribute__((aligned(32)));
static volatile long sink;
static volatile double real = 2.5;
static volatile float single = 1.5f;
static volatile long double extended = 3.25L;
static char stack[8192] __attribute__((aligned(16)));

/* Whether the system keeps the upper halves of vector registers (CPUID leaf 1, ECX bit 27). */
static int has_avx;

static void library_start(void)
{
    static unsigned char robust[24], rseq[32] __attribute__((aligned(32)));
    static int tid;
    static long thread_pointer[8];
    unsigned int a, b, c, d;
    for (unsigned leaf = 0; leaf < 8; leaf++) {
        __asm__ volatile("cpuid" : "=a"(a), "=b"(b), "=c"(c), "=d"(d) : "a"(leaf), "c"(0));
        sink += a + b + c + d;
        if (leaf == 1)
            has_avx = c >> 27 & 1;
    }
    if (has_avx)
        __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    sink += a + (long) __builtin_ia32_rdtsc();
    long top = linux_call(12, 0, 0, 0, 0);                                 /* brk */
    linux_call(12, top + 0x21000, 0, 0, 0);
    linux_call(158, 0x1002, (long) thread_pointer, 0, 0);                  /* arch_prctl ARCH_SET_FS */
    linux_call(218, (long) &tid, 0, 0, 0);                                 /* set_tid_address */
    linux_call(273, (long) robust, sizeof robust, 0, 0);                   /* set_robust_list */
    linux_call(334, (long) rseq, sizeof rseq, 0, 0x53053053);              /* rseq */
    linux_call(302, 0, 3, 0, (long) copy);                                 /* prlimit64 */
    linux_call(89, (long) "/proc/self/exe", (long) copy, sizeof copy, 0);  /* readlink */
    linux_call(318, (long) copy, 8, 1, 0);                                 /* getrandom */
    linux_call(10, (long) text & -4096, 4096, 3, 0);                       /* mprotect */
}

static void files(void)
{
    struct { void *base; long length; } vector[2] = {{"", 0}, {"trained\n", 8}};
    linux_call(262, 1, (long) "", (long) copy, 0x1000);                    /* newfstatat */
    linux_call(5, 0, (long) copy, 0, 0);                                   /* fstat */
    linux_call(16, 1, 0x5401, (long) copy, 0);                             /* ioctl TCGETS */
    linux_call(20, 1, (long) vector, 2, 0);                                /* writev */
    linux_call(79, (long) copy, sizeof copy, 0, 0);                        /* getcwd */
    linux_call(21, (long) "/nothing", 4, 0, 0);                            /* access */
    linux_call(4, (long) "/tmp", (long) copy, 0, 0);                       /* stat */
    long folder = linux_call(SYS_OPENAT, AT_FDCWD, (long) "/", 0x10000, 0);
    linux_call(217, folder, (long) copy, sizeof copy, 0);                  /* getdents64 */
    linux_call(SYS_CLOSE, folder, 0, 0, 0);
    long proc = linux_call(SYS_OPENAT, AT_FDCWD, (long) "/proc/self/maps", 0, 0);
    linux_call(SYS_READ, proc, (long) copy, sizeof copy, 0);
    linux_call(72, proc, 1, 0, 0);                                         /* fcntl F_GETFD */
    linux_call(SYS_CLOSE, proc, 0, 0, 0);
}

static void process(void)
{
    static long action[4], set = 1, time[2], poll[1];
    static int word;
    linux_call(13, 10, 0, (long) action, 8);                               /* rt_sigaction */
    linux_call(14, 0, (long) &set, (long) copy, 8);                        /* rt_sigprocmask */
    linux_call(228, 1, (long) time, 0, 0);                                 /* clock_gettime */
    time[0] = time[1] = 0;
    linux_call(230, 1, 0, (long) time, 0);                                 /* clock_nanosleep */
    linux_call(202, (long) &word, 129, 1, 0);                              /* futex FUTEX_WAKE */
    linux_call(7, (long) poll, 0, 0, 0);                                   /* poll */
    linux_call(204, 0, sizeof copy, (long) copy, 0);                       /* sched_getaffinity */
    linux_call(24, 0, 0, 0, 0);                                            /* sched_yield */
    linux_call(102, 0, 0, 0, 0);                                           /* getuid */
    linux_call(104, 0, 0, 0, 0);                                           /* getgid */
    linux_call(186, 0, 0, 0, 0);                                           /* gettid */
}

static long linux_map(long size)
{
    register long flags __asm__("r10") = 0x22, file __asm__("r8") = -1, offset __asm__("r9") = 0;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(9), "D"(0L), "S"(size), "d"(3L), "r"(flags), "r"(file), "r"(offset)
                     : "rcx", "r11", "memory");
    return result;
}

static void memory(void)
{
    long map = linux_map(1 << 16);
    *(volatile long *) map = 1;
    linux_call(28, map, 1 << 16, 4, 0);                                    /* madvise */
    linux_call(11, map, 1 << 16, 0, 0);                                    /* munmap */
}

/* A thread that ends at once; its parent waits for the kernel to clear the word. */
static void thread(void)
{
    static volatile int alive = 1;
    register long clear __asm__("r10") = (long) &alive, tls __asm__("r8") = 0;
    long result;
    __asm__ volatile("syscall\n\t"
                     "test %%rax, %%rax\n\t"
                     "jnz 1f\n\t"
                     "mov $60, %%eax\n\t"
                     "xor %%edi, %%edi\n\t"
                     "syscall\n"
                     "1:"
                     : "=a"(result)
                     : "a"(56), "D"(0x250f00L), "S"(stack + sizeof stack), "d"((long) &alive), "r"(clear), "r"(tls)
                     : "rcx", "r11", "memory");
    while (alive)
        linux_call(202, (long) &alive, 0, 1, 0);                           /* futex FUTEX_WAIT */
}

static void integers(void)
{
    unsigned long a = sink | 7, b = 12345;
    for (int i = 1; i < 70; i++) {
        a = (a << (i & 31)) ^ (a >> 3) ^ __builtin_bswap64(a);
        a += __builtin_ctzl(a | 1) + __builtin_clzl(a | 1) + __builtin_popcountl(a);
        b = b * 31 + a % (b | 1) + (a / (unsigned) (i + 1));
        b ^= (long) a / -(long) i + (int) a % (i + 2);
        a = a > b ? a - b : a + (b < 5);
        a = (a << 13) | (a >> 51);
        a += (unsigned char) b + (short) b + (a & 1 ? 3 : b);
        sink += (signed char) a + (unsigned short) b;
    }
    unsigned __int128 wide = (unsigned __int128) a * b;
    sink += (long) (wide >> 64);
    __atomic_fetch_add(&sink, 1, __ATOMIC_SEQ_CST);
    long expected = sink;
    __atomic_compare_exchange_n(&sink, &expected, 5, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    __atomic_exchange_n(&sink, 6, __ATOMIC_SEQ_CST);
    void *from = text, *to = copy;
    long count = 64;
    __asm__ volatile("rep movsb" : "+S"(from), "+D"(to), "+c"(count) : : "memory");
    count = 8, to = copy;
    __asm__ volatile("rep stosq" : "+D"(to), "+c"(count) : "a"(0) : "memory");
    count = 64, to = text;
    __asm__ volatile("repne scasb" : "+D"(to), "+c"(count) : "a"(0) : "memory", "cc");
    sink += count;
}

static void lanes(void)
{
    __m128i a = _mm_loadu_si128((__m128i *) text), zero = _mm_setzero_si128();
    __m128i b = _mm_loadu_si128((__m128i *) (text + 16));
    a = _mm_add_epi8(_mm_sub_epi16(a, b), _mm_xor_si128(_mm_and_si128(a, b), _mm_or_si128(a, zero)));
    a = _mm_unpacklo_epi8(a, _mm_shuffle_epi8(a, b));
    a = _mm_slli_epi64(_mm_srli_epi32(_mm_slli_si128(a, 1), 2), 3);
    a = _mm_shuffle_epi32(_mm_alignr_epi8(a, b, 5), 0x4e);
    a = _mm_min_epu8(_mm_max_epu8(a, b), _mm_packus_epi16(a, b));
    a = _mm_add_epi64(_mm_mullo_epi16(a, b), _mm_mul_epu32(a, b));
    sink += _mm_movemask_epi8(_mm_cmpeq_epi8(a, zero)) + _mm_movemask_epi8(_mm_cmpgt_epi8(a, b));
    sink += _mm_cmpistri(a, b, 0x3a) + _mm_testz_si128(a, b) + _mm_crc32_u64(1, 2);
    sink += _mm_cvtsi128_si64(_mm_sad_epu8(a, b)) + _mm_extract_epi16(_mm_insert_epi16(a, 5, 3), 2);
    _mm_storeu_si128((__m128i *) copy, _mm_andnot_si128(a, b));
}

__attribute__((target("avx2"))) static void wide_lanes(void)
{
    __m256i c = _mm256_loadu_si256((__m256i *) text), d = _mm256_set1_epi8('o');
    c = _mm256_min_epu8(c, _mm256_cmpeq_epi8(c, d));
    c = _mm256_or_si256(_mm256_and_si256(c, d), _mm256_sub_epi8(c, d));
    sink += _mm256_movemask_epi8(c) + _mm256_testz_si256(c, d);
    c = _mm256_permute2x128_si256(_mm256_shuffle_epi8(c, d), d, 1);
    _mm256_storeu_si256((__m256i *) copy, _mm256_add_epi32(_mm256_slli_epi32(c, 1), d));
    _mm256_zeroupper();
}

static void reals(void)
{
    double a = real;
    float b = single;
    for (int i = 1; i < 4; i++) {
        a = a * 1.5 + i / a - (double) b;
        b = b * 0.5f + (float) a / 3.0f;
        a += __builtin_sqrt(a * a) + (double) (long) a + (int) b;
        if (a > 100 || a != a)
            a -= (double) sink;
    }
    real = a;
    single = b;
    __m128d pair = _mm_set_pd(a, b);
    pair = _mm_add_pd(_mm_mul_pd(pair, pair), _mm_sub_pd(pair, _mm_div_pd(pair, _mm_set1_pd(3))));
    real += _mm_cvtsd_f64(_mm_unpackhi_pd(pair, pair)) + _mm_cvtsd_f64(_mm_and_pd(pair, _mm_cmplt_pd(pair, pair)));
    long double c = extended;
    c = c * c + c / 3 - (long double) sink;
    extended = c;
    sink += (long) c + (c > 2);
    sink += (long) _mm_getcsr();
}

int main(void)
{
    library_start();
    files();
    process();
    memory();
    thread();
    integers();
    lanes();
    if (has_avx)
        wide_lanes();
    reals();
    return 7;
}
