#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint64_t seed = 88172645463325252u;
static uint64_t next(void) { seed ^= seed << 13; seed ^= seed >> 7; return seed ^= seed << 17; }
typedef unsigned __int128 u128;
int main(void)
{
    uint64_t h = 0;
#define MIX(v) (h = (h ^ (uint64_t)(v)) * 0x100000001b3u + (h >> 47))
    for (int i = 0; i < 200000; i++) {
        uint64_t a = next(), b = next() >> (i & 63);
        int64_t sa = (int64_t)a, sb = (int64_t)b;
        MIX(a * b); MIX((u128)a * b >> 64); MIX((__int128)sa * sb >> 64);
        if (b) { MIX(a / b); MIX(a % b); MIX(sa / (sb == -1 ? 3 : sb)); MIX((u128)a * a / b); }
        uint32_t c = (uint32_t)a, d = (uint32_t)b | 1;
        MIX(c / d); MIX(c % d); MIX((int32_t)c / (int32_t)(d == ~0u ? 5 : d));
        MIX(c << (d & 31)); MIX((int32_t)c >> (d & 31)); MIX(a >> (d & 63)); MIX(sa >> (d & 63));
        MIX(c << 7 | c >> 25); MIX(a << 13 | a >> 51);
        MIX(__builtin_popcountll(a)); MIX(__builtin_clzll(a | 1)); MIX(__builtin_ctzll(a | 1ull << 63));
        MIX(__builtin_bswap64(a)); MIX(__builtin_bswap32(c)); MIX((uint16_t)a * (uint16_t)b);
        int64_t o; MIX(__builtin_add_overflow(sa, sb, &o)); MIX(__builtin_mul_overflow(sa, sb, &o)); MIX(o);
        MIX((int8_t)a + (int16_t)b); MIX(sa < sb); MIX(a < b); MIX((double)sa); MIX((float)a); MIX((int64_t)((double)sa / 3));
        char t[32]; snprintf(t, sizeof t, "%llx", (unsigned long long)a); MIX(t[3]);
    }
    printf("%016llx\n", (unsigned long long)h);
    uint8_t bytes[4096], copy[4096];
    for (int i = 0; i < 4096; i++) bytes[i] = (uint8_t)next();
    for (int n = 0; n < 4000; n += 37) {
        memset(copy, 0, sizeof copy);
        memcpy(copy + n % 16, bytes + n % 7, n);
        memmove(copy + 3, copy, n);
        MIX(copy[n / 2]); MIX(memcmp(copy, bytes, n) > 0);
        void *p = memchr(bytes, (int)next() & 255, n);
        MIX(p ? (uint8_t *)p - bytes : -1);
        copy[n] = 0;
        MIX(strlen((char *)copy));
    }
    printf("%016llx\n", (unsigned long long)h);
    return 0;
}
